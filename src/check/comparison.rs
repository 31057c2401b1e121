//! Checks comparisons, and finds what to write where two sides do not match.

use std::collections::HashSet;

use crate::problems::{Edit, Fix, Problem, Span, register as code};
use crate::syntax::{is_to_come, tree};
use crate::terms::Comparison;
use crate::values::{AsOf, Decimal, Value};

use super::at::At;
use super::habits::mark;
use super::model::{Expr, ExprKind};
use super::names::Meaning;
use super::{Checker, Type, range};

const UNQUOTED: &str = "write it without quotation marks:";

/// What to write in place of a value, in words and, where it is certain, as a change of the file.
pub(super) struct Advice {
    pub help: String,
    pub with: Option<String>,
}

impl Advice {
    pub(super) fn words(help: impl Into<String>) -> Advice {
        Advice { help: help.into(), with: None }
    }

    fn exact(lead: &str, with: String) -> Advice {
        Advice { help: format!("{lead} `{with}`"), with: Some(with) }
    }

    /// The problem with this advice, which is about what stands at the span.
    pub(super) fn to(self, problem: Problem, span: Span) -> Problem {
        let problem = problem.help(self.help);
        match self.with {
            Some(with) => problem.fix(Fix::safe(span, with)),
            None => problem,
        }
    }
}

/// Whether a text can stand in the rules as a number.
fn is_plain_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.matches('.').count() < 2
}

/// A comparison as it is written, and what it is asked of.
#[derive(Clone, Copy)]
pub(super) struct Compared<'e> {
    pub span: Span,
    pub left: &'e tree::Expr,
    pub operator: Comparison,
    pub right: &'e tree::Expr,
    pub at: At,
}

impl Checker<'_> {
    pub(super) fn compare(&mut self, said: Compared<'_>) -> Expr {
        let Compared { span, left, operator, right, at } = said;
        let broken = self.counted_like_a_number(said);
        let broken = broken.or_else(|| self.said_otherwise(said));
        let broken = broken.or_else(|| self.each_or_all(said));
        let broken = broken.or_else(|| self.compared_otherwise(said));
        if let Some(broken) = broken.or_else(|| self.compared_attribute(said)) {
            return broken;
        }
        let equal = matches!(operator, Comparison::Is | Comparison::IsNot);
        if equal
            && (self.range_in_list(span, left, std::slice::from_ref(right))
                || self.divided_values(span, left, right, at))
        {
            return Expr::broken(span);
        }
        let sides = [left, right];
        let left = self.expression(left, at, None);
        if let Some(problem) = self.sign_in_words(span, &left, operator, right, at) {
            self.problems.push(problem);
            return Expr::broken(span);
        }
        let written = right;
        // What cannot be read may have had this name as a value.
        if left.ty.is_broken() && matches!(right.kind, tree::ExprKind::Name(_)) {
            return Expr::broken(span);
        }
        let right = self.expression(right, at, Some(left.ty));
        let broken = left.ty.is_broken() || right.ty.is_broken();
        if !broken && left.ty != right.ty && self.compared_to_nothing(&left, operator, &right, span)
        {
            return Expr::broken(span);
        }
        if !broken && self.time_compared(span, &left, operator, &right) {
            return Expr::broken(span);
        }
        if broken || !self.comparable(&left, &right, written) {
            return Expr::broken(span);
        }
        if !self.in_order(&left, operator, written.span, span) {
            return Expr::broken(span);
        }
        if self.compared_to_nothing(&left, operator, &right, span) {
            return Expr::broken(span);
        }
        let problem = range::judge(self, &left, operator, &right, span, at)
            .or_else(|| range::share::judge(self, &left, &sides[1..], span, at))
            .or_else(|| range::share::judge(self, &right, &sides[..1], span, at));
        self.problems.extend(problem);
        self.birthday_once(span, &left, operator, &right);
        Expr::yes_no(span, ExprKind::Compare(Box::new(left), operator, Box::new(right)))
    }

    /// `purchases ≥ 3`, where purchases are events: everybody writes it once.
    fn counted_like_a_number(&mut self, said: Compared<'_>) -> Option<Expr> {
        let Compared { span, left, operator, right, at } = said;
        let number = if let tree::ExprKind::Number(number) = &right.kind {
            *number
        } else if self.undeclared(right, at) == Some("zero") {
            Decimal::ZERO
        } else {
            return None;
        };
        // `(purchases within 30 days) ≥ 3`
        let (counted, window) = if let tree::ExprKind::InWindow { date, window } = &left.kind {
            (&date.kind, Some(window.value))
        } else {
            (&left.kind, None)
        };
        let tree::ExprKind::Name(name) = counted else { return None };
        if self.attribute_in(at, name).is_some()
            || !matches!(
                self.names.get(name),
                Some(Meaning::List(_) | Meaning::Group(_) | Meaning::Gift(_))
            )
        {
            return None;
        }
        let how = match operator {
            Comparison::AtLeast => "at least",
            Comparison::AtMost => "at most",
            Comparison::Greater => "more than",
            Comparison::Less => "fewer than",
            Comparison::Is | Comparison::IsNot => "exactly",
        };
        let not = if operator == Comparison::IsNot { "not " } else { "" };
        let window = window.map_or(String::new(), |window| format!(" {}", window.words()));
        let none = number == Decimal::ZERO && operator == Comparison::Is;
        let fixed = match none {
            true => format!("no {name}{window}"),
            false => format!("{not}{how} {number} {name}{window}"),
        };
        let title = format!("`{name}` are events, not a number");
        let label = "count these events in words";
        let problem = Problem::new(code::NOT_A_VALUE, title, left.span, label);
        let help = format!("write `{fixed}`");
        self.problems.push(problem.help(help).fix(Fix::safe(span, fixed)));
        Some(Expr::broken(span))
    }

    /// `trial_ends ≤ 3 days`: how far ahead a date is, or how long ago it was.
    fn time_compared(
        &mut self,
        span: Span,
        left: &Expr,
        operator: Comparison,
        right: &Expr,
    ) -> bool {
        let (ExprKind::Field(field), ExprKind::Duration(length)) = (&left.kind, &right.kind) else {
            return false;
        };
        if !left.ty.is_date() {
            return false;
        }
        let name = &self.fields[*field].name;
        let fixed = match (operator, is_to_come(name)) {
            (Comparison::Less | Comparison::AtMost, true) => format!("{name} within next {length}"),
            (Comparison::Greater | Comparison::AtLeast, true) => {
                format!("{name} {} today + {length}", mark(operator))
            }
            (Comparison::Less | Comparison::AtMost, false) => format!("{name} within {length}"),
            (Comparison::Greater | Comparison::AtLeast, false) => format!("{length} since {name}"),
            (Comparison::Is | Comparison::IsNot, _) => return false,
        };
        let title = "These two cannot be compared";
        let label = format!("this is {}", right.ty.words());
        let problem = Problem::new(code::TYPES_DIFFER, title, right.span, label)
            .and_at(left.span, format!("this is {}", left.ty.words()))
            .help(format!("write `{fixed}`"));
        self.problems.push(problem.fix(Fix::likely(span, fixed)));
        true
    }

    /// Whether the two are of types that can be compared; a problem if not.
    fn comparable(&mut self, left: &Expr, right: &Expr, written: &tree::Expr) -> bool {
        if left.ty.matches(right.ty) && left.ty != Type::Duration {
            return true;
        }
        if let (Type::Choice(a), Type::Choice(b)) = (left.ty, right.ty)
            && self.choices[a].values.names() == self.choices[b].values.names()
        {
            return true;
        }
        let problem = Problem::new(
            code::TYPES_DIFFER,
            "These two cannot be compared",
            right.span,
            format!("this is {}", right.ty.words()),
        )
        .and_at(left.span, format!("this is {}", left.ty.words()));
        let advice = match (&written.kind, left.ty) {
            (tree::ExprKind::Percent(share), Type::Money) => {
                let amount = self.amount(20);
                let help = format!(
                    "write an amount such as `{amount}`, or `{share} * ...` for a percentage of one"
                );
                Some(Advice::words(help))
            }
            _ => self.how_to_compare(left, right),
        };
        let advice = advice.unwrap_or_else(|| {
            let fits = match left.ty {
                Type::Number => "with a number, such as `10`".to_owned(),
                Type::Money => format!("with an amount, such as `{}`", self.amount(20)),
                Type::Text => "with a text, such as `\"a\"`".to_owned(),
                Type::YesNo => "with `yes` or `no`".to_owned(),
                Type::Date | Type::Day => "with a date, such as `2026-01-31`".to_owned(),
                Type::Duration | Type::Choice(_) | Type::Stage | Type::Set | Type::Broken => {
                    "with a value of the same type".to_owned()
                }
            };
            Advice::words(format!("compare `{}` {fits}", self.written(left.span)))
        });
        self.problems.push(advice.to(problem, right.span));
        false
    }

    /// Adds to the problem that was just reported the other values with the same mistake, so that
    /// its fix is whole.
    fn also(&mut self, span: Span, value: &Expr, others: &[Expr]) {
        let wrong = others.iter().filter(|other| !value.ty.matches(other.ty));
        let edits: Vec<(Span, String)> = wrong
            .filter_map(|other| Some((other.span, self.how_to_compare(value, other)?.with?)))
            .collect();
        let Some(mut problem) = self.problems.pop() else { return };
        if let Some(fix) = problem.fix.as_mut().filter(|_| !edits.is_empty()) {
            fix.edits.extend(edits.into_iter().map(|(span, text)| Edit { span, text }));
            let mut whole = self.written(span).to_owned();
            for edit in fix.edits.iter().rev() {
                let start = edit.span.range().start.saturating_sub(span.range().start);
                let end = edit.span.range().end.saturating_sub(span.range().start);
                if whole.get(start..end).is_some() {
                    whole.replace_range(start..end, &edit.text);
                }
            }
            problem.help = Some(format!("write `{whole}`"));
        }
        self.problems.push(problem);
    }

    /// What to write instead of the right one, where it can be told.
    pub(super) fn how_to_compare(&self, left: &Expr, right: &Expr) -> Option<Advice> {
        Some(match (left.ty, &right.kind) {
            (Type::Money, ExprKind::Constant(Value::Number(number))) => {
                Advice::exact("write the amount with its currency:", self.as_amount(*number))
            }
            (Type::Number, ExprKind::Constant(Value::Number(number)))
                if right.ty == Type::Money =>
            {
                Advice::exact("write the plain number:", number.normalized().to_string())
            }
            (Type::Text, ExprKind::Constant(Value::Number(number))) => {
                let text = format!("\"{number}\"");
                let help = format!("put the text in quotation marks: {text}");
                Advice { with: Some(text), ..Advice::words(help) }
            }
            (Type::Choice(choice), ExprKind::Constant(Value::Text(text))) => {
                self.without_quotes(choice, text)
            }
            (Type::Choice(choice), ExprKind::Constant(Value::Number(_))) => {
                let first = self.choices[choice].values.names().first();
                let first = first.map_or("...", String::as_str);
                Advice::words(format!("write one of its values, such as `{first}`"))
            }
            (Type::Stage, ExprKind::Constant(Value::Text(text))) => {
                let advice = Advice::exact(UNQUOTED, text.to_string());
                let is_stage = matches!(self.names.get(text), Some(Meaning::Stage(_)));
                Advice { with: advice.with.filter(|_| is_stage), ..advice }
            }
            (Type::Number, ExprKind::Constant(Value::Text(text))) if !is_plain_number(text) => {
                Advice::words("a number is compared with a number, such as `10`")
            }
            (Type::Money, ExprKind::Constant(Value::Text(text)))
                if !text.bytes().any(|byte| byte.is_ascii_digit()) =>
            {
                let amount = self.amount(20);
                Advice::words(format!("an amount is compared with an amount, such as `{amount}`"))
            }
            (Type::Number | Type::Money, ExprKind::Constant(Value::Text(text))) => {
                let advice = Advice::exact(UNQUOTED, text.to_string());
                let plain = left.ty == Type::Number && is_plain_number(text);
                Advice { with: advice.with.filter(|_| plain), ..advice }
            }
            (Type::Date | Type::Day, ExprKind::Constant(Value::Text(text))) => {
                match AsOf::parse(text, &self.settings.zone) {
                    Ok(_) => {
                        Advice::exact("write the date without quotation marks:", text.to_string())
                    }
                    Err(_) => Advice::words(
                        "write a date as year-month-day, without quotation marks, such as `2026-01-31`",
                    ),
                }
            }
            (Type::Date | Type::Day, ExprKind::Duration(duration)) => {
                let since =
                    if let ExprKind::Field(at) = left.kind { &self.fields[at].name } else { "..." };
                Advice::words(format!("write `{duration} since {since}`"))
            }
            (Type::Date | Type::Day, ExprKind::Constant(Value::Number(year)))
                if year.to_i64().is_some_and(|year| (1900..=2100).contains(&year)) =>
            {
                let year = year.normalized();
                Advice::words(format!("write a day of that year, such as `{year}-01-01`"))
            }
            (Type::Date | Type::Day, ExprKind::Constant(Value::Number(_))) => Advice::words(
                "write a date such as `2026-01-31`, or how long ago it was, such as `30 days since ...`",
            ),
            (Type::YesNo, ExprKind::Constant(_)) => Advice::words("write `is yes` or `is no`"),
            (Type::Set, _) => Advice::words("write `contains` and the text"),
            _ => return None,
        })
    }

    /// A value of a list in quotation marks, as the record has it or as the rules call it.
    fn without_quotes(&self, choice: usize, text: &str) -> Advice {
        let values = &self.choices[choice].values;
        let (names, outside) = (values.names(), values.outside());
        match outside.iter().chain(names).position(|name| name == text) {
            Some(at) => Advice::exact(UNQUOTED, names[at % names.len()].to_string()),
            None => Advice::words(format!(
                "it is one of {}",
                super::expression::listed(names.iter().map(String::as_str))
            )),
        }
    }

    fn in_order(&mut self, left: &Expr, operator: Comparison, right: Span, span: Span) -> bool {
        let ordered = match operator {
            Comparison::Is | Comparison::IsNot => true,
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => {
                left.ty.has_order()
            }
        };
        if left.ty == Type::Set {
            let help = "write `contains` and the text";
            let title = "A set of texts cannot be compared as a whole";
            self.refuse(code::NO_ORDER, title, left.span, "this is a set of texts", help);
            return false;
        }
        if !ordered {
            let label = format!("{} cannot be less or more than another", left.ty.words());
            let problem = Problem::new(code::NO_ORDER, "This cannot be put in order", span, label);
            self.problems.push(match self.listed_values(left, operator, right) {
                Some(listed) => {
                    let several = listed.contains(" in (");
                    let how = if several { "list the values:" } else { "write" };
                    let help = format!("{how} `{listed}`");
                    problem.help(help).fix(Fix::likely(span, listed))
                }
                None => problem.help("use `is`, `is not` or `in (...)`"),
            });
        }
        ordered
    }

    /// The values of `tier > silver` one by one, if they are declared from the least to the most.
    fn listed_values(&self, left: &Expr, operator: Comparison, right: Span) -> Option<String> {
        let Type::Choice(choice) = left.ty else { return None };
        self.values_of(choice, self.written(left.span), operator, right)
    }

    /// The same of a list of values, by its name.
    pub(super) fn values_of(
        &self,
        choice: usize,
        name: &str,
        operator: Comparison,
        right: Span,
    ) -> Option<String> {
        let names = self.choices[choice].values.names();
        let place = names.iter().position(|name| name == self.written(right))?;
        let values = match operator {
            Comparison::Greater => names.get(place + 1..)?,
            Comparison::AtLeast => names.get(place..)?,
            Comparison::Less => names.get(..place)?,
            Comparison::AtMost => names.get(..=place)?,
            Comparison::Is | Comparison::IsNot => return None,
        };
        match values {
            [] => None,
            [only] => Some(format!("{name} is {only}")),
            several => Some(format!("{name} in ({})", several.join(", "))),
        }
    }

    pub(super) fn between(
        &mut self,
        span: Span,
        value: &tree::Expr,
        low: &tree::Expr,
        high: &tree::Expr,
        at: At,
    ) -> Expr {
        let written_value = value;
        let value = self.expression(value, at, None);
        let written = [low, high];
        let low = self.expression(low, at, Some(value.ty));
        let high = self.expression(high, at, Some(value.ty));
        let broken = [&value, &low, &high].iter().any(|expr| expr.ty.is_broken());
        if broken {
            return Expr::broken(span);
        }
        if value.ty == Type::YesNo {
            return self.condition_between(written_value, &low, &high);
        }
        if !self.comparable(&value, &low, written[0]) {
            self.also(span, &value, std::slice::from_ref(&high));
            return Expr::broken(span);
        }
        if !self.comparable(&value, &high, written[1]) {
            return Expr::broken(span);
        }
        if !self.in_order(&value, Comparison::AtLeast, span, span) {
            return Expr::broken(span);
        }
        let problem = range::judge_between(self, &value, &low, &high, span, at)
            .or_else(|| range::share::judge(self, &value, &written, span, at));
        self.problems.extend(problem);
        Expr::yes_no(span, ExprKind::Between(Box::new(value), Box::new(low), Box::new(high)))
    }

    /// `tier in (bronze, silver, gold)`, which lists all there are.
    fn every_value(&mut self, span: Span, value: &Expr, entries: &[Expr]) {
        let Type::Choice(choice) = value.ty else { return };
        let named: HashSet<u16> = entries
            .iter()
            .filter_map(|entry| match entry.constant() {
                Some(Value::Choice(value)) => Some(*value),
                Some(_) | None => None,
            })
            .collect();
        if named.len() < self.choices[choice].values.names().len() {
            return;
        }
        let title = "This is true of everyone who has a value here";
        let problem =
            Problem::new(code::ALWAYS_TRUE, title, span, "these are all values there are");
        let fixed = format!("{} is known", self.written(value.span));
        let help = format!("write `{fixed}` if that is what you mean");
        self.problems.push(problem.help(help).fix(Fix::likely(span, fixed)));
    }

    pub(super) fn is_in(
        &mut self,
        span: Span,
        value: &tree::Expr,
        list: &[tree::Expr],
        at: At,
    ) -> Expr {
        if self.range_in_list(span, value, list) {
            return Expr::broken(span);
        }
        if let Some(problem) = self.days_in_list(span, value, list, at) {
            self.problems.push(problem);
            return Expr::broken(span);
        }
        let value = self.expression(value, at, None);
        let mut broken = value.ty.is_broken() || !self.in_order(&value, Comparison::Is, span, span);
        let mut entries = Vec::new();
        let mut first = None;
        let mut never: Option<Problem> = None;
        // What cannot be read may have had these names as values.
        if value.ty.is_broken() && list.iter().all(|e| matches!(e.kind, tree::ExprKind::Name(_))) {
            return Expr::broken(span);
        }
        for entry in list {
            let written = entry;
            let entry = self.expression(entry, at, Some(value.ty));
            let known = !broken && !entry.ty.is_broken();
            if known && !self.comparable(&value, &entry, written) {
                first = Some(entries.len());
            }
            broken |= entry.ty.is_broken() || first.is_some();
            if !broken
                && let Some(problem) =
                    range::judge(self, &value, Comparison::Is, &entry, entry.span, at)
            {
                never = Some(match never {
                    Some(first) => first.and_at(problem.at.span, "and here"),
                    None => problem,
                });
            }
            entries.push(entry);
        }
        self.problems.extend(never);
        if !broken && first.is_none() {
            self.every_value(span, &value, &entries);
        }
        if let Some(first) = first {
            self.also(span, &value, entries.get(first + 1..).unwrap_or_default());
        }
        if broken {
            return Expr::broken(span);
        }
        Expr::yes_no(span, ExprKind::In(Box::new(value), entries))
    }
}
