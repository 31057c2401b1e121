//! Warns of windows that are about one year that is written out: they do not move on when the next
//! year begins.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::problems::{Fix, Problem, Problems, Sources, Span, register as code};
use crate::terms::{Comparison, DatePart};
use crate::values::Value;

use super::circle::Walk;
use super::model::{Action, AttributeOf, Expr, ExprKind, Model, Rule, Since, Window};

/// What is meant.
const CURRENT: &str = "this calendar year";

/// Looks at all that decides over moves and gifts. A date that has a name is meant, and so is one
/// from which a gift is given for each event: that is when an offer begins.
pub(super) fn look(model: &Model, sources: &Sources, problems: &mut Problems) {
    let mut walk = Walk::new(model);
    let rules = model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage);
    rules.filter(|rule| moves_or_gives(rule)).for_each(|rule| walk.expr(&rule.condition));
    for part in &walk.parts {
        let found = Years { zone: &model.zone, sources };
        problems.extend(found.in_window(part));
        problems.extend(found.in_where(part));
    }
}

fn moves_or_gives(rule: &Rule) -> bool {
    let gives = rule.actions.iter().any(|action| matches!(action, Action::Give { .. }));
    gives || rule.move_to.is_some()
}

struct Years<'m> {
    zone: &'m TimeZone,
    sources: &'m Sources,
}

impl Years<'_> {
    /// `2 orders since 2026-01-01`, `2 orders between 2026-01-01 and 2026-12-31`.
    fn in_window(&self, part: &Expr) -> Option<Problem> {
        let (ExprKind::Quantity { filter, .. } | ExprKind::Aggregate { filter, .. }) = &part.kind
        else {
            return None;
        };
        let (year, span, last) = match filter.window.as_ref()? {
            Window::Since(Since::At(first)) => (self.first_day(first)?, first.span, None),
            Window::Between(first, last) => {
                let year = self.first_day(first)?;
                self.ends(last, year).then_some((year, first.span.to(last.span), Some(last)))?
            }
            Window::Since(Since::Entering | Since::Last(_))
            | Window::Within(_)
            | Window::This(_)
            | Window::Last(_)
            | Window::Back(..) => return None,
        };
        let whole = last.is_some_and(|last| self.day(last).is_some());
        let instead = match whole {
            true => format!("`{CURRENT}`, and for the one before it, `last calendar year`"),
            false => format!("`{CURRENT}`"),
        };
        let fix = Fix::likely(self.with_word(span), CURRENT);
        Some(problem(year, span, &instead, &first_day_of(year)).fix(fix))
    }

    /// `2 orders where at ≥ 2026-01-01`, `2 orders where year of at is 2026`.
    fn in_where(&self, part: &Expr) -> Option<Problem> {
        let (year, name) =
            self.since_where(part).map(|year| (year, first_day_of(year))).or_else(|| {
                let year = year_of_event(part)?;
                Some((year, format!("it a name: `let first_year = {year}`")))
            })?;
        let fixed = format!("(at {CURRENT})");
        let problem = problem(year, part.span, &format!("`{fixed}`"), &name);
        Some(problem.fix(Fix::likely(part.span, fixed)))
    }

    /// The year that a condition on the time of an event begins with.
    fn since_where(&self, part: &Expr) -> Option<i16> {
        if let ExprKind::Between(value, first, last) = &part.kind {
            let year = self.first_day(first).filter(|_| is_time_of_event(value));
            return year.filter(|year| self.ends(last, *year));
        }
        let ExprKind::Compare(left, how, right) = &part.kind else { return None };
        let since = matches!(how, Comparison::AtLeast | Comparison::Greater);
        self.first_day(right).filter(|_| since && is_time_of_event(left))
    }

    /// The year whose first day it is, written out.
    fn first_day(&self, date: &Expr) -> Option<i16> {
        let day = self.day(date)?;
        (day.month() == 1 && day.day() == 1).then_some(day.year())
    }

    /// Whether a window that begins with a year ends with it, or has not ended yet.
    fn ends(&self, date: &Expr, year: i16) -> bool {
        if matches!(date.kind, ExprKind::Today | ExprKind::Now) {
            return true;
        }
        self.day(date).is_some_and(|last| match (last.month(), last.day()) {
            (12, 31) => last.year() == year,
            (1, 1) => i32::from(last.year()) == i32::from(year) + 1,
            _ => false,
        })
    }

    fn day(&self, date: &Expr) -> Option<Date> {
        match date.constant()? {
            Value::Day(day) => Some(*day),
            Value::Instant(instant) => Some(self.zone.to_datetime(*instant).date()),
            Value::Number(_)
            | Value::Text(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Set(_) => None,
        }
    }

    /// The window with its first word, `since` or `between`.
    fn with_word(&self, span: Span) -> Span {
        let text = &self.sources.get(span.file).text;
        let before = text.get(..span.start as usize).unwrap_or_default().trim_end();
        let start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + 1);
        Span::new(span.file, start, span.end as usize)
    }
}

/// `year of at is 2026`
fn year_of_event(part: &Expr) -> Option<i16> {
    let ExprKind::Compare(left, Comparison::Is, right) = &part.kind else { return None };
    let ExprKind::PartOf(DatePart::Year, date) = &left.kind else { return None };
    let year = right.constant()?.number()?.to_i64()?;
    i16::try_from(year).ok().filter(|_| is_time_of_event(date))
}

fn is_time_of_event(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Attribute(AttributeOf::At))
}

fn first_day_of(year: i16) -> String {
    format!("its first day a name: `let first_day = {year}-01-01`")
}

fn problem(year: i16, span: Span, instead: &str, name: &str) -> Problem {
    let title = "This year never moves on";
    let label = format!("still {year} when the next year begins");
    let help = format!("for the current year, write {instead}; if you do mean {year}, give {name}");
    Problem::new(code::FIXED_YEAR, title, span, label).help(help)
}
