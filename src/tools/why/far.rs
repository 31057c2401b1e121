//! How far off something is.

use crate::check::Type;
use crate::eval::{Seen, Situation};
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind};
use crate::terms::Comparison;
use crate::values::{AsOf, Decimal, Truth, Value};
use crate::when;

use super::clause::Clauses;
use super::leaf;

/// How far off something is.
#[derive(Clone, Debug, PartialEq)]
pub struct Far {
    /// By how much a number is: `2 more`, or `$5.00 less`.
    pub by: Option<String>,
    /// From when it is as it should be, if nothing happens.
    pub from: Option<AsOf>,
}

/// How far off a part of a condition is from what it should be.
pub(super) fn of(clauses: Clauses<'_>, cond: &Cond, truth: Truth, goal: Truth) -> Option<Far> {
    let by = match (truth, goal) {
        (Truth::False, Truth::True) => by(clauses, cond),
        (_, _) => None,
    };
    let from = from(clauses, cond, goal);
    (by.is_some() || from.is_some()).then_some(Far { by, from })
}

/// From when a part is as it should be, if only time has to pass.
fn from(clauses: Clauses<'_>, cond: &Cond, goal: Truth) -> Option<AsOf> {
    let question = clauses.question;
    let is_so = |evaluator: &crate::eval::Evaluator| {
        Situation::new(evaluator, question.record).truth(cond.id, None) == Some(goal)
    };
    when::first_moment(question.plan(), question.record, question.as_of, Some(cond), is_so)
}

/// By how much the first comparison that fails does so.
fn by(clauses: Clauses<'_>, cond: &Cond) -> Option<String> {
    let parts = leaf::nodes(cond);
    parts.into_iter().find_map(|node| match node {
        crate::plan::Node::Condition(part) => match &part.kind {
            CondKind::Atom(Atom::Compare(left, operator, right))
                if clauses.truth(part).0 == Truth::False =>
            {
                compared(clauses, left, *operator, right)
            }
            CondKind::Atom(_)
            | CondKind::All(_)
            | CondKind::Any(_)
            | CondKind::Not(_)
            | CondKind::Let(_) => None,
        },
        crate::plan::Node::Value(_) => None,
    })
}

fn compared(
    clauses: Clauses<'_>,
    left: &Expr,
    operator: Comparison,
    right: &Expr,
) -> Option<String> {
    let number = |side: &Expr| match clauses.customer.seen(side.id, None)? {
        Seen::Value(Value::Number(number)) => Some(number),
        Seen::Value(_) | Seen::Between(..) | Seen::Unknown => None,
    };
    // What is written out does not change: the other side has to.
    let (value, bound, operator) = match (&left.kind, &right.kind) {
        (ExprKind::Constant(_), _) => (right, left, flipped(operator)),
        (_, _) => (left, right, operator),
    };
    let (has, asked) = (number(value)?, number(bound)?);
    let (more, less) = (asked.checked_sub(has).ok()?, has.checked_sub(asked).ok()?);
    let ty = clauses.question.plan().part(value.id).ty;
    let amount = |amount: Decimal| amount_of(clauses, amount, ty);
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

fn amount_of(clauses: Clauses<'_>, amount: Decimal, ty: Type) -> String {
    clauses.question.writer().value(&Value::Number(amount), ty)
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
