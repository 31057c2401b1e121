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
        let word = amount_after(self.written_before(span))?;
        let model::ExprKind::Constant(Value::Number(most)) = &right.kind else { return None };
        let amount = self.as_amount(*most);
        (operator == Operator::Subtract).then(|| self.one_cost(span, word, &amount))
    }

    /// What is said of a range of costs, with its upper end.
    pub(in crate::check) fn one_cost(&self, span: Span, word: &str, most: &str) -> Problem {
        let (title, what) = match word {
            "costs" => (ONE, "it can cost"),
            _ => ("A gift is worth one amount", "it can be worth"),
        };
        let problem =
            Problem::new(code::TYPES_DIFFER, title, span, "this subtracts one from the other");
        problem.help(format!("write one amount, such as `{word} {most}`: the most that {what}"))
    }

    /// `costs $12 + shipping`.
    pub(super) fn part_of_cost(&self, name: &str, span: Span) -> Option<Problem> {
        let before = self.written_before(span);
        let (first, _) = before.strip_suffix('+')?.trim_end().rsplit_once(' ')?;
        let word = amount_after(first.trim_end())?;
        let problem = Problem::new(code::UNKNOWN_NAME, ONE, span, "not an amount");
        Some(problem.help(format!(
            "write one amount that includes it, such as `{word} {}`; if each customer has a `{name}`, declare it \
             under `customer`: `{name}: money`",
            self.amount(20)
        )))
    }
}

/// The word before an amount of a gift, with which a text ends.
fn amount_after(text: &str) -> Option<&'static str> {
    ["costs", "worth"].into_iter().find(|word| text.ends_with(word))
}
