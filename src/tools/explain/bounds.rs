//! Scores that are held at their least or their most.

use crate::plan::{Expr, ExprKind, Plan};

/// What the points of a score come to before its bounds hold it, if it has some.
pub(crate) fn points<'p>(plan: &'p Plan, score: &Expr) -> Option<&'p Expr> {
    let ExprKind::Let(slot) = score.kind else { return None };
    let named = &plan.lets[slot];
    if !named.is_score {
        return None;
    }
    within(&named.value)
}

/// The same of what a score stands for.
pub(crate) fn within(score: &Expr) -> Option<&Expr> {
    let mut points = score;
    while let ExprKind::Extreme(_, values) = &points.kind
        && let [inner, Expr { kind: ExprKind::Constant(_), .. }] = values.as_slice()
    {
        points = inner;
    }
    (points.id != score.id).then_some(points)
}
