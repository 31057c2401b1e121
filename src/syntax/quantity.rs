//! How many events, in which window, and how long something lasted.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::dates;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{
    Expr, ExprKind, Filter, MoneyUnit, Name, Quantity, QuantityKind, Since, SinceKind, Spanned,
    Window, WindowKind,
};
use crate::problems::{Problem, Span, register};
use crate::terms::Function;

impl Reader<'_> {
    /// `90 days`, alone or with what has passed since, in or without something.
    pub(super) fn duration_form(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let written = parts.take(Rule::duration)?;
        let span = self.span(&written);
        // The rest is read even when the duration is none, for the mistakes in it.
        let duration = self.duration(written).map(|value| Spanned { value, span });
        let Some(tail) = parts.any() else {
            return duration.map(|duration| ExprKind::Duration(duration.value));
        };
        let (rule, span) = (tail.as_rule(), self.span(&tail));
        let mut inner = Children::of(tail);
        match rule {
            Rule::in_stage => {
                let since = Since { span, kind: SinceKind::Entering };
                Some(ExprKind::Elapsed { duration: duration?, since })
            }
            Rule::elapsed => {
                inner.take(Rule::kw_since)?;
                let since = self.since(inner.take(Rule::since)?, span)?;
                Some(ExprKind::Elapsed { duration: duration?, since })
            }
            Rule::without => {
                inner.take(Rule::kw_without)?;
                let _article = inner.maybe(Rule::kw_a).or_else(|| inner.maybe(Rule::kw_an));
                let events = self.events(inner.take(Rule::events)?)?;
                let condition = match inner.maybe(Rule::where_clause) {
                    Some(clause) => self.where_clause(clause).map(Box::new),
                    None => None,
                };
                inner.end();
                Some(ExprKind::Without { duration: duration?, events, condition })
            }
            _ => None,
        }
    }

    /// What follows `since`; the span is that of the whole phrase.
    fn since(&mut self, node: Node<'_>, span: Span) -> Option<Since> {
        let mut parts = Children::of(node);
        let first = parts.any()?;
        let kind = match first.as_rule() {
            Rule::kw_entering => SinceKind::Entering,
            Rule::kw_last => SinceKind::Last(self.name(&parts.take(Rule::name)?)),
            Rule::date | Rule::name => SinceKind::Value(Box::new(self.primary(first))),
            _ => return None,
        };
        parts.end();
        Some(Since { span, kind })
    }

    pub(super) fn events(&mut self, node: Node<'_>) -> Option<Name> {
        let name = Children::of(node).take(Rule::name)?;
        Some(self.name(&name))
    }

    /// `3`, `500 JPY` or `3 purchases where ...`.
    pub(super) fn number_form(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let number = parts.take(Rule::number)?;
        if let Some(code) = parts.maybe(Rule::iso_code) {
            let amount = self.decimal(&number)?;
            return Some(ExprKind::Money { amount, unit: MoneyUnit::Code(self.name(&code)) });
        }
        let Some(events) = parts.maybe(Rule::events) else {
            return self.decimal(&number).map(ExprKind::Number);
        };
        let events = self.events(events)?;
        let filter = self.filter(parts);
        let count = self.count(&number)?;
        let quantity = Quantity { span: self.span(&number), kind: QuantityKind::Plain(count) };
        Some(ExprKind::Quantity { quantity, events, filter })
    }

    /// `at least 3 purchases ...`.
    pub(super) fn counted_form(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let quantifier = parts.take(Rule::quantifier)?;
        let span = self.span(&quantifier);
        let mut words = Children::of(quantifier);
        let first = words.any()?.as_rule();
        let second = words.any().map(|word| word.as_rule());
        let number = parts.take(Rule::number)?;
        let span = span.to(self.span(&number));
        let events = self.events(parts.take(Rule::events)?)?;
        let filter = self.filter(parts);
        let count = self.count(&number)?;
        let kind = match (first, second) {
            (Rule::kw_exactly, _) => QuantityKind::Exactly(count),
            (Rule::kw_more, _) => QuantityKind::MoreThan(count),
            (Rule::kw_fewer, _) => QuantityKind::FewerThan(count),
            (Rule::kw_at, Some(Rule::kw_most)) => QuantityKind::AtMost(count),
            (Rule::kw_at, Some(Rule::kw_least)) => QuantityKind::AtLeast(count),
            _ => return None,
        };
        Some(ExprKind::Quantity { quantity: Quantity { span, kind }, events, filter })
    }

    /// `no purchases ...`, `a purchase ...`.
    pub(super) fn none_form(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let word = parts.any()?;
        let span = self.span(&word);
        let kind = if word.as_rule() == Rule::kw_no { QuantityKind::No } else { QuantityKind::A };
        let events = self.events(parts.take(Rule::events)?)?;
        let filter = self.filter(parts);
        Some(ExprKind::Quantity { quantity: Quantity { span, kind }, events, filter })
    }

    /// `where ...` and a window, in either order, each at most once.
    pub(super) fn filter(&mut self, mut parts: Children<'_>) -> Filter {
        let mut filter = Filter::default();
        let mut places: [Option<Span>; 2] = [None, None];
        while let Some(node) = parts.any() {
            if node.as_rule() == Rule::close {
                break;
            }
            let span = self.span(&node);
            let is_window = node.as_rule() == Rule::window;
            if let Some(first) = places[usize::from(is_window)].replace(span) {
                self.filter_twice(is_window, first, span, filter.window.as_ref());
            } else if is_window {
                filter.window = self.window(node);
            } else {
                filter.condition = self.where_clause(node).map(Box::new);
            }
        }
        filter
    }

    fn filter_twice(
        &mut self,
        is_window: bool,
        first: Span,
        second: Span,
        window: Option<&Window>,
    ) {
        let (title, help) = if is_window {
            let (first, second) = (self.written(first), self.written(second));
            // One of the two can be asked of each event, so that both hold of the same ones.
            let help = match window.map(|window| &window.kind) {
                Some(WindowKind::Since(Since { kind: SinceKind::Entering, .. })) => {
                    format!(
                        "to use both, write `where at ≥ stage_since {second}`; or keep one of them"
                    )
                }
                _ if second == "since entering" => {
                    format!(
                        "to use both, write `where at ≥ stage_since {first}`; or keep one of them"
                    )
                }
                _ => format!("keep one of them: `{first}` or `{second}`"),
            };
            ("These events have two windows", help)
        } else {
            ("These events have two `where`", "combine them: `where (... and ...)`".to_owned())
        };
        let problem = Problem::new(register::WINDOW_TWICE, title, second, "this is the second one");
        self.report(problem.and_at(first, "the first one is here").help(help));
    }

    fn window(&mut self, node: Node<'_>) -> Option<Window> {
        let span = self.span(&node);
        let node = Children::of(node).any()?;
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        let kind = match rule {
            Rule::within_window => {
                parts.take(Rule::kw_within)?;
                WindowKind::Within(self.duration(parts.take(Rule::duration)?)?)
            }
            Rule::since_window => {
                parts.take(Rule::kw_since)?;
                WindowKind::Since(self.since(parts.take(Rule::since)?, span)?)
            }
            Rule::this_window => WindowKind::This(dates::period(&mut parts, Rule::kw_this)?),
            Rule::last_window => WindowKind::Last(dates::period(&mut parts, Rule::kw_last)?),
            Rule::between_window => {
                parts.take(Rule::kw_between)?;
                let from = self.moment(parts.take(Rule::moment)?);
                parts.take(Rule::kw_and)?;
                WindowKind::Between(from, self.moment(parts.take(Rule::moment)?))
            }
            _ => return None,
        };
        parts.end();
        Some(Window { span, kind })
    }

    /// `sum(purchases.amount where ... within 90 days)`.
    pub(super) fn call(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let name = self.name(&parts.take(Rule::name)?);
        parts.take(Rule::open)?;
        let different = parts.has(Rule::kw_different);
        let events = self.name(&parts.take(Rule::name)?);
        let attribute = match parts.maybe(Rule::dot) {
            Some(_) => Some(self.name(&parts.take(Rule::name)?)),
            None => None,
        };
        let filter = self.filter(parts);
        let value = self.function(&name)?;
        let function = Spanned { value, span: name.span };
        Some(ExprKind::Aggregate { function, different, events, attribute, filter })
    }

    /// The function of a name.
    fn function(&mut self, name: &Name) -> Option<Function> {
        Some(match name.text.as_str() {
            "count" => Function::Count,
            "sum" => Function::Sum,
            "average" => Function::Average,
            "min" => Function::Min,
            "max" => Function::Max,
            "first" => Function::First,
            "last" => Function::Last,
            other => {
                self.tell(
                    register::UNKNOWN_FUNCTION,
                    name.span,
                    &format!("There is no function `{other}`"),
                    "not a function",
                    &near_function(other).map_or_else(
                        || instead_of(other).to_owned(),
                        |near| format!("write `{near}(...)`"),
                    ),
                );
                return None;
            }
        })
    }
}

/// A default value: a literal or a name, so that it never reaches into the next field.
impl Reader<'_> {
    pub(super) fn default_value(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let negative = parts.has(Rule::minus);
        let first = parts.any()?;
        if first.as_rule() != Rule::amount {
            return Some(self.primary(first));
        }
        let kind = match (self.amount(first).kind, negative) {
            (ExprKind::Number(number), true) => ExprKind::Number(-number),
            (ExprKind::Money { amount, unit }, true) => ExprKind::Money { amount: -amount, unit },
            (kind, _) => kind,
        };
        Some(Expr { span, kind })
    }
}

/// What is written in place of a function of elsewhere.
fn instead_of(function: &str) -> &'static str {
    match function.to_lowercase().as_str() {
        "not" => "write `not` in lowercase, with the condition in parentheses: `not (...)`",
        "len" | "length" | "size" | "countif" | "countifs" => {
            "write `count(...)`, or `3 purchases` as a condition"
        }
        "avg" | "mean" => "write `average(...)`",
        "total" | "sumif" | "sumifs" => {
            "write `sum(...)`, with `where` inside to add up only some of them"
        }
        "isnull" | "isblank" => "write `... is missing`",
        "contains" | "search" | "find" => "write `... contains \"...\"`",
        _ => {
            "use `count`, `sum`, `average`, `min`, `max`, `first` or `last` of events; `floor`, `ceil`, `round`, `least` or `greatest` of values; `quintile` or `rank`"
        }
    }
}

/// The function that was probably meant: `rounded` is `round`.
fn near_function(written: &str) -> Option<&'static str> {
    let functions = [
        "count", "sum", "average", "min", "max", "first", "last", "floor", "ceil", "round",
        "least", "greatest", "quintile", "rank",
    ];
    let lower = written.to_lowercase();
    let begins = |name: &&str| name.len() >= 4 && lower.starts_with(*name);
    let near = |name: &&str| name.len() >= 4 && strsim::osa_distance(&lower, name) <= 1;
    functions.iter().find(|name| begins(name) || near(name)).copied()
}
