//! What became of a rule.

use crate::eval::{Decision, Fault, Prize};
use crate::plan::{Plan, RuleId, StageId};
use crate::values::Truth;

use super::clause::Clauses;
use super::{Clause, LostWhy, Question, contest};

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
    /// It is true, but the customer entered the stage it moves to in an earlier step of the run.
    Entered(StageId),
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
        (Ok(decision), Truth::True) => of_true(clauses.question, rule, decision),
        (Err(_), _) | (_, Truth::Unknown) => Outcome::Unknown,
        (Ok(_), Truth::False) => Outcome::False,
    };
    let lost = match outcome {
        Outcome::Full(stage) => contest::why(clauses, Prize::Place(stage)),
        Outcome::Fires
        | Outcome::Entered(_)
        | Outcome::MovedBy(_)
        | Outcome::False
        | Outcome::Unknown
        | Outcome::NotRead => None,
    };
    RuleWhy { rule, outcome, clause, lost }
}

/// Of a rule that is true: it fires, unless it moves and another one did, or its stage was closed.
fn of_true(question: &Question<'_>, rule: RuleId, decision: &Decision) -> Outcome {
    let plan = question.plan();
    let Some(to) = plan.rules[rule].move_to else { return Outcome::Fires };
    match decision.moves.first() {
        Some(moved) if moved.rule == rule => Outcome::Fires,
        Some(moved) if comes_before(plan, decision, moved.rule, rule) => {
            Outcome::MovedBy(moved.rule)
        }
        Some(_) | None if question.step.has_entered(to) => Outcome::Entered(to),
        Some(_) | None => Outcome::Full(to),
    }
}

/// Whether the rule that moved the customer came before another one that is true. Who has to make
/// room moves before any rule is read.
fn comes_before(plan: &Plan, decision: &Decision, moved: RuleId, other: RuleId) -> bool {
    let stage = decision.from.unwrap_or(plan.start);
    let first = plan.rules_in(stage).find(|rule| [moved, other].contains(rule));
    plan.rules[moved].condition.is_none() || first == Some(moved)
}
