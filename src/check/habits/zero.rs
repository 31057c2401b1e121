//! Nothing at all, where something has to be: no time, no text, a division by nothing.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use crate::check::Checker;
use crate::check::model::Expr;
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree;
use crate::terms::{Comparison, Operator, Per};
use crate::values::{Decimal, Duration, Value};

impl Checker<'_> {
    /// `within 0 days`.
    pub(in crate::check) fn window_of_nothing(&mut self, duration: Duration, span: Span) {
        if duration.count > 0 {
            return;
        }
        let title = format!("Nothing can happen `within {duration}`");
        let help =
            "write how long, for example `within 30 days`; for today, write `this calendar day`";
        self.refuse(code::NEVER_TRUE, title, span, "this lets no time pass", help);
    }

    /// `once per 0 days`, `kept for 0 days`.
    pub(in crate::check) fn no_time(&mut self, said: &str, duration: Duration, span: Span) {
        if duration.count > 0 {
            return;
        }
        let title = format!("`{said} {duration}` leaves no time");
        let help = format!("write how long, for example `{said} 30 days`");
        self.refuse(code::NEVER_TRUE, title, span, "this lets no time pass", help);
    }

    /// The same of `per 0 days`.
    pub(in crate::check) fn per_no_time(&mut self, per: Per, span: Span) {
        match per {
            Per::Rolling(duration) => self.no_time("per", duration, span),
            Per::Calendar(_) => {}
        }
    }

    /// `tag ""`.
    pub(in crate::check) fn tag_of_nothing(&mut self, tag: &tree::Text) {
        if tag.text.trim().is_empty() {
            let help = "write what to call these customers, for example `tag \"vip\"`";
            self.refuse(code::BAD_LITERAL, "A tag needs a name", tag.span, "this is empty", help);
        }
    }

    /// `note is ""`, or a word that counts as missing: whoever has no other text has none.
    pub(in crate::check) fn compared_to_nothing(
        &mut self,
        left: &Expr,
        operator: Comparison,
        right: &Expr,
        span: Span,
    ) -> bool {
        let (value, text) = match (left.constant(), right.constant()) {
            (None, Some(Value::Text(text))) => (left, text),
            (Some(Value::Text(text)), None) => (right, text),
            _ => return false,
        };
        if !self.forms.is_missing(text) {
            return false;
        }
        let shown = self.sources.text(value.span);
        let label = match text.trim().is_empty() {
            true => "an empty text counts as missing".to_owned(),
            false => format!("\"{text}\" counts as missing"),
        };
        match operator {
            Comparison::IsNot => {
                let title = "This is true of everyone who has a value here";
                let help = format!("write `{shown} is known`");
                let problem = Problem::new(code::ALWAYS_TRUE, title, span, label);
                let fix = Fix::safe(span, format!("{shown} is known"));
                self.problems.push(problem.help(help).fix(fix));
                false
            }
            Comparison::Is
            | Comparison::AtLeast
            | Comparison::AtMost
            | Comparison::Greater
            | Comparison::Less => {
                let title = "No customer can meet this";
                let help = format!("write `{shown} is missing`");
                let problem = Problem::new(code::NEVER_TRUE, title, span, label);
                let fix = Fix::likely(span, format!("{shown} is missing"));
                self.problems.push(problem.help(help).fix(fix));
                true
            }
        }
    }

    /// `spent / 0`.
    pub(in crate::check) fn divided_by_nothing(&mut self, operator: Operator, right: &tree::Expr) {
        let zero = match &right.kind {
            tree::ExprKind::Number(number) | tree::ExprKind::Percent(number) => {
                *number == Decimal::ZERO
            }
            tree::ExprKind::Money { amount, .. } => *amount == Decimal::ZERO,
            _ => false,
        };
        if operator == Operator::Divide && zero {
            let title = "Dividing by 0 has no result";
            let help = "divide by another number, or remove the division";
            self.refuse(code::NEVER_TRUE, title, right.span, "unknown for every customer", help);
        }
    }
}
