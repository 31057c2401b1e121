//! Plain values of a test: of the type of the field, and within its range.

use std::borrow::Cow;

use crate::check::at::At;
use crate::check::comparison::Advice;
use crate::check::model::{Expr, ExprKind, Shape};
use crate::check::{Checker, Type};
use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree;
use crate::values::{Decimal, Instant, Value, time};

/// What a value of a test is for.
#[derive(Clone, Copy)]
pub(super) struct Target<'c> {
    /// As the rules call it.
    pub name: &'c str,
    pub shape: &'c Shape,
    pub ty: Type,
}

impl Checker<'_> {
    /// The value as a record would hold it, or a problem.
    pub(super) fn fact_value(
        &mut self,
        target: Target<'_>,
        value: &tree::Expr,
    ) -> Option<Value<'static>> {
        let typed = self.expression(value, At::Customer, Some(target.ty));
        if typed.ty.is_broken() || target.ty.is_broken() {
            return None;
        }
        let ExprKind::Constant(constant) = &typed.kind else {
            let title = "A test speaks of plain values";
            let label = "this has to be worked out";
            let help = format!("write `{}` with the value itself behind it", target.name);
            self.refuse(code::TEST_VALUE, title, value.span, label, help);
            return None;
        };
        match (target.ty, constant) {
            (Type::Set, Value::Text(text)) => Some(Value::Set(vec![text.clone()])),
            (Type::Date, Value::Day(day)) => {
                // As in a record, a bare date is the first instant of that day.
                Some(Value::Instant(time::first_instant(*day, &self.settings.zone)))
            }
            _ if typed.ty.matches(target.ty) => self.within(target, constant.clone(), value.span),
            _ => {
                self.does_not_fit(target, &typed);
                None
            }
        }
    }

    fn does_not_fit(&mut self, target: Target<'_>, typed: &Expr) {
        let (is, wants) = (typed.ty.words(), target.ty.words());
        let title = format!("`{}` is {wants}", target.name);
        let problem = Problem::new(code::TEST_VALUE, title, typed.span, format!("this is {is}"));
        let advice = self.how_to_write(target, typed);
        self.problems.push(advice.to(problem, typed.span));
    }

    /// The fact as it should be written, where it can be told.
    fn how_to_write(&self, target: Target<'_>, typed: &Expr) -> Advice {
        let name = target.name;
        match target.ty {
            Type::YesNo => Advice::words(format!("write `{name} yes` or `{name} no`")),
            Type::Date | Type::Day => Advice::words(format!(
                "write a date, `{name} 2026-01-31`, or how long ago, `{name} 30 days ago`"
            )),
            Type::Set => {
                Advice::words(format!("write a text in quotation marks: `{name} \"...\"`"))
            }
            Type::Number
            | Type::Money
            | Type::Text
            | Type::Duration
            | Type::Choice(_)
            | Type::Stage
            | Type::Broken => {
                let wanted = Expr { ty: target.ty, ..Expr::broken(typed.span) };
                let advice = self.how_to_compare(&wanted, typed);
                let words = format!("write {} behind `{name}`", target.ty.words());
                advice.unwrap_or_else(|| Advice::words(words))
            }
        }
    }

    /// A number must be one that the field can hold.
    fn within(
        &mut self,
        target: Target<'_>,
        value: Value<'static>,
        span: Span,
    ) -> Option<Value<'static>> {
        let Value::Number(number) = &value else { return Some(value) };
        let never = format!("`{}` is never {}", target.name, number.normalized());
        let problem = |label: &str| Problem::new(code::TEST_VALUE, never, span, label);
        let problem = match target.shape {
            Shape::Number { range: Some((low, high)) }
                if *number < low.value || *number > high.value =>
            {
                problem("outside its range")
                    .and_at(low.span.to(high.span), "declared here")
                    .help(format!("write a number from {} to {}", low.value, high.value))
            }
            Shape::Count if !number.is_whole() || *number < Decimal::ZERO => {
                problem("a count is a whole number of 0 or more").help("write a whole number")
            }
            Shape::Number { .. }
            | Shape::Count
            | Shape::Money { .. }
            | Shape::Text
            | Shape::YesNo
            | Shape::Date(_)
            | Shape::Choice(_)
            | Shape::Set { .. } => return Some(value),
        };
        self.problems.push(problem);
        None
    }

    /// A day or time, as an instant.
    pub(super) fn fact_date(&mut self, name: &str, value: &tree::Expr) -> Option<Instant> {
        let shape = Shape::Date(crate::terms::Epoch::Iso);
        match self.fact_value(Target { name, shape: &shape, ty: Type::Date }, value)? {
            Value::Instant(instant) => Some(instant),
            _ => None,
        }
    }

    /// An amount of money.
    pub(super) fn fact_amount(&mut self, name: &str, value: &tree::Expr) -> Option<Decimal> {
        let shape = Shape::Money { in_cents: false };
        match self.fact_value(Target { name, shape: &shape, ty: Type::Money }, value)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Who the customer of a test is: a text or a number.
    pub(super) fn fact_id(&mut self, value: &tree::Expr) -> Option<String> {
        match self.expression(value, At::Customer, Some(Type::Text)).kind {
            ExprKind::Constant(Value::Text(text)) => Some(Cow::into_owned(text)),
            ExprKind::Constant(Value::Number(number)) => Some(number.to_string()),
            ExprKind::Broken => None,
            _ => {
                let title = "An id is a text or a number";
                let help = "write it like `id \"c-17\"`";
                self.refuse(code::TEST_VALUE, title, value.span, "this is neither", help);
                None
            }
        }
    }
}
