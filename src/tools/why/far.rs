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
    /// The first moment after that at which it is so no longer, if nothing happens.
    pub until: Option<AsOf>,
}

/// How far off a part of a condition is from what it should be.
pub(super) fn of(clauses: Clauses<'_>, cond: &Cond, truth: Truth, goal: Truth) -> Option<Far> {
    let by = match (truth, goal) {
        (Truth::False, Truth::True) => clauses.question.explainer().needs(cond, clauses.customer),
        (_, _) => None,
    };
    let from = first(clauses, cond, clauses.question.as_of, |truth| truth == goal);
    let until = from.and_then(|from| first(clauses, cond, from, |truth| truth != goal));
    (by.is_some() || from.is_some()).then_some(Far { by, from, until })
}

/// When a part first comes to something after a moment, if only time has to pass. If the customer stays in the stage, it
/// is about the record with what the decision changes: somebody new has entered the stage.
fn first(
    clauses: Clauses<'_>,
    cond: &Cond,
    after: AsOf,
    is_it: impl Fn(Truth) -> bool,
) -> Option<AsOf> {
    let question = clauses.question;
    let (record, customer) = match clauses.later.customer.stage() == clauses.customer.stage() {
        true => (clauses.later.record, clauses.later.customer),
        false => (question.record, clauses.customer),
    };
    let is_so = |evaluator: &Evaluator| {
        question.is_over() || customer.by(evaluator).truth(cond.id, None).is_some_and(&is_it)
    };
    when::first_moment(question.plan(), record, after, Some(cond), is_so)
}
