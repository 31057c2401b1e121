//! Where a number that is calculated of one fact reaches a constant.

use crate::plan::{Expr, ExprKind, Plan};
use crate::terms::Operator;
use crate::values::Decimal;

/// The one part that a calculated number depends on, and what that must be for the number to reach
/// a constant: found by calculating for two values, if it grows evenly. `spent / 2` reaches 100
/// where `spent` is 200.
pub(super) fn solve<'p>(
    plan: &'p Plan,
    expr: &'p Expr,
    constant: Decimal,
) -> Option<(&'p Expr, Decimal)> {
    let mut leaves = Vec::new();
    add_leaves(plan, expr, &mut leaves);
    let (first, others) = leaves.split_first()?;
    if others.iter().any(|other| other != first) {
        return None;
    }
    let at = |number: i64| calculate(plan, expr, Decimal::from(number));
    let (zero, one, two) = (at(0)?, at(1)?, at(2)?);
    let slope = one.checked_sub(zero).ok()?;
    if two.checked_sub(one).ok()? != slope {
        return None;
    }
    let border = constant.checked_sub(zero).ok()?.checked_div(slope)?.ok()?;
    Some((first, border))
}

/// What a calculated number is made of, besides constants.
fn add_leaves<'p>(plan: &'p Plan, expr: &'p Expr, leaves: &mut Vec<&'p Expr>) {
    if let ExprKind::Arithmetic(left, _, right) = &expr.kind {
        add_leaves(plan, left, leaves);
        add_leaves(plan, right, leaves);
    } else if let ExprKind::Negative(inner) = &expr.kind {
        add_leaves(plan, inner, leaves);
    } else if let ExprKind::Let(slot) = &expr.kind {
        add_leaves(plan, &plan.lets[*slot].value, leaves);
    } else if !matches!(expr.kind, ExprKind::Constant(_)) {
        leaves.push(expr);
    }
}

/// What it comes to if what it is made of is a number.
fn calculate(plan: &Plan, expr: &Expr, leaf: Decimal) -> Option<Decimal> {
    if let ExprKind::Arithmetic(left, operator, right) = &expr.kind {
        let (left, right) = (calculate(plan, left, leaf)?, calculate(plan, right, leaf)?);
        return match operator {
            Operator::Add => left.checked_add(right).ok(),
            Operator::Subtract => left.checked_sub(right).ok(),
            Operator::Multiply => left.checked_mul(right).ok(),
            Operator::Divide => left.checked_div(right)?.ok(),
        };
    }
    if let ExprKind::Negative(inner) = &expr.kind {
        return Some(-calculate(plan, inner, leaf)?);
    }
    if let ExprKind::Let(slot) = &expr.kind {
        return calculate(plan, &plan.lets[*slot].value, leaf);
    }
    if let ExprKind::Constant(constant) = &expr.kind {
        return constant.number();
    }
    Some(leaf)
}
