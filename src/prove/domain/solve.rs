//! Where a number that is calculated of one fact reaches a constant.

use std::collections::{BTreeMap, BTreeSet};

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
    add_leaves(plan, expr, &mut BTreeSet::new(), &mut leaves);
    let (first, others) = leaves.split_first()?;
    if others.iter().any(|other| other != first) {
        return None;
    }
    let at = |number: i64| calculate(plan, expr, Decimal::from(number), &mut BTreeMap::new());
    let (zero, one, two) = (at(0)?, at(1)?, at(2)?);
    let slope = one.checked_sub(zero).ok()?;
    if two.checked_sub(one).ok()? != slope {
        return None;
    }
    let border = constant.checked_sub(zero).ok()?.checked_div(slope)?.ok()?;
    Some((first, border))
}

/// What a calculated number is made of, besides constants; what is in a `let` once.
fn add_leaves<'p>(
    plan: &'p Plan,
    expr: &'p Expr,
    opened: &mut BTreeSet<usize>,
    leaves: &mut Vec<&'p Expr>,
) {
    if let ExprKind::Arithmetic(left, _, right) = &expr.kind {
        add_leaves(plan, left, opened, leaves);
        add_leaves(plan, right, opened, leaves);
    } else if let ExprKind::Negative(inner) = &expr.kind {
        add_leaves(plan, inner, opened, leaves);
    } else if let ExprKind::Let(slot) = &expr.kind {
        if opened.insert(*slot) {
            add_leaves(plan, &plan.lets[*slot].value, opened, leaves);
        }
    } else if !matches!(expr.kind, ExprKind::Constant(_)) {
        leaves.push(expr);
    }
}

/// What it comes to if what it is made of is a number. `known` has what each `let` comes to, by its slot.
fn calculate(
    plan: &Plan,
    expr: &Expr,
    leaf: Decimal,
    known: &mut BTreeMap<usize, Option<Decimal>>,
) -> Option<Decimal> {
    if let ExprKind::Arithmetic(left, operator, right) = &expr.kind {
        let left = calculate(plan, left, leaf, known)?;
        let right = calculate(plan, right, leaf, known)?;
        return match operator {
            Operator::Add => left.checked_add(right).ok(),
            Operator::Subtract => left.checked_sub(right).ok(),
            Operator::Multiply => left.checked_mul(right).ok(),
            Operator::Divide => left.checked_div(right)?.ok(),
        };
    }
    if let ExprKind::Negative(inner) = &expr.kind {
        return Some(-calculate(plan, inner, leaf, known)?);
    }
    if let ExprKind::Let(slot) = &expr.kind {
        if let Some(known) = known.get(slot) {
            return *known;
        }
        let value = calculate(plan, &plan.lets[*slot].value, leaf, known);
        known.insert(*slot, value);
        return value;
    }
    if let ExprKind::Constant(constant) = &expr.kind {
        return constant.number();
    }
    Some(leaf)
}
