//! By how much a comparison fails.

use crate::check::Type;
use crate::eval::Seen;
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, FoldKind, Node, WindowOp};
use crate::terms::Comparison;
use crate::values::{Decimal, Truth, Value};

use super::asked::Asked;
use super::{Explainer, bounds};

/// What the first comparison that fails in a part needs: `2 more`, `over $5.00 more`.
pub(super) fn of(explainer: &Explainer<'_>, part: &Cond, asked: Asked<'_>) -> Option<String> {
    let mut needs = None;
    Node::Condition(part).walk(&mut |node| {
        if needs.is_none()
            && let Node::Condition(cond) = node
            && let CondKind::Atom(Atom::Compare(left, operator, right)) = &cond.kind
            && asked.truth(cond) == Truth::False
        {
            needs = compared(explainer, asked, (left, *operator, right));
        }
    });
    needs
}

fn compared(
    explainer: &Explainer<'_>,
    asked: Asked<'_>,
    (left, operator, right): (&Expr, Comparison, &Expr),
) -> Option<String> {
    let number = |side: &Expr| match asked.seen(side) {
        Seen::Value(Value::Number(number)) => Some(number),
        Seen::Value(_) | Seen::Between(..) | Seen::Unknown => None,
    };
    // What is written out does not change: the other side has to.
    let (value, bound, operator) = match (&left.kind, &right.kind) {
        (ExprKind::Constant(_), _) => (right, left, operator.mirrored()),
        (_, _) => (left, right, operator),
    };
    // Nothing that happens now is in a window that is over.
    if let ExprKind::Fold(slot) = &value.kind
        && let Some(WindowOp::Last(_) | WindowOp::Between(..)) =
            &explainer.plan.folds[*slot].source.window
    {
        return None;
    }
    // A place among others is nothing that somebody has more or less of.
    if matches!(value.kind, ExprKind::Standing(_)) {
        return None;
    }
    // A score at its least needs as many points as it is below that, too.
    let points = bounds::points(explainer.plan, value).and_then(number);
    let found = number(value)?;
    let found = points.map_or(found, |points| points.min(found));
    let more = number(bound)?.checked_sub(found).ok()?;
    let ty: Type = explainer.plan.part(value.id).ty;
    let amount = |amount: Decimal| explainer.writer().value(&Value::Number(amount), ty);
    Some(match operator {
        Comparison::AtLeast => format!("{} more", amount(more)),
        Comparison::Greater if is_count(explainer, value) => {
            format!("{} more", amount(more.checked_add(Decimal::from(1i64)).ok()?))
        }
        Comparison::Greater if more == Decimal::ZERO => "a little more".to_owned(),
        Comparison::Greater => format!("over {} more", amount(more)),
        // Nobody needs fewer purchases or a lower score.
        Comparison::AtMost | Comparison::Less | Comparison::Is | Comparison::IsNot => return None,
    })
}

/// Whether a value is a number of events.
fn is_count(explainer: &Explainer<'_>, value: &Expr) -> bool {
    let ExprKind::Fold(slot) = value.kind else { return false };
    matches!(explainer.plan.folds[slot].kind, FoldKind::Count)
}
