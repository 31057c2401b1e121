//! Checks the ranges that fields and attributes declare: `number 0 to 10`, `money from $0`.

use crate::problems::{Fix, Problem, register as code};
use crate::syntax::tree::{self, Expr};
use crate::terms::{Beyond, FieldType, Range};
use crate::values::{Decimal, Value};

use super::at::At;
use super::model::ExprKind;
use super::{Checker, Type};

impl Checker<'_> {
    /// The range of a number or an amount of money. An end that is wrong is open.
    pub(super) fn range(&mut self, range: &tree::Range, of: Type) -> Range {
        let low = range.low.as_ref().and_then(|low| self.range_end(low, of));
        let high = range.high.as_ref().and_then(|high| self.range_end(high, of));
        let found = Range { low, high };
        if let (Some(low), Some(high)) = (&range.low, &range.high) {
            let (from, to) = (self.written(low.span), self.written(high.span));
            let word = if of == Type::Money { "money" } else { "number" };
            if found.is_empty() {
                let what = if of == Type::Money { "amount" } else { "number" };
                let title = "This range ends before it begins";
                let label = format!("no {what} is {from} or more and {to} or less");
                let fixed = format!("{to} to {from}");
                let problem = Problem::new(code::BAD_RANGE, title, range.span, label)
                    .help(format!("write `{word} {fixed}`"))
                    .fix(Fix::likely(range.span, fixed));
                self.problems.push(problem);
            } else if range.from.is_some() {
                let fixed = format!("{from} to {to}");
                let title = format!("Write a range as `{fixed}`");
                let problem = Problem::new(code::HABIT, title, range.span, "this is a range")
                    .help(format!("write `{word} {fixed}`"))
                    .fix(Fix::safe(range.span, fixed));
                self.problems.push(problem);
            }
        }
        found
    }

    /// What to write where a number is not in the range of a type.
    pub(super) fn what_fits(&self, kind: &FieldType, beyond: Beyond) -> String {
        let (what, written): (&str, &dyn Fn(Decimal) -> String) = match kind.is_money() {
            true => ("an amount", &|end| self.as_amount(end)),
            false => ("a number", &|end| end.to_string()),
        };
        match beyond {
            Beyond::Below(low) => format!("write {what} of {} or more", written(low)),
            Beyond::Above(high) => format!("write {what} of {} or less", written(high)),
            Beyond::Outside(low, high) => {
                format!("write {what} from {} to {}", written(low), written(high))
            }
        }
    }

    fn range_end(&mut self, end: &Expr, of: Type) -> Option<Decimal> {
        if of == Type::Money {
            let problems = self.problems.iter().count();
            let amount = self.plain_amount(end);
            // An amount in another currency says nothing here.
            return amount.filter(|_| self.problems.iter().count() == problems);
        }
        let typed = self.expression(end, At::Customer, Some(of));
        match (typed.ty, &typed.kind) {
            (Type::Number, ExprKind::Constant(Value::Number(number))) => Some(*number),
            (Type::Money, ExprKind::Constant(Value::Number(number))) => {
                let title = "The range of a number has no currency";
                let plain = number.normalized().to_string();
                let label = "this is an amount of money";
                let help = format!("write `{plain}`, or declare this as `money`");
                let problem = Problem::new(code::WRONG_TYPE, title, end.span, label).help(help);
                self.problems.push(problem.fix(Fix::likely(end.span, plain)));
                None
            }
            // What is broken has been reported; the grammar has no other ends.
            _ => None,
        }
    }
}
