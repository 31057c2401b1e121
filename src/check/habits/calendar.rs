//! Parts of the calendar as people ask for them: `today is Monday`, `month is December`,
//! `day of month is 1`.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use super::mark;
use crate::check::Checker;
use crate::check::at::At;
use crate::check::comparison::Compared;
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{Expr, ExprKind, QuantityKind};
use crate::terms::{Comparison, DatePart};
use crate::values::Decimal;
use crate::values::time::month_of;

const WEEKDAYS: &[&str] = &DatePart::WEEKDAYS;

impl Checker<'_> {
    /// A comparison with a part of today, or of another date, in other words than `month of today`.
    pub(in crate::check) fn part_in_words(&self, said: Compared<'_>) -> Option<Problem> {
        let Compared { span, left, operator, right, at } = said;
        let fixed = match &left.kind {
            ExprKind::PartOf { part, date } => self.part_named(*part, date, operator, right, at)?,
            ExprKind::Name(_) => {
                let name = self.undeclared(left, at)?;
                self.part_of_today(&name.to_lowercase(), operator, right, at)?
            }
            _ => return None,
        };
        let title = format!("`{}` should be `{fixed}`", self.written(span));
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "ask it of a date");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `month of joined is March`, `day of month is 1`.
    fn part_named(
        &self,
        part: DatePart,
        date: &Expr,
        operator: Comparison,
        right: &Expr,
        at: At,
    ) -> Option<String> {
        let unit = self.undeclared(date, at);
        let unit = unit.filter(|name| matches!(*name, "day" | "week" | "month" | "year"));
        let of = match (unit, part) {
            (Some(_), DatePart::Hour) => "now",
            (Some(_), _) => "today",
            (None, _) => self.written(date.span),
        };
        if let (DatePart::Hour, Some(hour)) = (part, clock(right)) {
            let mark = match operator {
                Comparison::Greater => Comparison::AtLeast,
                Comparison::AtMost => Comparison::Less,
                other => other,
            };
            return Some(format!("hour of {of} {} {hour}", super::mark(mark)));
        }
        let month = self.bare_word(right, at).and_then(|word| month_of(&word));
        if part == DatePart::Weekday
            && let Some(days) = self.bare_word(right, at).and_then(|word| days(&word))
        {
            let not = if operator == Comparison::IsNot { "not " } else { "" };
            return Some(format!("{not}weekday of {of} in ({})", days.join(", ")));
        }
        match (part, month) {
            (DatePart::Month, Some(month)) => {
                Some(format!("month of {of} {} {month}", mark(operator)))
            }
            (part, _) if unit.is_some() => {
                let right = self.written(right.span);
                Some(format!("{} of {of} {} {right}", part.word(), mark(operator)))
            }
            _ => None,
        }
    }

    /// `today is Monday`, `month is 12`, `hour ≥ 9`.
    fn part_of_today(
        &self,
        name: &str,
        operator: Comparison,
        right: &Expr,
        at: At,
    ) -> Option<String> {
        let mark = mark(operator);
        if let ExprKind::Number(_) = right.kind {
            let part = match name {
                "hour" => "hour of now",
                "month" | "current_month" => "month of today",
                "day" => "day of today",
                "year" | "current_year" => "year of today",
                _ => return None,
            };
            return Some(format!("{part} {mark} {}", self.written(right.span)));
        }
        let not = match operator {
            Comparison::Is => "",
            Comparison::IsNot => "not ",
            _ => return None,
        };
        let day = match name {
            "today" | "it" | "now" | "day" | "weekday" | "month" | "day_of_week" => "today",
            "tomorrow" => "(today + 1 day)",
            "yesterday" => "(today - 1 day)",
            _ => return None,
        };
        let word = self.bare_word(right, at)?;
        let low = word.to_lowercase();
        if let Some(weekday) = weekday(&low) {
            return Some(format!("weekday of {day} {mark} {weekday}"));
        }
        if let Some(days) = days(&low) {
            return Some(format!("{not}weekday of {day} in ({})", days.join(", ")));
        }
        let month = month_of(&low)?;
        Some(format!("month of {day} {mark} {month}"))
    }

    /// `today is Saturday or Sunday`, `month of joined is June or July`: how many of the parts are
    /// values of one comparison, and what to write.
    pub(in crate::check) fn parts_of_calendar(
        &self,
        parts: &[Expr],
        from: usize,
        at: At,
    ) -> Option<(usize, Problem)> {
        let first = parts.get(from)?;
        let ExprKind::Compare { left, operator: Comparison::Is, right } = &first.kind else {
            return None;
        };
        let of = match &left.kind {
            ExprKind::PartOf { part: DatePart::Month, date } => self.written(date.span),
            ExprKind::Name(_) => {
                let name = self.undeclared(left, at)?.to_lowercase();
                ["today", "it", "day", "weekday", "month"].contains(&name.as_str()).then_some(())?;
                "today"
            }
            _ => return None,
        };
        let words = std::iter::once(&**right).chain(&parts[from + 1..]);
        let words: Vec<String> = words.map_while(|word| self.bare_word(word, at)).collect();
        let days: Vec<&str> = words.iter().map_while(|word| weekday(word)).collect();
        let months: Vec<String> =
            words.iter().map_while(|word| Some(month_of(word)?.to_string())).collect();
        let (part, values) = match (days.len(), months.len()) {
            (2.., _) if matches!(left.kind, ExprKind::Name(_)) => ("weekday", days.join(", ")),
            (_, 2..) => ("month", months.join(", ")),
            _ => return None,
        };
        let count = days.len().max(months.len());
        let last = parts.get(from + count - 1)?;
        let fixed = format!("{part} of {of} in ({values})");
        let title = "`or` and `and` join whole conditions, not values";
        let place = parts.get(from + 1)?.span;
        let problem = Problem::new(code::NOT_A_CONDITION, title, place, "this is only a value");
        let fix = Fix::likely(first.span.to(last.span), fixed.clone());
        Some((count, problem.help(format!("write `{fixed}`")).fix(fix)))
    }

    /// `today in (Saturday, Sunday)`, `month in (6, 7)`.
    pub(in crate::check) fn days_in_list(
        &self,
        span: Span,
        value: &Expr,
        list: &[Expr],
        at: At,
    ) -> Option<Problem> {
        let name = self.undeclared(value, at)?.to_lowercase();
        let words: Vec<String> = list.iter().map_while(|word| self.bare_word(word, at)).collect();
        let days: Vec<&str> = words.iter().map_while(|word| weekday(word)).collect();
        let months: Vec<String> =
            words.iter().map_while(|word| Some(month_of(word)?.to_string())).collect();
        let numbers = list.iter().all(|entry| matches!(entry.kind, ExprKind::Number(_)));
        let named = ["today", "it", "day", "weekday", "month", "day_of_week", "now"];
        let fixed = match name.as_str() {
            "month" if numbers => self.written(span).replacen("month", "month of today", 1),
            "hour" if numbers => self.written(span).replacen("hour", "hour of now", 1),
            "day" if numbers => self.written(span).replacen("day", "day of today", 1),
            name if !named.contains(&name) || list.is_empty() => return None,
            _ if days.len() == list.len() => format!("weekday of today in ({})", days.join(", ")),
            _ if months.len() == list.len() => {
                format!("month of today in ({})", months.join(", "))
            }
            _ => return None,
        };
        let title = format!("`{}` should be `{fixed}`", self.written(span));
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "ask it of a date");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// A word that the file does not have, with or without an article or quotation marks.
    fn bare_word(&self, expr: &Expr, at: At) -> Option<String> {
        match &expr.kind {
            ExprKind::Text(text) => Some(text.clone()),
            ExprKind::Name(name) => {
                let known = self.names.get(name).is_some() || self.attribute_in(at, name).is_some();
                (!known).then(|| name.clone())
            }
            ExprKind::Quantity { quantity, events, .. } if quantity.kind == QuantityKind::A => {
                (!self.names.has_word(&events.text)).then(|| events.text.clone())
            }
            _ => None,
        }
    }
}

/// The hour of `5 pm`.
fn clock(expr: &Expr) -> Option<Decimal> {
    let ExprKind::Quantity { quantity, events, .. } = &expr.kind else { return None };
    let QuantityKind::Plain(number) = quantity.kind else { return None };
    let twelve = Decimal::from(12i64);
    match events.text.as_str() {
        "am" if number < twelve => Some(number),
        "am" if number == twelve => Some(Decimal::from(0i64)),
        "pm" if number < twelve => number.checked_add(twelve).ok(),
        "pm" if number == twelve => Some(number),
        _ => None,
    }
}

/// A day of the week, as rules write it.
fn weekday(word: &str) -> Option<&'static str> {
    DatePart::WEEKDAYS.into_iter().find(|weekday| weekday.eq_ignore_ascii_case(word))
}

/// The days of `weekday` and `weekend`.
fn days(word: &str) -> Option<&'static [&'static str]> {
    let (work, free) = WEEKDAYS.split_at(5);
    match word.to_lowercase().as_str() {
        "weekday" | "workday" | "weekdays" => Some(work),
        "weekend" | "weekends" => Some(free),
        _ => None,
    }
}
