//! What a value comes to.

use std::borrow::Cow;

use crate::plan::{Expr, ExprKind};
use crate::terms::{Extreme, Operator};
use crate::values::{Decimal, Shift, Truth, Value};

use super::Fault;
use super::dates;
use super::known::Known;
use super::row::Row;
use super::view::View;

impl<'v> View<'v> {
    /// What an expression comes to.
    ///
    /// # Errors
    /// If a number or date cannot be kept exactly.
    pub(super) fn value(&self, expr: &'v Expr, row: Option<Row<'v>>) -> Result<Known<'v>, Fault> {
        Ok(match &expr.kind {
            ExprKind::Constant(value) => Some(borrowed(value)),
            ExprKind::Field(slot) => self.record.fields[*slot].as_ref().map(borrowed),
            ExprKind::Attribute(slot) => match row {
                Some(Row::Event(event)) => {
                    event.events.attributes[*slot][event.index].as_ref().map(borrowed)
                }
                Some(Row::Grant(_)) | None => None,
            },
            ExprKind::OfGrant(amount) => match row {
                Some(Row::Grant(grant)) => self.at.of_grant(grant, *amount).map(Value::Number),
                Some(Row::Event(_)) | None => None,
            },
            ExprKind::EventTime => row.and_then(|row| row.at()).map(Value::Instant),
            ExprKind::Let(slot) => return self.let_value(*slot),
            ExprKind::Fold(slot) => return Ok(self.fold(*slot, row)?.value()),
            ExprKind::Standing(slot) => self.standing(*slot)?,
            ExprKind::Stage => Some(Value::Choice(self.state.stage(&self.at.plan) as u16)),
            ExprKind::StageSince => self.state.stage_since.map(Value::Instant),
            ExprKind::Tags => {
                Some(Value::Set(self.state.tags().into_iter().map(Cow::Borrowed).collect()))
            }
            ExprKind::Today => Some(Value::Day(self.at.clock.today())),
            ExprKind::DayOf(inner) => match self.value(inner, row)? {
                Some(Value::Instant(instant)) => Some(Value::Day(self.at.clock.day_of(instant))),
                other @ (Some(
                    Value::Day(_)
                    | Value::Number(_)
                    | Value::Text(_)
                    | Value::YesNo(_)
                    | Value::Choice(_)
                    | Value::Set(_),
                )
                | None) => other,
            },
            ExprKind::Folded(inner) => self.value(inner, row)?.map(Value::folded),
            ExprKind::Arithmetic(left, operator, right) => {
                let (left, right) = (self.number(left, row)?, self.number(right, row)?);
                let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
                calculated(left, *operator, right)?.map(Value::Number)
            }
            ExprKind::Negative(inner) => self.number(inner, row)?.map(|n| Value::Number(-n)),
            ExprKind::Shift(from, shift) => {
                let Some(from) = self.value(from, row)? else { return Ok(None) };
                Some(self.shifted(from, *shift)?)
            }
            ExprKind::Now => Some(Value::Instant(self.at.clock.as_of())),
            ExprKind::PartOf(part, date) => {
                self.value(date, row)?.and_then(|date| dates::part(&self.at.clock, *part, &date))
            }
            ExprKind::EdgeOf(edge, period, day) => match self.value(day, row)? {
                Some(Value::Day(day)) => Some(Value::Day(dates::edge(*edge, *period, day))),
                _ => None,
            },
            ExprKind::DaysBetween(from, to) => {
                match (self.value(from, row)?, self.value(to, row)?) {
                    (Some(Value::Day(from)), Some(Value::Day(to))) => {
                        Some(Value::Number(Decimal::from(dates::days_between(from, to))))
                    }
                    _ => None,
                }
            }
            ExprKind::Rounded(number, how) => match self.number(number, row)? {
                Some(number) => Some(Value::Number(number.rounded(*how)?)),
                None => None,
            },
            ExprKind::Full(number, unit) => {
                let number = self.number(number, row)?;
                let full = number.and_then(|number| number.full(*unit)).transpose()?;
                full.map(Value::Number)
            }
            ExprKind::NumberIf(cond, number) => match self.truth(cond, row)? {
                Truth::True => Some(Value::Number(*number)),
                Truth::False => Some(Value::Number(Decimal::ZERO)),
                Truth::Unknown => None,
            },
            ExprKind::Balance(slot, ahead) => return self.balance(*slot, *ahead),
            ExprKind::Extreme(extreme, values) => return self.extreme(*extreme, values, row),
            ExprKind::Truth(cond) => self.truth(cond, row)?.known().map(Value::YesNo),
        })
    }

    pub(super) fn number(
        &self,
        expr: &'v Expr,
        row: Option<Row<'v>>,
    ) -> Result<Option<Decimal>, Fault> {
        Ok(self.value(expr, row)?.and_then(|value| value.number()))
    }

    /// Where the customer ranks among all of the run; unknown where nobody was surveyed.
    fn standing(&self, slot: usize) -> Result<Known<'v>, Fault> {
        let value = self.value(&self.at.plan.standings[slot].value, None)?;
        let place =
            value.and_then(|value| self.at.place_among_all(slot, &value, &self.record.id.text));
        Ok(place.map(|place| Value::Number(Decimal::from(place))))
    }

    fn let_value(&self, slot: usize) -> Result<Known<'v>, Fault> {
        if let Some(known) = &self.lets.borrow()[slot] {
            return Ok(known.clone());
        }
        let value = self.value(&self.at.plan.lets[slot].value, None)?;
        self.lets.borrow_mut()[slot] = Some(value.clone());
        Ok(value)
    }

    /// All of the values are looked at: what cannot be calculated is a fault wherever it is.
    fn extreme(
        &self,
        extreme: Extreme,
        values: &'v [Expr],
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        let (mut best, mut all_known) = (None, true);
        for value in values {
            let Some(value) = self.value(value, row)? else {
                all_known = false;
                continue;
            };
            let better = |best: &Value<'_>| value.order(best).is_some_and(|o| extreme.prefers(o));
            if best.as_ref().is_none_or(better) {
                best = Some(value);
            }
        }
        Ok(best.filter(|_| all_known))
    }

    fn shifted(&self, from: Value<'v>, shift: Shift) -> Result<Value<'v>, Fault> {
        let (clock, Shift { by, later }) = (&self.at.clock, shift);
        let shifted = match from {
            Value::Day(day) if by.unit.is_calendar() => {
                clock.add_to_day(day, by, later).map(Value::Day)
            }
            Value::Day(day) => clock.add(clock.first_instant(day), by, later).map(Value::Instant),
            Value::Instant(instant) => clock.add(instant, by, later).map(Value::Instant),
            other @ (Value::Number(_)
            | Value::Text(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Set(_)) => return Ok(other),
        };
        shifted.ok_or(Fault::OutOfCalendar)
    }
}

fn calculated(left: Decimal, operator: Operator, right: Decimal) -> Result<Option<Decimal>, Fault> {
    Ok(match operator {
        Operator::Add => Some(left.checked_add(right)?),
        Operator::Subtract => Some(left.checked_sub(right)?),
        Operator::Multiply => Some(left.checked_mul(right)?),
        Operator::Divide => left.checked_div(right).transpose()?,
    })
}

/// The same value without owning its texts.
pub(super) fn borrowed<'v>(value: &'v Value<'_>) -> Value<'v> {
    match value {
        Value::Number(number) => Value::Number(*number),
        Value::Text(text) => Value::Text(Cow::Borrowed(text)),
        Value::YesNo(yes) => Value::YesNo(*yes),
        Value::Instant(instant) => Value::Instant(*instant),
        Value::Day(day) => Value::Day(*day),
        Value::Choice(choice) => Value::Choice(*choice),
        Value::Set(set) => Value::Set(set.iter().map(|text| Cow::Borrowed(&**text)).collect()),
    }
}
