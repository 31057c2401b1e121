//! Nothing at all, where something has to be: no time, no text, a division by nothing.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use crate::problems::{Span, register as code};
use crate::syntax::tree;
use crate::terms::Operator;
use crate::values::{Decimal, Duration};

use crate::check::Checker;

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

    /// `tag ""`.
    pub(in crate::check) fn tag_of_nothing(&mut self, tag: &tree::Text) {
        if tag.text.trim().is_empty() {
            let help = "write what to call these customers, for example `tag \"vip\"`";
            self.refuse(code::BAD_LITERAL, "A tag needs a name", tag.span, "this is empty", help);
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
