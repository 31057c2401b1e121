//! How far off something is.

use crate::eval::Evaluator;
use crate::plan::Cond;
use crate::values::{AsOf, Truth};
use crate::when;

use super::clause::Clauses;

/// How far off something is.
#[derive(Clone, Debug, PartialEq)]
pub struct Far {
    /// By how much a number is: `2 more`, or `over $5.00 more`.
    pub by: Option<String>,
    /// From when it is as it should be, if nothing happens.
    pub from: Option<AsOf>,
}

/// How far off a part of a condition is from what it should be.
pub(super) fn of(clauses: Clauses<'_>, cond: &Cond, truth: Truth, goal: Truth) -> Option<Far> {
    let by = match (truth, goal) {
        (Truth::False, Truth::True) => clauses.question.explainer().needs(cond, clauses.customer),
        (_, _) => None,
    };
    let from = from(clauses, cond, goal);
    (by.is_some() || from.is_some()).then_some(Far { by, from })
}

/// From when a part is as it should be, if only time has to pass. If the customer stays in the stage, it
/// is about the record with what the decision changes: somebody new has entered the stage.
fn from(clauses: Clauses<'_>, cond: &Cond, goal: Truth) -> Option<AsOf> {
    let question = clauses.question;
    let (record, customer) = match clauses.later.customer.stage() == clauses.customer.stage() {
        true => (clauses.later.record, clauses.later.customer),
        false => (question.record, clauses.customer),
    };
    let is_so = |evaluator: &Evaluator| customer.by(evaluator).truth(cond.id, None) == Some(goal);
    when::first_moment(question.plan(), record, question.as_of, Some(cond), is_so)
}
