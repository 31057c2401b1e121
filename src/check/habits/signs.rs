//! Numbers and amounts in words: `balance is positive`, `NPS is zero`.

use super::mark;
use crate::check::at::At;
use crate::check::model::Expr;
use crate::check::{Checker, Type};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree;
use crate::terms::Comparison;
use crate::values::Decimal;

impl Checker<'_> {
    /// A number or an amount that is compared with a word for its sign.
    pub(in crate::check) fn sign_in_words(
        &self,
        span: Span,
        left: &Expr,
        operator: Comparison,
        right: &tree::Expr,
        at: At,
    ) -> Option<Problem> {
        let word = self.undeclared(right, at)?;
        let not = match operator {
            Comparison::Is => false,
            Comparison::IsNot => true,
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => {
                return None;
            }
        };
        let sign = match (word.to_lowercase().as_str(), not) {
            ("positive", false) => Comparison::Greater,
            ("positive", true) => Comparison::AtMost,
            ("negative", false) => Comparison::Less,
            ("negative", true) => Comparison::AtLeast,
            ("zero", false) | ("nonzero", true) => Comparison::Is,
            ("zero", true) | ("nonzero", false) => Comparison::IsNot,
            _ => return None,
        };
        let zero = match left.ty {
            Type::Number => "0".to_owned(),
            Type::Money => self.as_amount(Decimal::ZERO),
            Type::YesNo
            | Type::Text
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Choice(_)
            | Type::Stage
            | Type::Set
            | Type::Broken => return None,
        };
        let fixed = format!("{} {} {zero}", self.written(left.span), mark(sign));
        let title = format!("`{}` should be `{fixed}`", self.written(span));
        let problem = Problem::new(code::UNKNOWN_NAME, title, right.span, "compare it with 0");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }
}
