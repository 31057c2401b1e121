//! Costs that are not one amount: `costs $12-15`, `costs $12 + shipping`.

use crate::check::Checker;
use crate::check::model::{self, Expr};
use crate::problems::{Problem, Span, register as code};
use crate::terms::Operator;
use crate::values::Value;

const ONE: &str = "A gift has one cost";

impl Checker<'_> {
    /// `costs $12-15`.
    pub(in crate::check) fn range_of_costs(
        &self,
        span: Span,
        operator: Operator,
        right: &Expr,
    ) -> Option<Problem> {
        let before = self.written_before(span);
        let word = ["costs", "worth"].into_iter().find(|word| before.ends_with(word))?;
        let model::ExprKind::Constant(Value::Number(most)) = &right.kind else { return None };
        let amount = self.as_amount(*most);
        let problem = Problem::new(code::TYPES_DIFFER, ONE, span, "this subtracts one from the other");
        let help = format!("write one amount, such as `{word} {amount}`: the most that it can cost");
        (operator == Operator::Subtract).then(|| problem.help(help))
    }

    /// `costs $12 + shipping`.
    pub(super) fn part_of_cost(&self, name: &str, span: Span) -> Option<Problem> {
        let before = self.written_before(span);
        let (first, amount) = before.strip_suffix('+')?.trim_end().rsplit_once(' ')?;
        let word = ["costs", "worth"].into_iter().find(|word| first.trim_end().ends_with(word))?;
        let problem = Problem::new(code::UNKNOWN_NAME, ONE, span, "not an amount");
        Some(problem.help(format!(
            "write the whole amount as one, such as `{word} {amount}`; if each customer has their own \
             `{name}`, declare it under `customer`: `{name}: money`"
        )))
    }
}
