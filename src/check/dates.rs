//! Checks what is asked of dates: whether they are in a window, and their parts.

use std::sync::Arc;

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{self, Spanned};
use crate::terms::{Choices, DatePart, DateWindow};
use crate::values::{Unit, Value};

use super::at::At;
use super::model::{Choice, Direction, Expr, ExprKind};
use super::names::Meaning;
use super::{Checker, Type};

impl Checker<'_> {
    /// `joined within 30 days`, `anniversary of birthday this calendar month`.
    pub(super) fn date_in_window(
        &mut self,
        span: Span,
        date: &tree::Expr,
        window: Spanned<DateWindow>,
        at: At,
    ) -> Expr {
        match window.value {
            DateWindow::Within(duration) | DateWindow::WithinNext(duration) => {
                self.window_of_nothing(duration, window.span);
            }
            DateWindow::This(_) | DateWindow::Last(_) => {}
        }
        if let tree::ExprKind::AnniversaryOf(day) = &date.kind {
            let day = Box::new(self.date(day, at));
            return Expr::yes_no(span, ExprKind::Anniversary(day, Some(window.value)));
        }
        if self.events_in_window(span, date, window.value, at) {
            return Expr::broken(span);
        }
        if let Some(problem) = self.counted_in_window(span, date, window) {
            self.problems.push(problem);
            return Expr::broken(span);
        }
        if let Some(problem) = self.done_in_window(span, date, self.written(window.span), at) {
            self.problems.push(problem);
            return Expr::broken(span);
        }
        let checked = self.expression(date, at, Some(Type::Date));
        if checked.ty.is_broken() || self.value_in_window(span, date, &checked, window.value) {
            return Expr::broken(span);
        }
        if checked.ty.is_date() {
            self.wrong_time(span, &checked, window);
            return Expr::yes_no(span, ExprKind::InWindow(Box::new(checked), window.value));
        }
        let label = format!("this is {}", checked.ty.words());
        let written = self.written(window.span);
        let field = self.fields.iter().find(|field| field.ty.is_date());
        let field = field.map_or("joined", |field| field.name.as_str());
        let list = self.lists.first().map_or("orders", |list| list.name.as_str());
        let help = match window.value {
            DateWindow::WithinNext(_) => {
                format!("`{written}` goes after a date, as in `{field} {written}`")
            }
            DateWindow::Within(_) | DateWindow::This(_) | DateWindow::Last(_) => format!(
                "`{written}` goes after a date, as in `{field} {written}`, or after events, as in \
                 `2 {list} {written}`"
            ),
        };
        self.refuse(code::WRONG_TYPE, "Only a date can be in a window", date.span, label, help)
    }

    /// `month of joined`.
    pub(super) fn part_of(
        &mut self,
        span: Span,
        part: DatePart,
        date: &tree::Expr,
        at: At,
    ) -> Expr {
        let date = self.date(date, at);
        if date.ty.is_broken() {
            return Expr::broken(span);
        }
        if part == DatePart::Hour && date.ty == Type::Day {
            let help = "ask for the hour of a field of type `date`, or of `now`";
            let label = "this is a day";
            return self.refuse(code::WRONG_TYPE, "A day has no hour", date.span, label, help);
        }
        let ty = match part {
            DatePart::Weekday => Type::Choice(self.weekday()),
            DatePart::Year | DatePart::Month | DatePart::Day | DatePart::Hour => Type::Number,
        };
        Expr { span, ty, kind: ExprKind::PartOf(part, Box::new(date)) }
    }

    /// The days of the week, which are a choice like any other.
    fn weekday(&mut self) -> usize {
        if let Some(choice) = self.weekday {
            return choice;
        }
        let names = DatePart::WEEKDAYS.map(|day| (day.to_owned(), day.to_owned()));
        let values: Choices = names.into_iter().collect();
        self.choices.push(Choice { owner: "weekday".to_owned(), values: Arc::new(values) });
        *self.weekday.insert(self.choices.len() - 1)
    }

    /// Whether something is true or false, as far as that is seen without checking it.
    pub(super) fn is_condition(&self, expr: &tree::Expr, at: At) -> bool {
        match &expr.kind {
            tree::ExprKind::Or(_)
            | tree::ExprKind::And(_)
            | tree::ExprKind::Not(_)
            | tree::ExprKind::Compare { .. }
            | tree::ExprKind::Between { .. }
            | tree::ExprKind::In { .. }
            | tree::ExprKind::Known { .. }
            | tree::ExprKind::TextTest { .. }
            | tree::ExprKind::Tagged(_)
            | tree::ExprKind::AnniversaryOf(_)
            | tree::ExprKind::InWindow { .. }
            | tree::ExprKind::Quantity { .. }
            | tree::ExprKind::Elapsed { .. }
            | tree::ExprKind::Without { .. }
            | tree::ExprKind::YesNo(_) => true,
            tree::ExprKind::Name(name) => self.type_of_name(name, at) == Some(Type::YesNo),
            tree::ExprKind::PartOf { .. }
            | tree::ExprKind::EdgeOf { .. }
            | tree::ExprKind::DaysBetween { .. }
            | tree::ExprKind::Standing { .. }
            | tree::ExprKind::Aggregate { .. }
            | tree::ExprKind::Call { .. }
            | tree::ExprKind::Expiring { .. }
            | tree::ExprKind::ShareOf { .. }
            | tree::ExprKind::Arithmetic { .. }
            | tree::ExprKind::Negative(_)
            | tree::ExprKind::Number(_)
            | tree::ExprKind::Percent(_)
            | tree::ExprKind::Money { .. }
            | tree::ExprKind::Duration(_)
            | tree::ExprKind::Day(_)
            | tree::ExprKind::Time(_)
            | tree::ExprKind::Text(_)
            | tree::ExprKind::Dotted { .. }
            | tree::ExprKind::Broken => false,
        }
    }

    pub(super) fn type_of_name(&self, name: &str, at: At) -> Option<Type> {
        if let Some((ty, _)) = self.attribute_in(at, name) {
            return Some(ty);
        }
        match self.names.value(name)? {
            Meaning::Field(field) => Some(self.fields[field].ty),
            Meaning::Let(index) => self.let_value(index).map(|value| value.ty),
            Meaning::Score(_) => Some(Type::Number),
            Meaning::Experiment(index) => Some(Type::Choice(self.experiments[index].choice)),
            Meaning::List(_)
            | Meaning::Group(_)
            | Meaning::Gift(_)
            | Meaning::Stage(_)
            | Meaning::Broken => None,
        }
    }

    /// `between 2026-03-31 and 2026-01-01`, which takes in nothing.
    pub(super) fn turned_round(&mut self, from: &Expr, to: &Expr) {
        let day = |end: &Expr| match end.constant()? {
            Value::Day(day) => Some(*day),
            Value::Instant(instant) => Some(self.settings.zone.to_datetime(*instant).date()),
            Value::Number(_)
            | Value::Text(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Set(_) => None,
        };
        let fixed = day(from).zip(day(to)).is_some_and(|(first, last)| first > last);
        if fixed || is_later(from, to) {
            let both = from.span.to(to.span);
            let label = "the first is later than the second";
            let title = "Nothing is between these two";
            let (first, last) = (self.written(from.span), self.written(to.span));
            let fixed = format!("{last} and {first}");
            let problem = Problem::new(code::NEVER_TRUE, title, both, label);
            let problem = problem.help(format!("write `between {fixed}`"));
            self.problems.push(problem.fix(Fix::likely(both, fixed)));
        }
    }
}

/// Whether one date is later than another that is counted from the same one: `today` is later than
/// `today - 30 days`.
fn is_later(one: &Expr, other: &Expr) -> bool {
    let (base, (least, _)) = counted_from(one);
    let (other_base, (_, most)) = counted_from(other);
    let same = match (&base.kind, &other_base.kind) {
        (ExprKind::Today, ExprKind::Today) | (ExprKind::Now, ExprKind::Now) => true,
        (ExprKind::Field(one), ExprKind::Field(other))
        | (ExprKind::Let(one), ExprKind::Let(other)) => one == other,
        (_, _) => false,
    };
    same && least > most
}

/// The date that one is counted from, and the least and the most hours that it is after that.
fn counted_from(date: &Expr) -> (&Expr, (i64, i64)) {
    let ExprKind::Shift(from, by, direction) = &date.kind else { return (date, (0, 0)) };
    let (base, (least, most)) = counted_from(from);
    let (short, long) = match by.unit {
        Unit::Minute => (0, 1),
        Unit::Hour => (1, 1),
        Unit::Day => (23, 25),
        Unit::Week => (7 * 23, 7 * 25),
        Unit::Month => (27 * 24, 32 * 24),
        Unit::Quarter => (89 * 24, 93 * 24),
        Unit::Year => (364 * 24, 367 * 24),
    };
    let count = i64::from(by.count);
    match direction {
        Direction::Later => (base, (least + count * short, most + count * long)),
        Direction::Earlier => (base, (least - count * long, most - count * short)),
    }
}
