//! `tier is silver or gold`, `where a is x and b > 5`: words that join less, or more, than is meant.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{Expr, ExprKind, Filter};
use crate::terms::{Comparison, DatePart, Operator, TextTest};

use super::mark;
use crate::check::at::At;
use crate::check::model::Events;
use crate::check::names::Meaning;
use crate::check::{Checker, Type};

impl Checker<'_> {
    /// What is written at a place.
    pub(in crate::check) fn written(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    /// What is written in the file before a place.
    pub(in crate::check) fn written_before(&self, span: Span) -> &str {
        let text = &self.sources.get(span.file).text;
        text.get(..span.range().start).unwrap_or_default().trim_end()
    }

    /// Looks at conditions that are joined by a word, and says how many of them, from a place on,
    /// belong to one mistake that is reported now: none where all is well.
    pub(in crate::check) fn misjoined(&mut self, parts: &[Expr], from: usize, at: At) -> usize {
        let values = match self.bare_truths(parts, from, at) {
            0 => match self.only_values(parts, from, at) {
                0 => self.bare_values(parts, from, at),
                values => values,
            },
            truths => truths,
        };
        if values > 0 {
            return values;
        }
        if let Some(problem) = self.or_more(parts, from, at) {
            self.problems.push(problem);
            return 2;
        }
        if let Some((count, problem)) = self.parts_of_calendar(parts, from, at) {
            self.problems.push(problem);
            return count;
        }
        self.outside_where(parts, from, at)
    }

    /// `silver or gold`: nothing but values of the same field.
    fn only_values(&mut self, parts: &[Expr], from: usize, at: At) -> usize {
        let owner_of = |part: &Expr| -> Option<&str> {
            let name = self.undeclared(part, at)?;
            let has = |choice: &&crate::check::model::Choice| {
                choice.values.names().iter().any(|value| value == name)
            };
            let mut owners = self.choices.iter().filter(has);
            let owner = owners.next()?;
            let field = self.fields.iter().any(|field| field.name == owner.owner);
            (field && owners.next().is_none()).then_some(owner.owner.as_str())
        };
        let Some(owner) = parts.get(from).and_then(owner_of) else { return 0 };
        let count = parts[from..].iter().take_while(|part| owner_of(part) == Some(owner)).count();
        let (Some(first), Some(last)) = (parts.get(from), parts.get(from + count - 1)) else {
            return 0;
        };
        if count < 2 {
            return 0;
        }
        let values: Vec<&str> =
            parts[from..from + count].iter().map(|part| self.written(part.span)).collect();
        let fixed = format!("{owner} in ({})", values.join(", "));
        let span = first.span.to(last.span);
        let title = "Values alone are not a condition: say what they are compared with";
        let label = format!("values of `{owner}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, label);
        self.problems.push(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)));
        count
    }

    /// Values alone after a comparison.
    fn bare_values(&mut self, parts: &[Expr], from: usize, at: At) -> usize {
        let Some(first) = parts.get(from) else { return 0 };
        // `a and plan is monthly or yearly`: the values go with the last condition.
        let first = match &first.kind {
            ExprKind::And(parts) => parts.last().unwrap_or(first),
            _ => first,
        };
        let (inner, inside) = self.behind_where(first, at);
        let count =
            parts[from + 1..].iter().take_while(|part| self.is_bare(inner, part, inside)).count();
        if count == 0 {
            return 0;
        }
        let values = &parts[from + 1..=from + count];
        let between = Span { start: first.span.end, end: values[0].span.start, ..first.span };
        let join = if self.written(between).trim() == "and" { "and" } else { "or" };
        let Some(fixed) = self.in_full(first, values, join, at) else { return 0 };
        let (Some(one), Some(last)) = (values.first(), values.last()) else { return 0 };
        let title = "`or` and `and` join whole conditions, not values";
        let label = "this is only a value";
        let span = first.span.to(last.span);
        let problem = Problem::new(code::NOT_A_CONDITION, title, one.span, label);
        let problem = problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed));
        self.problems.push(problem);
        count + 1
    }

    /// The condition on each event that a condition ends with, and where its names are looked up.
    fn behind_where<'e>(&self, first: &'e Expr, at: At) -> (&'e Expr, At) {
        let (events, condition) = match &first.kind {
            ExprKind::Quantity {
                events,
                filter: Filter { condition: Some(condition), .. },
                ..
            }
            | ExprKind::Without { events, condition: Some(condition), .. } => (events, condition),
            _ => return (first, at),
        };
        match self.names.word_events(&events.text) {
            Some(Events::List(list)) => (condition, At::List(*list)),
            _ => (first, at),
        }
    }

    /// `tier is silver/gold`: two values, not a division.
    pub(in crate::check) fn divided_values(
        &mut self,
        span: Span,
        left: &Expr,
        right: &Expr,
        at: At,
    ) -> bool {
        let Some(choice) = self.choice_of(left, at) else { return false };
        let ExprKind::Arithmetic { left: one, operator: Operator::Divide, right: other } =
            &right.kind
        else {
            return false;
        };
        let is_value = |expr: &Expr| matches!(&expr.kind, ExprKind::Name(name) if self.choices[choice].values.names().contains(name));
        if !is_value(one) || !is_value(other) {
            return false;
        }
        let text = |expr: &Expr| self.written(expr.span);
        let fixed = format!("{} in ({}, {})", text(left), text(one), text(other));
        let title = "`/` divides; it does not mean `or`";
        let problem = Problem::new(code::NOT_A_VALUE, title, right.span, "these are two values");
        let problem = problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed));
        self.problems.push(problem);
        true
    }

    /// Whether a part is a value that belongs to the comparison before it.
    fn is_bare(&self, first: &Expr, part: &Expr, at: At) -> bool {
        match &part.kind {
            ExprKind::Number(_)
            | ExprKind::Percent(_)
            | ExprKind::Money { .. }
            | ExprKind::Text(_)
            | ExprKind::Day(_)
            | ExprKind::Time(_) => true,
            ExprKind::Name(name) => {
                let choice = self.choice_of(compared(first), at);
                let value =
                    choice.is_some_and(|choice| self.choices[choice].values.names().contains(name));
                let stage =
                    matches!(&compared(first).kind, ExprKind::Name(left) if left == "stage");
                let left = compared(first);
                let weekday = matches!(left.kind, ExprKind::PartOf { part: DatePart::Weekday, .. })
                    && DatePart::WEEKDAYS.contains(&name.as_str());
                let unquoted = self.is_text(left, at) && self.undeclared(part, at).is_some();
                value
                    || weekday
                    || unquoted
                    || (stage && matches!(self.names.get(name), Some(Meaning::Stage(_))))
            }
            _ => false,
        }
    }

    /// The list of values of a field or an attribute.
    pub(super) fn choice_of(&self, expr: &Expr, at: At) -> Option<usize> {
        let ExprKind::Name(name) = &expr.kind else { return None };
        let attribute = self.attribute_in(at, name).map(|(ty, _)| ty);
        let field = || match self.names.get(name) {
            Some(Meaning::Field(field)) => Some(self.fields[field].ty),
            Some(Meaning::Experiment(index)) => Some(Type::Choice(self.experiments[index].choice)),
            _ => None,
        };
        match attribute.or_else(field)? {
            Type::Choice(choice) => Some(choice),
            _ => None,
        }
    }

    /// Whether a name is that of a text.
    fn is_text(&self, expr: &Expr, at: At) -> bool {
        let ExprKind::Name(name) = &expr.kind else { return false };
        let ty = match (self.attribute_in(at, name), self.names.get(name)) {
            (Some((ty, _)), _) => Some(ty),
            (None, Some(Meaning::Field(field))) => Some(self.fields[field].ty),
            (None, _) => None,
        };
        ty == Some(Type::Text)
    }

    /// The comparison with each of the values. A text may contain several, and a customer have
    /// several tags, so these are joined by the word that joins the values.
    fn in_full(&self, first: &Expr, values: &[Expr], join: &str, at: At) -> Option<String> {
        let choice = self.choice_of(compared(first), at);
        let text = |expr: &Expr| {
            let named = match (&expr.kind, choice) {
                (ExprKind::Text(text), Some(choice)) => {
                    let choice = &self.choices[choice];
                    let outside = choice.values.outside().iter().position(|other| other == text);
                    outside.and_then(|place| choice.values.names().get(place)).cloned()
                }
                _ => None,
            };
            let unquoted = self.is_text(compared(first), at)
                && expr.span != compared(first).span
                && self.undeclared(expr, at).is_some();
            let written = self.written(expr.span);
            let plain = || if unquoted { format!("\"{written}\"") } else { written.to_owned() };
            named.unwrap_or_else(plain)
        };
        let rest: Vec<String> = values.iter().map(text).collect();
        let again = |left: &Expr, word: &str, right: &Expr, join: &str| {
            let one = |right: &str| format!("{} {word} {right}", text(left));
            let all = std::iter::once(text(right)).chain(rest.iter().cloned());
            all.map(|right| one(&right)).collect::<Vec<_>>().join(&format!(" {join} "))
        };
        Some(match &first.kind {
            ExprKind::Quantity { filter: Filter { condition: Some(condition), .. }, .. }
            | ExprKind::Without { condition: Some(condition), .. } => {
                let (_, inside) = self.behind_where(first, at);
                let before = Span { end: condition.span.start, ..first.span };
                let after = Span { start: condition.span.end, ..first.span };
                let all = self.in_full(condition, values, join, inside)?;
                let joined = all.contains(" or ") || all.contains(" and ");
                let all = if joined { format!("({all})") } else { all };
                format!("{}{all}{}", self.written(before), self.written(after))
            }
            ExprKind::Not(inner) => {
                let all = self.in_full(inner, values, "or", at)?;
                if all.contains(" in (") { format!("not {all}") } else { format!("not ({all})") }
            }
            ExprKind::Compare { left, operator: Comparison::Is, right } => {
                format!("{} in ({}, {})", text(left), text(right), rest.join(", "))
            }
            ExprKind::Compare { left, operator: Comparison::IsNot, right } => {
                format!("not {} in ({}, {})", text(left), text(right), rest.join(", "))
            }
            ExprKind::Compare { left, operator, right } => {
                again(left, mark(*operator), right, "or")
            }
            ExprKind::TextTest { value, test, text: part } => {
                let word = match test {
                    TextTest::Contains => "contains",
                    TextTest::StartsWith => "starts with",
                    TextTest::EndsWith => "ends with",
                };
                again(value, word, part, join)
            }
            ExprKind::In { value, list } => {
                let all: Vec<String> = list.iter().map(text).chain(rest).collect();
                format!("{} in ({})", text(value), all.join(", "))
            }
            ExprKind::Tagged(tag) => {
                let all = std::iter::once(format!("\"{}\"", tag.text)).chain(rest);
                let all = all.map(|tag| format!("tagged {tag}"));
                all.collect::<Vec<_>>().join(&format!(" {join} "))
            }
            _ => return None,
        })
    }

    /// A condition behind `and` that speaks of the events of a `where` before it.
    fn outside_where(&mut self, parts: &[Expr], from: usize, at: At) -> usize {
        let Some(first) = parts.get(from).filter(|_| at == At::Customer) else { return 0 };
        let (events, condition, window) = match &first.kind {
            ExprKind::Quantity {
                events,
                filter: Filter { condition: Some(condition), window },
                ..
            } => (events, condition.as_ref(), window.as_ref()),
            ExprKind::Without { events, condition: Some(condition), .. } => {
                (events, condition.as_ref(), None)
            }
            _ => return 0,
        };
        let Some(Events::List(list)) = self.names.word_events(&events.text).cloned() else {
            return 0;
        };
        let inside = |expr: &Expr| {
            let ExprKind::Name(name) = &compared(expr).kind else { return false };
            self.attribute_in(At::List(list), name).is_some() && self.names.get(name).is_none()
        };
        let count = parts[from + 1..].iter().take_while(|part| inside(part)).count();
        let Some(last) = parts[from + 1..].get(count.wrapping_sub(1)) else { return 0 };
        let join = self.written(Span {
            start: condition.span.end,
            end: parts[from + 1].span.start,
            ..first.span
        });
        // A window between the two stays outside of the brackets.
        let window = window.map(|window| self.written(window.span).to_owned());
        let word = if join.trim_end().ends_with("or") { "or" } else { "and" };
        let bare = self.written(condition.span).trim().to_owned();
        let bare = bare
            .strip_prefix('(')
            .and_then(|bare| bare.strip_suffix(')'))
            .unwrap_or(&bare)
            .to_owned();
        let others: Vec<&str> =
            parts[from + 1..=from + count].iter().map(|part| self.written(part.span)).collect();
        let both = format!("where ({bare} {word} {})", others.join(&format!(" {word} ")));
        let window = window.map_or(String::new(), |window| format!(" {window}"));
        let start = Span { end: events.span.end, ..first.span };
        let fixed = format!("{} {both}{window}", self.written(start));
        let (span, label_at) = (first.span.to(last.span), parts[from + 1].span);
        let title = "`where` takes one condition: put both in parentheses";
        let label = "this is about the same events";
        let problem = Problem::new(code::UNKNOWN_NAME, title, label_at, label);
        let problem = problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed));
        self.problems.push(problem);
        count + 1
    }
}

/// The value that a condition is about.
fn compared(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Compare { left, .. } => compared(left),
        ExprKind::Between { value, .. }
        | ExprKind::In { value, .. }
        | ExprKind::Known { value, .. }
        | ExprKind::TextTest { value, .. } => compared(value),
        ExprKind::Not(inner) => compared(inner),
        _ => expr,
    }
}
