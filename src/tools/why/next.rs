//! What changes next, if nothing happens.

use crate::eval::{Decision, Evaluator, Fault, Situation};
use crate::plan::{Cond, GiftId, Plan};
use crate::values::{AsOf, Truth};
use crate::when::{self, Change};

use super::clause::Clauses;

/// What changes next, if nothing happens.
#[derive(Clone, Debug, PartialEq)]
pub struct NextWhy {
    /// The change; `Err` with the moment up to which there is none.
    pub change: Result<NextChange, AsOf>,
    /// Whether others may change it at any time, because the rules make customers compete.
    pub depends_on_others: bool,
}

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub struct NextChange {
    /// When it is.
    pub at: AsOf,
    /// What is decided until then.
    pub until: Result<Decision, Fault>,
    /// What is decided then.
    pub then: Result<Decision, Fault>,
    /// The clauses that change, each with what it becomes.
    pub because: Vec<(String, Truth)>,
    /// The gifts that are withheld until then, and given then.
    pub freed: Vec<GiftId>,
}

pub(super) fn why(clauses: Clauses<'_>) -> NextWhy {
    let question = clauses.question;
    let next = when::next_change(question.plan(), question.record, question.as_of);
    let until = next.until;
    let change = next.change.map(|Change { at, then }| {
        let because = because(clauses, at);
        let freed = freed(&until, &then);
        NextChange { at, until, then, because, freed }
    });
    NextWhy { change, depends_on_others: next.depends_on_others }
}

/// The gifts that are withheld in one decision and given in the other.
fn freed(until: &Result<Decision, Fault>, then: &Result<Decision, Fault>) -> Vec<GiftId> {
    let (Ok(until), Ok(then)) = (until, then) else { return Vec::new() };
    let is_given = |gift: &GiftId| then.given.iter().any(|given| given.gift == *gift);
    let mut freed: Vec<GiftId> =
        until.withheld.iter().map(|held| held.gift).filter(is_given).collect();
    freed.dedup();
    freed
}

/// The clauses of the rules and pauses whose results change, that change themselves.
fn because(clauses: Clauses<'_>, at: AsOf) -> Vec<(String, Truth)> {
    let question = clauses.question;
    let plan = question.plan();
    let evaluator = Evaluator::new(plan, at);
    let then = Situation::new(&evaluator, question.record);
    let mut because: Vec<(String, Truth)> = Vec::new();
    for cond in conditions(plan, clauses.customer.stage()) {
        let turns = |cond: &Cond| {
            let becomes = then.truth(cond.id, None).unwrap_or(Truth::Unknown);
            (becomes != clauses.truth(cond).0).then_some(becomes)
        };
        if turns(cond).is_none() {
            continue;
        }
        for leaf in question.explainer().leaves(cond) {
            let text = clauses.text(question.explainer().place(leaf));
            if let Some(becomes) = turns(leaf)
                && !because.iter().any(|(other, _)| *other == text)
            {
                because.push((text, becomes));
            }
        }
    }
    because
}

/// The conditions of the rules that are read in a stage, and of all pauses.
fn conditions(plan: &Plan, stage: usize) -> impl Iterator<Item = &Cond> {
    let rules = plan.rules_in(stage).filter_map(|rule| plan.rules[rule].condition.as_ref());
    rules.chain(plan.pauses.iter().map(|pause| &pause.condition)).chain(&plan.leave_out)
}
