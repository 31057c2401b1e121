//! `rating is 8 and up`, `tier is silver or higher`: a word for all that is more.

use crate::check::Checker;
use crate::check::at::At;
use crate::problems::{Fix, Problem, register as code};
use crate::syntax::tree::{Expr, ExprKind};
use crate::terms::Comparison;

const MORE: &[&str] =
    &["up", "upward", "upwards", "above", "higher", "more", "over", "better", "greater", "plus"];
const LESS: &[&str] = &["down", "below", "lower", "less", "under", "fewer", "worse", "smaller"];

impl Checker<'_> {
    /// A comparison with one value, joined to a word for those above or below it.
    pub(in crate::check) fn or_more(&self, parts: &[Expr], from: usize, at: At) -> Option<Problem> {
        let (first, word) = (parts.get(from)?, parts.get(from + 1)?);
        let ExprKind::Compare { left, operator: Comparison::Is, right } = &first.kind else {
            return None;
        };
        let said = self.undeclared(word, at)?.to_lowercase();
        let mark = match said.as_str() {
            said if MORE.contains(&said) => Comparison::AtLeast,
            said if LESS.contains(&said) => Comparison::AtMost,
            _ => return None,
        };
        let (name, value) = (self.written(left.span), self.written(right.span));
        let choice = self.choice_of(left, at);
        let listed = choice.and_then(|choice| self.values_of(choice, name, mark, right.span));
        let amount = matches!(right.kind, ExprKind::Number(_) | ExprKind::Money { .. });
        let fixed = match listed {
            Some(listed) => listed,
            None if amount => format!("{name} {} {value}", super::mark(mark)),
            None => return None,
        };
        let span = first.span.to(word.span);
        let title = format!("`{}` should be `{fixed}`", self.written(span));
        let label = format!("write `{fixed}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, word.span, "this is not declared");
        Some(problem.help(label).fix(Fix::likely(span, fixed)))
    }
}
