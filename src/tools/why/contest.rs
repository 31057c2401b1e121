//! Who came first, where customers compete.

use crate::eval::{Prize, Seen};
use crate::plan::{Expr, Plan};
use crate::values::Value;

use super::clause::Clauses;

/// How a contest came out for a customer who got nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostWhy {
    /// How many wanted it.
    pub wanted: u64,
    /// How many got it.
    pub got: u64,
    /// The place of the customer, from 1, if all who wanted it are known.
    pub place: Option<u64>,
    /// What customers are put in order by, as it is written, highest first; `None`: by their ids.
    pub by: Option<String>,
    /// The value of the customer.
    pub own: Option<String>,
    /// The value of the last who got it.
    pub last: Option<String>,
}

/// How the contest for something came out, if the customer lost it.
pub(super) fn why(clauses: Clauses<'_>, prize: Prize) -> Option<LostWhy> {
    let lost = clauses.customer.lost(prize)?;
    let plan = clauses.question.plan();
    let by = order(plan, prize);
    let writer = clauses.question.writer();
    let write = |value: &Value<'_>, by: &Expr| writer.value(value, plan.part(by.id).ty);
    let own = by.and_then(|by| match clauses.customer.seen(by.id, None)? {
        Seen::Value(value) => Some(write(&value, by)),
        Seen::Between(..) | Seen::Unknown => None,
    });
    Some(LostWhy {
        wanted: lost.wanted,
        got: lost.got,
        place: lost.place,
        by: by.map(|by| clauses.text(plan.part(by.id).span)),
        own,
        last: by.and_then(|by| lost.last.map(|last| write(last, by))),
    })
}

/// What customers are put in order by.
fn order(plan: &Plan, prize: Prize) -> Option<&Expr> {
    match prize {
        Prize::Place(stage) => plan.stages[stage].capacity.as_ref()?.by.as_ref(),
        Prize::Gift(gift) => plan.gifts[gift].budget.as_ref()?.by.as_ref(),
    }
}
