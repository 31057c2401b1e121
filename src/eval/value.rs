//! What a value comes to.

use std::borrow::Cow;

use crate::plan::{Cond, Expr, ExprKind, GrantAmount};
use crate::terms::{DatePart, Edge, Extreme, Operator};
use crate::values::{Decimal, Period, Rounding, Shift, Truth, Value};

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
        match &expr.kind {
            ExprKind::Constant(value) => Ok(Some(borrowed(value))),
            ExprKind::Field(slot) => Ok(self.record.fields[*slot].as_ref().map(borrowed)),
            ExprKind::Attribute(slot) => Ok(attribute(*slot, row)),
            ExprKind::OfGrant(amount) => Ok(self.of_row(*amount, row)),
            ExprKind::EventTime => Ok(row.and_then(|row| row.at()).map(Value::Instant)),
            ExprKind::Let(slot) => self.let_value(*slot),
            ExprKind::Arm(experiment) => Ok(self.arm(*experiment).map(Value::Choice)),
            ExprKind::Fold(slot) => self.fold_value(*slot, row),
            ExprKind::Standing(slot) => self.standing(*slot),
            ExprKind::Stage | ExprKind::StageSince | ExprKind::Tags => Ok(self.of_state(expr)),
            ExprKind::Today => Ok(Some(Value::Day(self.at.clock.today()))),
            ExprKind::Now => Ok(Some(Value::Instant(self.at.clock.as_of()))),
            ExprKind::DayOf(inner) => self.day_of(inner, row),
            ExprKind::Folded(inner) => Ok(self.value(inner, row)?.map(Value::folded)),
            ExprKind::Arithmetic(left, operator, right) => {
                self.arithmetic(left, *operator, right, row)
            }
            ExprKind::Negative(inner) => self.negative(inner, row),
            ExprKind::Shift(from, shift) => self.shift(from, *shift, row),
            ExprKind::PartOf(part, date) => self.part_of(*part, date, row),
            ExprKind::EdgeOf(edge, period, day) => self.edge_of(*edge, *period, day, row),
            ExprKind::DaysBetween(from, to) => self.days_between(from, to, row),
            ExprKind::Rounded(number, how) => self.rounded(number, *how, row),
            ExprKind::Full(number, unit) => self.full(number, *unit, row),
            ExprKind::NumberIf(cond, number) => self.number_if(cond, *number, row),
            ExprKind::Balance(slot, ahead) => self.balance(*slot, *ahead),
            ExprKind::Extreme(extreme, values) => self.extreme(*extreme, values, row),
            ExprKind::Truth(cond) => Ok(self.truth(cond, row)?.known().map(Value::YesNo)),
        }
    }

    fn of_row(&self, amount: GrantAmount, row: Option<Row<'v>>) -> Known<'v> {
        match row {
            Some(Row::Grant(grant)) => self.of_grant(grant, amount),
            Some(Row::Event(_)) | None => None,
        }
    }

    fn fold_value(&self, slot: usize, row: Option<Row<'v>>) -> Result<Known<'v>, Fault> {
        Ok(self.fold(slot, row)?.value())
    }

    /// The stage, since when, and the tags.
    fn of_state(&self, expr: &Expr) -> Known<'v> {
        if matches!(expr.kind, ExprKind::StageSince) {
            return self.state.stage_since.map(Value::Instant);
        }
        if matches!(expr.kind, ExprKind::Stage) {
            return Some(Value::Choice(self.state.stage(&self.at.plan) as u16));
        }
        Some(Value::Set(self.state.tags().into_iter().map(Cow::Borrowed).collect()))
    }

    fn day_of(&self, inner: &'v Expr, row: Option<Row<'v>>) -> Result<Known<'v>, Fault> {
        Ok(match self.value(inner, row)? {
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
        })
    }

    fn arithmetic(
        &self,
        left: &'v Expr,
        operator: Operator,
        right: &'v Expr,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        let (left, right) = (self.number(left, row)?, self.number(right, row)?);
        let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
        Ok(calculated(left, operator, right)?.map(Value::Number))
    }

    fn negative(&self, inner: &'v Expr, row: Option<Row<'v>>) -> Result<Known<'v>, Fault> {
        Ok(self.number(inner, row)?.map(|number| Value::Number(-number)))
    }

    fn shift(
        &self,
        from: &'v Expr,
        shift: Shift,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        let Some(from) = self.value(from, row)? else { return Ok(None) };
        Ok(Some(self.shifted(from, shift)?))
    }

    fn part_of(
        &self,
        part: DatePart,
        date: &'v Expr,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        Ok(self.value(date, row)?.and_then(|date| dates::part(&self.at.clock, part, &date)))
    }

    fn edge_of(
        &self,
        edge: Edge,
        period: Period,
        day: &'v Expr,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        Ok(match self.value(day, row)? {
            Some(Value::Day(day)) => Some(Value::Day(edge.of(period, day))),
            _ => None,
        })
    }

    fn number_if(
        &self,
        cond: &'v Cond,
        number: Decimal,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        Ok(match self.truth(cond, row)? {
            Truth::True => Some(Value::Number(number)),
            Truth::False => Some(Value::Number(Decimal::ZERO)),
            Truth::Unknown => None,
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

    /// The arm of an experiment that the customer is in.
    pub(super) fn arm(&self, experiment: usize) -> Option<u16> {
        let set = self.record.arms.iter().find(|(other, _)| *other == experiment);
        match set {
            Some((_, arm)) => Some(*arm),
            None => self.at.arm(experiment, &self.record.id.text),
        }
    }

    fn let_value(&self, slot: usize) -> Result<Known<'v>, Fault> {
        if let Some(known) = self.lets.get(slot) {
            return Ok(known);
        }
        let lets = &self.at.plan.lets;
        let value = self.value(&lets[slot].value, None)?;
        self.lets.set(slot, lets.len(), value.clone());
        Ok(value)
    }

    fn days_between(
        &self,
        from: &'v Expr,
        to: &'v Expr,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        Ok(match (self.value(from, row)?, self.value(to, row)?) {
            (Some(Value::Day(from)), Some(Value::Day(to))) => {
                Some(Value::Number(Decimal::from(dates::days_between(from, to))))
            }
            _ => None,
        })
    }

    fn rounded(
        &self,
        number: &'v Expr,
        how: Rounding,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        let number = self.number(number, row)?;
        Ok(number.map(|number| number.rounded(how)).transpose()?.map(Value::Number))
    }

    fn full(
        &self,
        number: &'v Expr,
        unit: Decimal,
        row: Option<Row<'v>>,
    ) -> Result<Known<'v>, Fault> {
        let number = self.number(number, row)?;
        Ok(number.and_then(|number| number.full(unit)).transpose()?.map(Value::Number))
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

fn attribute<'v>(slot: usize, row: Option<Row<'v>>) -> Known<'v> {
    match row {
        Some(Row::Event(event)) => {
            event.events.attributes[slot][event.index].as_ref().map(borrowed)
        }
        Some(Row::Grant(_)) | None => None,
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
