//! What a value comes to.

use std::borrow::Cow;

use crate::plan::{Expr, ExprKind};
use crate::terms::Operator;
use crate::values::{Decimal, Duration, Value};

use super::Fault;
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
            ExprKind::Arithmetic(left, operator, right) => {
                let (left, right) = (self.number(left, row)?, self.number(right, row)?);
                let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
                calculated(left, *operator, right)?.map(Value::Number)
            }
            ExprKind::Negative(inner) => self.number(inner, row)?.map(|n| Value::Number(-n)),
            ExprKind::Shift { from, by, later } => {
                let Some(from) = self.value(from, row)? else { return Ok(None) };
                Some(self.shifted(from, *by, *later)?)
            }
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

    fn shifted(&self, from: Value<'v>, by: Duration, later: bool) -> Result<Value<'v>, Fault> {
        let clock = &self.at.clock;
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
