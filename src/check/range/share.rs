//! Shares where no number can be one: `rating ≥ 80%`, `rating ≥ 8/10`, `count(visits) > 20%`.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a share is written in two ways; any other value, new kinds included, is not one"
)]

use crate::check::Checker;
use crate::check::at::At;
use crate::check::model::{Expr, ExprKind};
use crate::problems::{Edit, Fix, Problem, Span, register as code};
use crate::syntax::tree;
use crate::terms::{FieldType, Operator};
use crate::values::Decimal;

use super::{Range, range};

/// From which end on a range is not one of shares. What is used may be more than all there is, so
/// 200% is a share.
const MOST: i64 = 3;

/// A share of a whole, as it is written.
struct Share {
    value: Decimal,
    /// `8/10` is 8 where the range ends at 10.
    parts: Option<(Decimal, Decimal)>,
    span: Span,
}

impl Share {
    fn of(written: &tree::Expr) -> Option<Share> {
        let span = written.span;
        let number = |expr: &tree::Expr| match &expr.kind {
            tree::ExprKind::Number(number) => Some(*number),
            _ => None,
        };
        let share = match &written.kind {
            tree::ExprKind::Percent(value) => Share { value: *value, parts: None, span },
            tree::ExprKind::Arithmetic { left, operator: Operator::Divide, right } => {
                let (part, whole) = (number(left)?, number(right)?);
                let value = part.checked_div(whole)?.ok()?;
                (part < whole).then_some(Share { value, parts: Some((part, whole)), span })?
            }
            _ => return None,
        };
        (share.value > Decimal::ZERO).then_some(share)
    }

    /// The number that is meant, if its greatest is known, or if it is counted.
    fn meant(&self, most: Option<Decimal>) -> Option<Decimal> {
        match (self.parts, most) {
            (Some((part, whole)), Some(most)) if whole == most => Some(part),
            (_, Some(most)) => self.value.checked_mul(most).ok(),
            (None, None) => self.value.checked_mul(Decimal::from(100i64)).ok(),
            (Some(_), None) => None,
        }
    }
}

/// A problem where a share is compared with a number that cannot be one. In a `between`, there may
/// be two.
pub(in crate::check) fn judge(
    checker: &Checker<'_>,
    number: &Expr,
    others: &[&tree::Expr],
    span: Span,
    at: At,
) -> Option<Problem> {
    let shares: Vec<Share> = others.iter().filter_map(|other| Share::of(other)).collect();
    let first = shares.first()?;
    let mut value = number;
    while let ExprKind::Let(index) = &value.kind {
        value = checker.let_value(*index)?;
    }
    let range = range(checker, value, at)?;
    let name = checker.written(number.span);
    let (what, most) = what(&range, value, checker)?;
    let meant = |share: &Share| Some((share.span, share.meant(most)?.normalized().to_string()));
    let numbers = shares.iter().map(meant);
    let numbers: Option<Vec<(Span, String)>> = numbers.collect();
    let title = "A percentage or fraction is compared with a number that is not one";
    let label = format!("this is {}", first.value.normalized());
    let problem = Problem::new(code::NOT_A_SHARE, title, first.span, label);
    let Some(numbers) = numbers.filter(|_| range.low == Some(Decimal::ZERO)) else {
        return Some(problem.help(format!("`{name}` {what}: compare it with such a number")));
    };
    let edits = numbers.into_iter().map(|(span, text)| Edit { span, text });
    let edits: Vec<Edit> = edits.collect();
    let fixed = with(checker.written(span), span, &edits);
    let mut fix = Fix::likely(first.span, "");
    fix.edits = edits;
    Some(problem.help(format!("`{name}` {what}: write `{fixed}`")).fix(fix))
}

/// What a number is that cannot be a share, in words, and the greatest that it can be.
fn what(range: &Range, value: &Expr, checker: &Checker<'_>) -> Option<(String, Option<Decimal>)> {
    match (range.low, range.high) {
        (Some(low), Some(high)) if high >= Decimal::from(MOST) => {
            Some((format!("goes from {low} to {high}"), Some(high)))
        }
        (_, None) if range.left => Some(("is a number of points".to_owned(), None)),
        (_, None) if is_count(value, checker) => Some(("is a whole number".to_owned(), None)),
        (_, _) => None,
    }
}

fn is_count(value: &Expr, checker: &Checker<'_>) -> bool {
    let field = if let ExprKind::Field(field) = value.kind { Some(field) } else { None };
    let counts = |field: usize| matches!(checker.fields[field].kind, FieldType::Count { .. });
    field.is_some_and(counts) || matches!(value.kind, ExprKind::Aggregate { .. })
}

/// A text with its changes made.
fn with(text: &str, span: Span, edits: &[Edit]) -> String {
    let start = span.range().start;
    let mut whole = text.to_owned();
    for edit in edits.iter().rev() {
        let range = edit.span.range();
        let (from, to) = (range.start.saturating_sub(start), range.end.saturating_sub(start));
        if whole.get(from..to).is_some() {
            whole.replace_range(from..to, &edit.text);
        }
    }
    whole
}
