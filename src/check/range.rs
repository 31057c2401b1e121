//! What can be said of a comparison before any customer is seen: that nobody, or everybody, meets
//! it.

pub(super) mod share;

use std::cmp::Ordering;

use crate::problems::{Fix, Problem, Span, register as code};
use crate::terms::{self, Comparison, DatePart, Extreme, FieldType, Function};
use crate::values::{Decimal, Value};

use super::Checker;
use super::at::At;
use super::model::{Attribute, AttributeOf, AttributeSource, Events, Expr, ExprKind};

/// The numbers that an expression can be, both ends included; `None` is without end.
struct Range {
    low: Option<Decimal>,
    high: Option<Decimal>,
    name: String,
    /// Where the range was declared.
    declared: Option<Span>,
    /// Whether it is what is left of points.
    left: bool,
    /// Whether it is of amounts of money.
    money: bool,
}

/// A problem where the comparison is decided whatever the customer is like.
pub(super) fn judge(
    checker: &Checker<'_>,
    left: &Expr,
    operator: Comparison,
    right: &Expr,
    span: Span,
    at: At,
) -> Option<Problem> {
    if let Some(problem) = never_a_fraction(checker, left, operator, right, span) {
        return Some(problem);
    }
    let (range, number, operator) = match (constant(left), constant(right)) {
        (None, Some(number)) => (range(checker, left, at)?, number, operator),
        (Some(number), None) => (range(checker, right, at)?, number, operator.mirrored()),
        _ => return None,
    };
    let above = range.high.is_some_and(|high| number > high);
    let below = range.low.is_some_and(|low| number < low);
    let at_high = range.high == Some(number);
    let at_low = range.low == Some(number);
    let (never, always) = match operator {
        Comparison::AtLeast => (above, below || at_low),
        Comparison::Greater => (above || at_high, below),
        Comparison::AtMost => (below, above || at_high),
        Comparison::Less => (below || at_low, above),
        Comparison::Is => (above || below, false),
        Comparison::IsNot => (false, above || below),
    };
    if never {
        Some(never_true(checker, &range, span))
    } else if always {
        Some(always_true(checker, &range, span))
    } else {
        None
    }
}

/// The same for `between`.
pub(super) fn judge_between(
    checker: &Checker<'_>,
    value: &Expr,
    low: &Expr,
    high: &Expr,
    span: Span,
    at: At,
) -> Option<Problem> {
    let order = low.constant()?.order(high.constant()?);
    if order == Some(Ordering::Greater) {
        let title = "No value is between these two";
        let label = "the first is larger than the second";
        if let ExprKind::PartOf(DatePart::Hour, _) = value.kind {
            let hour = checker.written(value.span);
            let (from, to) = (checker.written(low.span), checker.written(high.span));
            let fixed = format!("({hour} ≥ {from} or {hour} < {to})");
            let problem = Problem::new(code::NEVER_TRUE, title, low.span.to(high.span), label);
            let help = format!("for the hours past midnight, write `{fixed}`");
            return Some(problem.help(help).fix(Fix::likely(span, fixed)));
        }
        let place = low.span.to(high.span);
        let fixed = format!("{} and {}", checker.written(high.span), checker.written(low.span));
        let problem = Problem::new(code::NEVER_TRUE, title, place, label);
        let help = format!("write `{} between {fixed}`", checker.written(value.span));
        return Some(problem.help(help).fix(Fix::likely(place, fixed)));
    }
    let (from, to) = (constant(low)?, constant(high)?);
    let range = range(checker, value, at)?;
    let misses = range.low.is_some_and(|low| to < low) || range.high.is_some_and(|h| from > h);
    misses.then(|| never_true(checker, &range, span))
}

fn never_true(checker: &Checker<'_>, range: &Range, span: Span) -> Problem {
    let title = "No customer can meet this";
    let problem = Problem::new(code::NEVER_TRUE, title, span, "this is never true");
    let what = if range.money { "an amount" } else { "a number" };
    with_range(problem, range)
        .help(format!("{}: compare with {what} in that range", words(checker, range)))
}

fn always_true(checker: &Checker<'_>, range: &Range, span: Span) -> Problem {
    let title = "Every customer meets this";
    let problem = Problem::new(code::ALWAYS_TRUE, title, span, "this is always true");
    let help = format!(
        "{}: write `{} is known` if that is what you mean",
        words(checker, range),
        range.name
    );
    with_range(problem, range).help(help)
}

fn with_range(problem: Problem, range: &Range) -> Problem {
    match range.declared {
        Some(span) => problem.and_at(span, "its range is declared here"),
        None => problem,
    }
}

fn words(checker: &Checker<'_>, range: &Range) -> String {
    let name = &range.name;
    let written = |end: Decimal| match range.money {
        true => checker.as_amount(end),
        false => end.to_string(),
    };
    let (low, high) = (range.low.map(written), range.high.map(written));
    match (low, high) {
        (Some(low), Some(high)) => format!("`{name}` goes from {low} to {high}"),
        (Some(low), None) if range.left => {
            format!("`{name}` is a balance, which is never below {low}")
        }
        (Some(low), None) => format!("`{name}` is {low} or more"),
        (None, Some(high)) => format!("`{name}` is {high} or less"),
        (None, None) => format!("`{name}` can be anything"),
    }
}

fn constant(expr: &Expr) -> Option<Decimal> {
    expr.constant().and_then(Value::number)
}

/// `floor(x) is 2.5`
fn never_a_fraction(
    checker: &Checker<'_>,
    left: &Expr,
    operator: Comparison,
    right: &Expr,
    span: Span,
) -> Option<Problem> {
    let number = constant(right)?;
    let never = operator == Comparison::Is && !number.is_whole() && is_whole(left);
    let name = checker.written(left.span);
    never.then(|| {
        let title = "No customer can meet this";
        Problem::new(code::NEVER_TRUE, title, span, "this is never true")
            .help(format!("`{name}` is a whole number: compare it with one"))
    })
}

/// Whether a value is a whole number, whatever the customer is like.
fn is_whole(expr: &Expr) -> bool {
    let rounded = matches!(&expr.kind, ExprKind::Rounded(_, how) if how.places == 0);
    rounded || matches!(expr.kind, ExprKind::PartOf(..) | ExprKind::DaysBetween(..))
}

/// The numbers that a part of a date can be.
fn of_part(checker: &Checker<'_>, part: DatePart, span: Span) -> Option<Range> {
    let (low, high) = match part {
        DatePart::Month => (1i64, 12i64),
        DatePart::Day => (1, 31),
        DatePart::Hour => (0, 23),
        DatePart::Year | DatePart::Weekday => return None,
    };
    let (low, high) = (Some(Decimal::from(low)), Some(Decimal::from(high)));
    Some(Range {
        low,
        high,
        name: checker.written(span).to_owned(),
        declared: None,
        left: false,
        money: false,
    })
}

/// The least of some values is no more than any of them, and the greatest no less.
fn of_extreme(
    checker: &Checker<'_>,
    extreme: Extreme,
    values: &[Expr],
    span: Span,
    at: At,
) -> Option<Range> {
    let ends = values.iter().filter_map(|value| match constant(value) {
        Some(number) => Some((Some(number), Some(number))),
        None => range(checker, value, at).map(|range| (range.low, range.high)),
    });
    let ends: Vec<_> = ends.collect();
    let (low, high) = match extreme {
        Extreme::Least => (None, ends.iter().filter_map(|(_, high)| *high).min()),
        Extreme::Greatest => (ends.iter().filter_map(|(low, _)| *low).max(), None),
    };
    let name = checker.written(span).to_owned();
    (low.is_some() || high.is_some()).then_some(Range {
        low,
        high,
        name,
        declared: None,
        left: false,
        money: false,
    })
}

fn range(checker: &Checker<'_>, expr: &Expr, at: At) -> Option<Range> {
    if let ExprKind::PartOf(part, _) = &expr.kind {
        return of_part(checker, *part, expr.span);
    }
    if let ExprKind::Extreme(extreme, values) = &expr.kind {
        return of_extreme(checker, *extreme, values, expr.span, at);
    }
    let counted = |name: &str| Range {
        low: Some(Decimal::ZERO),
        high: None,
        name: name.to_owned(),
        declared: None,
        left: false,
        money: false,
    };
    if let ExprKind::Field(field) = &expr.kind {
        let field = &checker.fields[*field];
        return declared(&field.kind, field.range, &field.name);
    }
    if let ExprKind::Score(score) = &expr.kind {
        let score = checker.file.scores().nth(*score)?;
        let (low, high) = super::score::ends(score);
        let some = low.is_some() || high.is_some();
        let in_order = low.zip(high).is_none_or(|(low, high)| low <= high);
        let name = score.name.text.clone();
        // What is left of points is never less than nothing, which no declaration has to say.
        let said = score.at_least.is_some() || score.at_most.is_some();
        let declared = said.then_some(score.name.span);
        let left = score.balance;
        return (some && in_order).then_some(Range {
            low,
            high,
            name,
            declared,
            left,
            money: false,
        });
    }
    if let ExprKind::Attribute(AttributeOf::Declared(attribute)) = &expr.kind {
        return match at {
            At::List(list) => of_attribute(&checker.lists[list].attributes[*attribute]),
            At::Customer | At::Given | At::Broken => None,
        };
    }
    // Nothing is said of what else there is.
    let ExprKind::Aggregate {
        function,
        events: Events::List(list) | Events::Within { list, .. },
        attribute,
        ..
    } = &expr.kind
    else {
        return None;
    };
    let list = &checker.lists[*list];
    match function {
        Function::Count => Some(counted(&format!("count({})", list.name))),
        Function::Average | Function::Min | Function::Max | Function::First | Function::Last => {
            let Some(AttributeOf::Declared(attribute)) = attribute else { return None };
            of_attribute(&list.attributes[*attribute])
        }
        Function::Sum => None,
    }
}

fn of_attribute(attribute: &Attribute) -> Option<Range> {
    match &attribute.source {
        AttributeSource::Record { kind, range, .. } => declared(kind, *range, &attribute.name),
        AttributeSource::Calculated(_) => None,
    }
}

fn declared(kind: &FieldType, range: Option<Span>, name: &str) -> Option<Range> {
    let terms::Range { low, high } = kind.range();
    match (low, high) {
        (None, None) => None,
        // The problem with a range that ends before it begins is reported where it is declared.
        (Some(low), Some(high)) if low > high => None,
        (low, high) => {
            let (name, money) = (name.to_owned(), kind.is_money());
            Some(Range { low, high, name, declared: range, left: false, money })
        }
    }
}
