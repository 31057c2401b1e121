//! The instants that time is counted from, and the windows that begin there.

use crate::plan::{Expr, Moment, WindowOp};
use crate::values::{Instant, Value};

use super::Fault;
use super::known::Folded;
use super::row::Row;
use super::view::View;
use super::window::{Bound, Since};

impl<'v> View<'v> {
    pub(super) fn since(&self, moment: &'v Moment, row: Option<Row<'v>>) -> Result<Since, Fault> {
        match moment {
            Moment::Entering => Ok(self.entered()),
            Moment::At(date) => self.date(date, row),
            Moment::Last(fold) => self.last(*fold, row),
        }
    }

    /// When the stage was entered.
    pub(super) fn entered(&self) -> Since {
        self.state.stage_since.map_or(Since::Unknown, Since::Known)
    }

    /// The instant of a time, or the first of a day.
    pub(super) fn date(&self, date: &'v Expr, row: Option<Row<'v>>) -> Result<Since, Fault> {
        Ok(match self.value(date, row)? {
            Some(Value::Instant(instant)) => Since::Known(instant),
            Some(Value::Day(day)) => Since::Known(self.at.clock.first_instant(day)),
            Some(
                Value::Number(_)
                | Value::Text(_)
                | Value::YesNo(_)
                | Value::Choice(_)
                | Value::Set(_),
            )
            | None => Since::Unknown,
        })
    }

    /// The same where there is one.
    pub(super) fn instant(
        &self,
        date: &'v Expr,
        row: Option<Row<'v>>,
    ) -> Result<Option<Instant>, Fault> {
        Ok(match self.date(date, row)? {
            Since::Known(instant) => Some(instant),
            Since::Never | Since::Unknown => None,
        })
    }

    /// The instant of a time, or the last of a day.
    fn end(&self, date: &'v Expr) -> Result<Option<Instant>, Fault> {
        if let Some(Value::Day(day)) = self.value(date, None)? {
            return Ok(Some(self.at.clock.last_instant(day)));
        }
        self.instant(date, None)
    }

    /// When the last event was.
    pub(super) fn last(&self, fold: usize, row: Option<Row<'v>>) -> Result<Since, Fault> {
        Ok(match self.fold(fold, row)? {
            Folded::Of(Some(Value::Instant(instant))) => Since::Known(instant),
            Folded::Nothing => Since::Never,
            Folded::Of(_) | Folded::Count { .. } | Folded::Unknown => Since::Unknown,
        })
    }

    pub(super) fn bound(&self, window: &'v WindowOp) -> Result<Bound<Instant>, Fault> {
        Ok(match window {
            WindowOp::Within(slot) => Bound::After(self.at.bounds[*slot]),
            WindowOp::This(period) => Bound::From(self.at.clock.start_of(*period)),
            WindowOp::Last(period) => {
                let (from, to) = self.at.clock.last(*period).into_inner();
                Bound::Between(from, to)
            }
            WindowOp::Back(count, period) => Bound::From(self.at.clock.start_back(*count, *period)),
            WindowOp::Between(from, to) => match (self.instant(from, None)?, self.end(to)?) {
                (Some(from), Some(to)) => Bound::Between(from, to),
                (None, _) | (_, None) => Bound::Unknown,
            },
            WindowOp::Since(moment) => match (self.since(moment, None)?, moment) {
                (Since::Known(instant), Moment::At(_)) => Bound::From(instant),
                (Since::Known(instant), Moment::Entering | Moment::Last(_)) => {
                    Bound::After(instant)
                }
                (Since::Never, _) => Bound::AnyTime,
                (Since::Unknown, _) => Bound::Unknown,
            },
        })
    }
}
