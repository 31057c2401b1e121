//! Values.

use std::sync::Arc;

use crate::plan::{self, CondKind, Expr, ExprKind, Moment, Scope};
use crate::terms::{DatePart, Extreme, Operator};
use crate::values::{self, Decimal, Fixed, Value, ValueKind};

use super::super::day;
use super::super::node::{Constant, Node, Shift};
use super::super::words::Words;
use super::{At, Compiler, SetAt, Type, Typed};

impl<'p> Compiler<'p> {
    /// Whether a condition holds, as a value. That of a `let` has a slot.
    fn truth(&mut self, cond: &'p plan::Cond, row: At<'p>) -> Option<Node> {
        if let CondKind::Let(slot) = cond.kind {
            return Some(Node::Slot(self.map.condition(slot)));
        }
        Some(Node::Truth(Box::new(self.cond(cond, row)?)))
    }

    /// A value that can be compared: no set.
    pub(super) fn value(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Typed> {
        match self.any(expr, row)? {
            (_, Type::Set(_)) => None,
            typed => Some(typed),
        }
    }

    pub(super) fn number(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Node> {
        match self.any(expr, row)? {
            (node, Type::Number) => Some(node),
            _ => None,
        }
    }

    pub(super) fn day(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Node> {
        match self.any(expr, row)? {
            (node, Type::Day) => Some(node),
            _ => None,
        }
    }

    /// Any value.
    pub(super) fn any(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Typed> {
        Some(match &expr.kind {
            ExprKind::Constant(value) => {
                let (constant, of) = constant(value)?;
                (Node::Constant(constant), of)
            }
            ExprKind::Field(slot) => {
                let kind = self.plan.needs.fields[*slot].kind.holds();
                (Node::Slot(*slot), type_of(kind, SetAt::Field(*slot)))
            }
            ExprKind::Attribute(slot) => (Node::Attribute(*slot), self.attribute(*slot, row?)?),
            ExprKind::OfGrant(amount) => (Node::OfGrant(*amount), Type::Number),
            ExprKind::EventTime => (Node::EventTime, Type::Instant),
            ExprKind::Let(slot) => self.a_let(*slot)?,
            ExprKind::Arm(index) => (Node::Slot(self.map.arm(*index)), Type::Choice),
            ExprKind::Fold(slot) => (Node::Slot(self.map.fold(*slot)), self.made(*slot)?),
            ExprKind::Standing(slot) => (Node::Slot(self.map.standing(*slot)), Type::Number),
            ExprKind::Stage => (Node::Slot(self.map.stage()), Type::Choice),
            ExprKind::StageSince => (Node::Slot(self.map.stage_since()), Type::Instant),
            ExprKind::Tags => (Node::Slot(self.map.tags()), Type::Set(SetAt::Tags)),
            // What is not read ignoring case is seldom compared with what is.
            ExprKind::Folded(_) => return None,
            ExprKind::Today => {
                let today = day::packed(self.at.clock.today());
                (Node::Constant(Constant::Whole(today)), Type::Day)
            }
            ExprKind::DayOf(inner) => {
                let (node, of) = self.value(inner, row)?;
                match of {
                    Type::Instant => (Node::DayOf(Box::new(node)), Type::Day),
                    Type::Day
                    | Type::Number
                    | Type::YesNo
                    | Type::Choice
                    | Type::Text
                    | Type::Set(_) => (node, of),
                }
            }
            ExprKind::Arithmetic(left, operator, right) => {
                self.arithmetic(left, *operator, right, row)?
            }
            ExprKind::Negative(inner) => self.made_of(inner, row, Node::Negative)?,
            ExprKind::Shift(from, shift) => self.shift(from, *shift, row)?,
            ExprKind::Now => {
                let now = self.at.clock.as_of().as_nanosecond();
                (Node::Constant(Constant::Whole(now)), Type::Instant)
            }
            ExprKind::PartOf(part, date) => self.part_of(*part, date, row)?,
            ExprKind::EdgeOf(edge, period, day) => {
                (Node::EdgeOf(*edge, *period, self.boxed_day(day, row)?), Type::Day)
            }
            ExprKind::DaysBetween(from, to) => self.days_between(from, to, row)?,
            ExprKind::Rounded(number, how) => {
                self.made_of(number, row, |number| Node::Rounded(number, *how))?
            }
            ExprKind::Full(number, unit) => {
                let unit = Fixed::from_decimal(*unit)?;
                self.made_of(number, row, |number| Node::Full(number, unit))?
            }
            ExprKind::NumberIf(cond, number) => self.number_if(cond, *number, row)?,
            ExprKind::Balance(slot, ahead) => (Node::Balance(*slot, *ahead), Type::Number),
            ExprKind::Extreme(extreme, values) => self.extreme(*extreme, values, row)?,
            ExprKind::Truth(cond) => (self.truth(cond, row)?, Type::YesNo),
        })
    }

    /// What is made of one number.
    fn made_of(
        &mut self,
        number: &'p Expr,
        row: At<'p>,
        make: impl FnOnce(Box<Node>) -> Node,
    ) -> Option<Typed> {
        Some((make(Box::new(self.number(number, row)?)), Type::Number))
    }

    fn arithmetic(
        &mut self,
        left: &'p Expr,
        operator: Operator,
        right: &'p Expr,
        row: At<'p>,
    ) -> Option<Typed> {
        let (left, right) = (self.number(left, row)?, self.number(right, row)?);
        Some((Node::Arithmetic(Box::new((left, operator, right))), Type::Number))
    }

    fn shift(&mut self, from: &'p Expr, shift: values::Shift, row: At<'p>) -> Option<Typed> {
        let (from, of) = self.value(from, row)?;
        let from_day = match of {
            Type::Day => true,
            Type::Instant => false,
            Type::Number | Type::YesNo | Type::Choice | Type::Text | Type::Set(_) => return None,
        };
        let stays_day = from_day && shift.by.unit.is_calendar();
        let of = if stays_day { Type::Day } else { Type::Instant };
        Some((Node::Shift(Box::new(Shift { from, from_day, shift })), of))
    }

    fn part_of(&mut self, part: DatePart, date: &'p Expr, row: At<'p>) -> Option<Typed> {
        let (date, of) = self.value(date, row)?;
        let made = match (part, of) {
            (DatePart::Hour, Type::Instant) => Type::Number,
            (DatePart::Weekday, Type::Day) => Type::Choice,
            (DatePart::Year | DatePart::Month | DatePart::Day, Type::Day) => Type::Number,
            (_, _) => return None,
        };
        Some((Node::PartOf(part, Box::new(date)), made))
    }

    fn boxed_day(&mut self, day: &'p Expr, row: At<'p>) -> Option<Box<Node>> {
        Some(Box::new(self.day(day, row)?))
    }

    fn days_between(&mut self, from: &'p Expr, to: &'p Expr, row: At<'p>) -> Option<Typed> {
        let days = (self.day(from, row)?, self.day(to, row)?);
        Some((Node::DaysBetween(Box::new(days)), Type::Number))
    }

    fn number_if(&mut self, cond: &'p plan::Cond, number: Decimal, row: At<'p>) -> Option<Typed> {
        let number = Fixed::from_decimal(number)?.units();
        Some((Node::NumberIf(Box::new(self.cond(cond, row)?), number), Type::Number))
    }

    fn extreme(&mut self, extreme: Extreme, values: &'p [Expr], row: At<'p>) -> Option<Typed> {
        let values = values.iter().map(|value| self.value(value, row));
        let values = values.collect::<Option<Vec<Typed>>>()?;
        let of = values.first()?.1;
        if !of.has_order() || values.iter().any(|(_, other)| *other != of) {
            return None;
        }
        let values = values.into_iter().map(|(value, _)| value).collect();
        Some((Node::Extreme(extreme, values), of))
    }

    fn attribute(&self, slot: usize, row: &Scope) -> Option<Type> {
        let Scope::List(list) = row else { return None };
        let kind = self.plan.needs.lists[*list].attributes[slot].kind.holds();
        Some(type_of(kind, SetAt::Attribute(*list, slot)))
    }

    /// An instant to count from.
    pub(super) fn moment(&mut self, moment: &'p Moment, row: At<'p>) -> Option<Node> {
        Some(match moment {
            Moment::Entering => Node::Slot(self.map.stage_since()),
            Moment::Last(fold) => Node::Slot(self.map.fold(*fold)),
            Moment::At(date) => self.first_instant(date, row)?,
        })
    }

    /// The instant of a time, or the first of a day.
    pub(super) fn first_instant(&mut self, date: &'p Expr, row: At<'p>) -> Option<Node> {
        Some(match self.value(date, row)? {
            (node, Type::Instant) => node,
            (Node::Constant(Constant::Whole(day)), Type::Day) => {
                let first = self.at.clock.first_instant(day::unpacked(day)?);
                Node::Constant(Constant::Whole(first.as_nanosecond()))
            }
            (node, Type::Day) => Node::FirstOf(Box::new(node)),
            _ => return None,
        })
    }
}

/// A value that is written out.
fn constant(value: &Value<'_>) -> Option<(Constant, Type)> {
    let (whole, of) = match value {
        Value::Number(number) => (Fixed::from_decimal(*number)?.units(), Type::Number),
        Value::Text(text) => return Some((Constant::Text(Arc::from(&**text)), Type::Text)),
        Value::YesNo(yes) => (i128::from(*yes), Type::YesNo),
        Value::Instant(instant) => (instant.as_nanosecond(), Type::Instant),
        Value::Day(date) => (day::packed(*date), Type::Day),
        Value::Choice(place) => (i128::from(*place), Type::Choice),
        Value::Set(_) => return None,
    };
    Some((Constant::Whole(whole), of))
}

fn type_of(kind: ValueKind, set: SetAt) -> Type {
    match kind {
        ValueKind::Number => Type::Number,
        ValueKind::Text => Type::Text,
        ValueKind::YesNo => Type::YesNo,
        ValueKind::Instant => Type::Instant,
        ValueKind::Day => Type::Day,
        ValueKind::Choice => Type::Choice,
        ValueKind::Set => Type::Set(set),
    }
}

/// What is known of a field that the record does not mention.
pub(in super::super) fn default(value: &Value<'_>, words: &Words) -> Option<Constant> {
    if let Value::Set(set) = value {
        return Some(Constant::Whole(words.bits(set)));
    }
    Some(constant(value)?.0)
}
