//! Checks amounts of money: what a gift costs and is worth, and what a rotation costs.

use crate::problems::{Fix, Problem, register as code};
use crate::syntax::tree;
use crate::terms::{Extreme, Operator};
use crate::values::{Decimal, Value};

use super::at::At;
use super::model::{Amount, Expr, ExprKind};
use super::names::Meaning;
use super::{Checker, Type};

impl Checker<'_> {
    /// What a gift costs or is worth, after one of these words: the same for everybody, or
    /// calculated for each customer.
    pub(super) fn gift_cost(&mut self, amount: &tree::Expr, word: &str) -> Option<Amount> {
        let typed = self.expression(amount, At::Customer, Some(Type::Money));
        if let tree::ExprKind::Percent(_) = &amount.kind {
            self.percent_of_what(amount, word);
            return None;
        }
        match (typed.ty, &typed.kind) {
            (Type::Broken, _) => None,
            (Type::Money, ExprKind::Constant(Value::Number(number))) if !number.is_negative() => {
                Some(Amount::Plain(*number))
            }
            (Type::Money, _) if self.is_below_nothing(&typed) => {
                self.below_nothing(amount, word);
                None
            }
            (Type::Money, _) => Some(Amount::Calculated(typed)),
            (Type::Number, _) => {
                self.plain_number(amount, &typed);
                None
            }
            (
                Type::YesNo
                | Type::Text
                | Type::Date
                | Type::Day
                | Type::Duration
                | Type::Choice(_)
                | Type::Stage
                | Type::Set,
                _,
            ) => {
                let label = format!("this is {}", typed.ty.words());
                let help = format!("write an amount of money, for example `{}`", self.amount(18));
                let title = "An amount of money is needed here";
                self.refuse(code::WRONG_TYPE, title, amount.span, label, help);
                None
            }
        }
    }

    /// A plain amount of money in the currency of the file.
    pub(super) fn plain_amount(&mut self, amount: &tree::Expr) -> Option<Decimal> {
        let typed = self.expression(amount, At::Customer, Some(Type::Money));
        match (typed.ty, &typed.kind) {
            (Type::Broken, _) => None,
            (Type::Money, ExprKind::Constant(Value::Number(number))) => Some(*number),
            (Type::Number, ExprKind::Constant(Value::Number(_))) => {
                self.plain_number(amount, &typed);
                None
            }
            _ => {
                let help = format!("write it as, for example, `{}`", self.amount(18));
                let label = format!("this is {}", typed.ty.words());
                let title = "A plain amount of money is needed here";
                self.refuse(code::WRONG_TYPE, title, amount.span, label, help);
                None
            }
        }
    }

    /// `costs 10%`
    fn percent_of_what(&mut self, amount: &tree::Expr, word: &str) {
        let share = self.written(amount.span);
        let title = format!("`{word} {share}` does not say of what");
        let whole = self.some_money();
        let help = match whole {
            Some(whole) => format!("say of what: `{word} {share} of {whole}`"),
            None => format!("write an amount, for example `{word} {}`", self.amount(18)),
        };
        let label = format!("{share} of what?");
        self.refuse(code::WRONG_TYPE, title, amount.span, label, help);
    }

    /// An amount of the customer, to show how a share of one is written: the last of the events that
    /// have one, or a field or `let`.
    fn some_money(&self) -> Option<String> {
        let of_events = self.lists.iter().find_map(|list| {
            let attribute = list.attributes.iter().find(|one| one.ty == Type::Money)?;
            Some(format!("last({}.{})", list.name, attribute.name))
        });
        of_events.or_else(|| {
            let money = |name: &&str| match self.names.get(name) {
                Some(Meaning::Field(index)) => self.fields[index].ty == Type::Money,
                Some(Meaning::Let(index)) => self.lets[index].is_money(),
                Some(
                    Meaning::List(_)
                    | Meaning::Score(_)
                    | Meaning::Experiment(_)
                    | Meaning::Group(_)
                    | Meaning::Gift(_)
                    | Meaning::Stage(_)
                    | Meaning::Broken,
                )
                | None => false,
            };
            self.names.values().find(money).map(str::to_owned)
        })
    }

    /// `costs -$5`
    fn below_nothing(&mut self, amount: &tree::Expr, word: &str) {
        let title = match word {
            "costs" => "A gift cannot cost less than nothing",
            _ => "A gift cannot be worth less than nothing",
        };
        if let tree::ExprKind::Arithmetic { operator: Operator::Subtract, right, .. } = &amount.kind
            && matches!(right.kind, tree::ExprKind::Money { .. })
        {
            let problem = self.one_cost(amount.span, word, self.written(right.span));
            self.problems.push(problem);
            return;
        }
        let help = format!("write an amount such as `{word} {}`", self.amount(18));
        self.refuse(code::BAD_RANGE, title, amount.span, "this is negative", help);
    }

    /// `costs 18`, `costs points / 100`
    fn plain_number(&mut self, amount: &tree::Expr, typed: &Expr) {
        let title = "An amount of money is needed here";
        let one = self.amount(1);
        let written = self.written(amount.span);
        if let ExprKind::Constant(Value::Number(number)) = &typed.kind {
            let fixed = self.as_amount(*number);
            let problem =
                Problem::new(code::WRONG_TYPE, title, amount.span, "this is a plain number");
            let problem = problem.help(format!("write `{fixed}`"));
            self.problems.push(problem.fix(Fix::safe(amount.span, fixed)));
            return;
        }
        let is_sum =
            matches!(&typed.kind, ExprKind::Arithmetic(_, Operator::Add | Operator::Subtract, _));
        let fixed =
            if is_sum { format!("({written}) * {one}") } else { format!("{written} * {one}") };
        let problem = Problem::new(code::WRONG_TYPE, title, amount.span, "this is a number");
        let problem = problem.help(format!("say what one is worth, for example `{fixed}`"));
        self.problems.push(problem);
    }

    /// Whether an amount, or the `let` that it is, is negative for everybody.
    fn is_below_nothing(&self, amount: &Expr) -> bool {
        let mut value = amount;
        while let ExprKind::Let(index) = &value.kind {
            let Some(named) = self.let_value(*index) else { return false };
            value = named;
        }
        worked_out(value).is_some_and(Decimal::is_negative)
    }
}

/// The number that a value is for everybody, as far as that is written out.
fn worked_out(expr: &Expr) -> Option<Decimal> {
    if let ExprKind::Negative(inner) = &expr.kind {
        return Decimal::ZERO.checked_sub(worked_out(inner)?).ok();
    }
    if let ExprKind::Rounded(inner, how) = &expr.kind {
        return worked_out(inner)?.rounded(*how).ok();
    }
    if let ExprKind::Extreme(extreme, values) = &expr.kind {
        let values: Option<Vec<Decimal>> = values.iter().map(worked_out).collect();
        return match extreme {
            Extreme::Least => values?.into_iter().min(),
            Extreme::Greatest => values?.into_iter().max(),
        };
    }
    let ExprKind::Arithmetic(left, operator, right) = &expr.kind else {
        return expr.constant()?.number();
    };
    let (left, right) = (worked_out(left)?, worked_out(right)?);
    match operator {
        Operator::Add => left.checked_add(right).ok(),
        Operator::Subtract => left.checked_sub(right).ok(),
        Operator::Multiply => left.checked_mul(right).ok(),
        Operator::Divide => left.checked_div(right)?.ok(),
    }
}
