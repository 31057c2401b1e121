//! By how much a comparison fails.

use crate::check::Type;
use crate::eval::Seen;
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Node};
use crate::terms::Comparison;
use crate::values::{Decimal, Truth, Value};

use super::Explainer;
use super::asked::Asked;

/// What the first comparison that fails in a part needs: `2 more`, `$5.00 less`.
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
        (ExprKind::Constant(_), _) => (right, left, flipped(operator)),
        (_, _) => (left, right, operator),
    };
    let (has, bound) = (number(value)?, number(bound)?);
    let (more, less) = (bound.checked_sub(has).ok()?, has.checked_sub(bound).ok()?);
    let ty: Type = explainer.plan.part(value.id).ty;
    let amount = |amount: Decimal| explainer.writer().value(&Value::Number(amount), ty);
    Some(match operator {
        Comparison::AtLeast => format!("{} more", amount(more)),
        Comparison::Greater if more == Decimal::ZERO => "a little more".to_owned(),
        Comparison::Greater => format!("over {} more", amount(more)),
        Comparison::AtMost => format!("{} less", amount(less)),
        Comparison::Less if less == Decimal::ZERO => "a little less".to_owned(),
        Comparison::Less => format!("over {} less", amount(less)),
        Comparison::Is if more > Decimal::ZERO => format!("{} more", amount(more)),
        Comparison::Is => format!("{} less", amount(less)),
        Comparison::IsNot => return None,
    })
}

fn flipped(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Is => Comparison::Is,
        Comparison::IsNot => Comparison::IsNot,
    }
}
