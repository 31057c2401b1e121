//! Dates that are asked for in a time in which they cannot be, by their names.

use crate::check::Checker;
use crate::check::model::{Expr, ExprKind};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::Spanned;
use crate::syntax::{is_birthday, is_to_come};
use crate::terms::DateWindow;

impl Checker<'_> {
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
