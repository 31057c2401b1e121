//! Plain values of a test: of the type of the field, and within its range.

use crate::check::at::At;
use crate::check::comparison::Advice;
use crate::check::model::{Attribute, AttributeSource, Expr, ExprKind, Field};
use crate::check::{Checker, Type};
use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree;
use crate::terms::{DateForm, FieldType, Misfit, Range};
use crate::values::{Decimal, Instant, Value};

/// What a value of a test is for.
#[derive(Clone, Copy)]
pub(super) struct Target<'c> {
    /// As the rules call it.
    pub name: &'c str,
    pub kind: &'c FieldType,
    pub ty: Type,
    /// Where its range is declared, if it has one.
    pub range: Option<Span>,
}

impl<'c> From<&'c Field> for Target<'c> {
    fn from(field: &'c Field) -> Target<'c> {
        Target { name: &field.name, kind: &field.kind, ty: field.ty, range: field.range }
    }
}

impl<'c> Target<'c> {
    /// `None` for what is calculated.
    pub(super) fn attribute(attribute: &'c Attribute) -> Option<Target<'c>> {
        let Attribute { name, ty, source, .. } = attribute;
        match source {
            AttributeSource::Record { kind, range, .. } => {
                Some(Target { name, kind, ty: *ty, range: *range })
            }
            AttributeSource::Calculated(_) => None,
        }
    }
}

impl Checker<'_> {
    /// The value as a record would hold it, or a problem.
    pub(super) fn fact_value(
        &mut self,
        target: Target<'_>,
        value: &tree::Expr,
    ) -> Option<Value<'static>> {
        if let tree::ExprKind::Name(name) = &value.kind
            && matches!(name.as_str(), "missing" | "unknown" | "null" | "none" | "empty")
            && self.undeclared(value, At::Customer).is_some()
        {
            let title = "What a test does not mention is missing";
            let help = format!("leave out `{}`", target.name);
            self.refuse(code::TEST_VALUE, title, value.span, "this is not a value", help);
            return None;
        }
        let typed = self.expression(value, At::Customer, Some(target.ty));
        if typed.ty.is_broken() || target.ty.is_broken() {
            return None;
        }
        let Some(constant) = typed.constant() else {
            let title = "A test uses plain values";
            let label = "this has to be calculated";
            let help = format!("write `{}` followed by the value itself", target.name);
            self.refuse(code::TEST_VALUE, title, value.span, label, help);
            return None;
        };
        let fitted = match target.ty.takes(typed.ty) {
            true => target.kind.fit(constant.clone(), &self.settings.zone),
            false => Err(Misfit::OtherType),
        };
        let misfit = match fitted {
            Ok(value) => return Some(value),
            Err(misfit) => misfit,
        };
        match misfit {
            Misfit::OtherType => self.does_not_fit(target, &typed),
            Misfit::OutOfRange { number, beyond } => {
                let problem = self.never(target, number, value.span, "outside its range");
                let problem = match target.range {
                    Some(span) => problem.and_at(span, "declared here"),
                    None => problem,
                };
                self.problems.push(problem.help(self.what_fits(target.kind, beyond)));
            }
            Misfit::NotACount(number) => {
                let label = "a count is a whole number of 0 or more";
                let problem = self.never(target, number, value.span, label);
                self.problems.push(problem.help("write a whole number"));
            }
        }
        None
    }

    /// A number that the field never holds.
    fn never(&self, target: Target<'_>, number: Decimal, span: Span, label: &str) -> Problem {
        let written = match target.kind.is_money() {
            true => self.as_amount(number),
            false => number.normalized().to_string(),
        };
        let title = format!("`{}` is never {written}", target.name);
        Problem::new(code::TEST_VALUE, title, span, label)
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
                let words = format!("write {} after `{name}`", target.ty.words());
                advice.unwrap_or_else(|| Advice::words(words))
            }
        }
    }

    /// A day or time, as an instant.
    pub(super) fn fact_date(&mut self, name: &str, value: &tree::Expr) -> Option<Instant> {
        let kind = &FieldType::Date(DateForm::default());
        let target = Target { name, kind, ty: Type::Date, range: None };
        let Value::Instant(instant) = self.fact_value(target, value)? else { return None };
        Some(instant)
    }

    /// An amount of money.
    pub(super) fn fact_amount(&mut self, name: &str, value: &tree::Expr) -> Option<Decimal> {
        let kind = &FieldType::Money { in_cents: false, range: Range::default(), notation: None };
        self.fact_value(Target { name, kind, ty: Type::Money, range: None }, value)?.number()
    }

    /// Who the customer of a test is: a text or a number.
    pub(super) fn fact_id(&mut self, value: &tree::Expr) -> Option<String> {
        let typed = self.expression(value, At::Customer, Some(Type::Text));
        match typed.constant() {
            Some(Value::Text(text)) => Some(text.to_string()),
            Some(Value::Number(number)) => Some(number.to_string()),
            None if matches!(typed.kind, ExprKind::Broken) => None,
            Some(
                Value::YesNo(_)
                | Value::Instant(_)
                | Value::Day(_)
                | Value::Choice(_)
                | Value::Set(_),
            )
            | None => {
                let title = "An id is a text or a number";
                let help = "write it as, for example, `id \"c-17\"`";
                self.refuse(code::TEST_VALUE, title, value.span, "this is neither", help);
                None
            }
        }
    }
}
