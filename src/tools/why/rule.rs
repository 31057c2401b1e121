//! What became of a rule.

use crate::eval::{Decision, Fault, Prize};
use crate::plan::{Plan, RuleId, StageId};
use crate::values::Truth;

use super::clause::Clauses;
use super::{Clause, LostWhy, contest};

/// What became of a rule, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleWhy {
    /// The rule.
    pub rule: RuleId,
    /// What became of it.
    pub outcome: Outcome,
    /// Its condition.
    pub clause: Option<Clause>,
    /// How the contest for the place came out, if that is full.
    pub lost: Option<LostWhy>,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It fires.
    Fires,
    /// It is true, but another rule moved the customer first.
    MovedBy(RuleId),
    /// It is true, but there is no place in the stage it moves to.
    Full(StageId),
    /// Its condition is false.
    False,
    /// Whether its condition holds is not known.
    Unknown,
    /// It is not read: it belongs to other stages, or the customer is left out.
    NotRead,
}

/// What became of a rule in a decision.
pub(super) fn why<'c>(
    clauses: Clauses<'c>,
    rule: RuleId,
    decision: &Result<Decision, Fault>,
) -> RuleWhy {
    let plan = clauses.question.plan();
    let is_read = plan.is_rule_in(clauses.customer.stage(), rule)
        && !decision.as_ref().is_ok_and(|decision| decision.left_out);
    let clause = plan.rules[rule].condition.as_ref().map(|cond| clauses.read(cond, is_read));
    let truth = clause.as_ref().map_or(Truth::True, |clause| clause.truth);
    let outcome = match (decision, truth) {
        (Ok(decision), _) if decision.moves.iter().any(|moved| moved.rule == rule) => {
            Outcome::Fires
        }
        (Ok(_), _) if !is_read => Outcome::NotRead,
        (Ok(decision), Truth::True) => of_true(plan, rule, decision),
        (Err(_), _) | (_, Truth::Unknown) => Outcome::Unknown,
        (Ok(_), Truth::False) => Outcome::False,
    };
    let lost = match outcome {
        Outcome::Full(stage) => contest::why(clauses, Prize::Place(stage)),
        Outcome::Fires
        | Outcome::MovedBy(_)
        | Outcome::False
        | Outcome::Unknown
        | Outcome::NotRead => None,
    };
    RuleWhy { rule, outcome, clause, lost }
}

fn of_true(plan: &Plan, rule: RuleId, decision: &Decision) -> Outcome {
    let Some(to) = plan.rules[rule].move_to else { return Outcome::Fires };
    match decision.moves.first() {
        Some(moved) if moved.rule == rule => Outcome::Fires,
        Some(moved) if decision.moves.len() == 1 => Outcome::MovedBy(moved.rule),
        Some(_) | None => Outcome::Full(to),
    }
}
