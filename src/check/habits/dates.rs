//! Dates that are asked for in a time in which they cannot be, by their names.

use crate::check::at::At;
use crate::check::model::{Expr, ExprKind};
use crate::check::{Checker, Type};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{self, Spanned, WindowKind};
use crate::syntax::{is_birthday, is_to_come};
use crate::terms::DateWindow;
use crate::values::{AsOf, Duration, Unit};

impl Checker<'_> {
    /// `2 orders within next 7 days`, `an order where due within next 7 days`.
    pub(in crate::check) fn counted_in_window(
        &self,
        span: Span,
        date: &tree::Expr,
        window: Spanned<DateWindow>,
    ) -> Option<Problem> {
        let tree::ExprKind::Quantity { events, filter, .. } = &date.kind else { return None };
        let DateWindow::WithinNext(length) = window.value else { return None };
        let (counted, written) = (self.written(date.span), self.written(window.span));
        let condition = filter.condition.as_deref();
        let list = self.names.word_events(&events.text).cloned();
        let at = list.map(|list| self.inside(&list));
        if let (Some(condition), Some(at)) = (condition, at)
            && !self.is_condition(condition, at)
        {
            return Some(self.in_parentheses(condition.span, window.span));
        }
        let title = format!("`{}` are in the past, so nothing can be asked ahead", events.text);
        let problem = Problem::new(code::WRONG_TYPE, title, window.span, "this looks ahead");
        let help = format!(
            "write `{counted} within {length}` for the time up to now; for what is to come, give \
             the customer a date, such as `due: date`, and write `due {written}`"
        );
        let fix = Fix::likely(span, format!("{counted} within {length}"));
        Some(problem.help(help).fix(fix))
    }

    /// `an order where due within 7 days`, in which the window is that of the events.
    pub(in crate::check) fn date_of_where_in_window(
        &self,
        filter: &tree::Filter,
        inside: At,
    ) -> Option<Problem> {
        let (date, window) = (filter.condition.as_deref()?, filter.window.as_ref()?);
        match &window.kind {
            WindowKind::Within(_) | WindowKind::This(_) | WindowKind::Last(_) => {}
            WindowKind::Since(_) | WindowKind::Between(..) => return None,
        }
        let tree::ExprKind::Name(name) = &date.kind else { return None };
        let is_date = self.type_of_name(name, inside).is_some_and(Type::is_date);
        let follows = date.span.file == window.span.file && date.span.end <= window.span.start;
        (is_date && follows).then(|| self.in_parentheses(date.span, window.span))
    }

    fn in_parentheses(&self, date: Span, window: Span) -> Problem {
        let asked = format!("{} {}", self.written(date), self.written(window));
        let title = format!("`{asked}` goes in parentheses after `where`");
        let label = "without them, this is the time of the events";
        let problem = Problem::new(code::WRONG_TYPE, title, date.to(window), label);
        let fixed = format!("({asked})");
        let help = format!("write `where {fixed}`");
        problem.help(help).fix(Fix::likely(date.to(window), fixed))
    }

    /// `2 orders between 1 and 3`, `anniversary of birthday between ... and ...`.
    pub(in crate::check) fn condition_between(
        &mut self,
        value: &tree::Expr,
        low: &Expr,
        high: &Expr,
    ) -> Expr {
        let numbers = low.ty == Type::Number && high.ty == Type::Number;
        let bare = |span: Span| self.written(span).trim_matches('"').to_owned();
        let is_day = |span: Span| AsOf::parse(&bare(span), &self.settings.zone).is_ok();
        let days = is_day(low.span) && is_day(high.span);
        let help = if let tree::ExprKind::Quantity { events, .. } = &value.kind {
            match numbers {
                true => {
                    let (low, high) = (self.written(low.span), self.written(high.span));
                    format!("write `count({}) between {low} and {high}`", events.text)
                }
                false if days => {
                    let unquoted = format!("{} and {}", bare(low.span), bare(high.span));
                    let counted = self.written(value.span);
                    let help = format!("write `{counted} between {unquoted}`");
                    let place = low.span.to(high.span);
                    let title = "A date has no quotation marks";
                    let problem = Problem::new(code::WRONG_TYPE, title, place, "these are texts");
                    let fix = Fix::likely(place, unquoted);
                    self.problems.push(problem.help(help).fix(fix));
                    return Expr::broken(value.span);
                }
                false => "a window is between two dates, without quotation marks: `between \
                          2026-01-01 and 2026-03-31`"
                    .to_owned(),
            }
        } else if let tree::ExprKind::AnniversaryOf(_) = &value.kind {
            let day = self.written(value.span);
            format!("write, for example, `{day} within next 7 days` or `{day} this calendar month`")
        } else {
            "compare a number, an amount or a date".to_owned()
        };
        let title = "A condition is not between two values";
        self.refuse(code::WRONG_TYPE, title, value.span, "this is true or false", help)
    }

    /// `trial_ends within 3 days`, which looks back, and `birthday within 7 days`, which asks for
    /// the year too.
    pub(in crate::check) fn wrong_time(
        &mut self,
        span: Span,
        date: &Expr,
        window: Spanned<DateWindow>,
    ) {
        let ExprKind::Field(field) = date.kind else { return };
        let name = self.fields[field].name.clone();
        let written = self.written(window.span);
        if is_birthday(&name) {
            // So many years are somebody's age.
            if let DateWindow::Within(Duration { unit: Unit::Year, .. }) = window.value {
                return;
            }
            let ahead = match window.value {
                DateWindow::Within(length) | DateWindow::WithinNext(length) => {
                    format!("within next {length}")
                }
                DateWindow::This(_) | DateWindow::Last(_) => written.to_owned(),
            };
            let fixed = format!("anniversary of {name} {ahead}");
            let title = format!("`{name}` has a year, so this is true only once");
            let problem = Problem::new(code::BIRTHDAY, title, span, "this asks for the year too");
            let help = format!("write `{fixed}` for a birthday in any year");
            self.problems.push(problem.help(help).fix(Fix::likely(span, fixed)));
            return;
        }
        let DateWindow::Within(length) = window.value else { return };
        if is_to_come(&name) {
            let fixed = format!("{name} within next {length}");
            let title = format!("`{written}` looks back, and `{name}` may still be to come");
            let problem = Problem::new(code::LOOKS_BACK, title, window.span, "before now");
            self.problems
                .push(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)));
        }
    }
}
