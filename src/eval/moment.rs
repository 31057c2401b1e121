use crate::plan::{Moment, WindowOp};
use crate::values::{Instant, Truth, Value};

use super::Fault;
use super::fold::Folded;
use super::view::{Row, View};

/// An instant that time is counted from.
pub(super) enum Since {
    Known(Instant),
    /// It never happened.
    Never,
    Unknown,
}

/// Which times a window takes.
#[derive(Clone, Copy)]
pub(super) enum Bound<T> {
    /// After this instant.
    After(T),
    /// From this instant on.
    From(T),
    /// Whatever has a time.
    AnyTime,
    Unknown,
}

impl<T: Ord> Bound<T> {
    /// Whether a time, where there is one, lies in the window. What lies after the `as of` has
    /// been left out before.
    #[inline]
    pub fn takes(self, at: Option<T>) -> Truth {
        match (self, at) {
            (Bound::Unknown, _) | (_, None) => Truth::Unknown,
            (Bound::After(from), Some(at)) => Truth::from(at > from),
            (Bound::From(from), Some(at)) => Truth::from(at >= from),
            (Bound::AnyTime, Some(_)) => Truth::True,
        }
    }
}

impl<'v> View<'v> {
    pub fn since(&self, moment: &'v Moment, row: Option<Row<'v>>) -> Result<Since, Fault> {
        let known = |instant: Option<Instant>| instant.map_or(Since::Unknown, Since::Known);
        Ok(match moment {
            Moment::Entering => known(self.state.stage_since),
            Moment::At(date) => match self.value(date, row)? {
                Some(Value::Instant(instant)) => Since::Known(instant),
                Some(Value::Day(day)) => Since::Known(self.at.clock.first_instant(day)),
                _ => Since::Unknown,
            },
            Moment::Last(fold) => match self.fold(*fold)? {
                Folded::Of(Some(Value::Instant(instant))) => Since::Known(instant),
                Folded::Nothing => Since::Never,
                Folded::Of(_) | Folded::Count { .. } | Folded::Unknown => Since::Unknown,
            },
        })
    }

    pub fn bound(&self, window: &'v WindowOp) -> Result<Bound<Instant>, Fault> {
        Ok(match window {
            WindowOp::Within(slot) => Bound::After(self.at.bounds[*slot]),
            WindowOp::This(period) => Bound::From(self.at.clock.start_of(*period)),
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
