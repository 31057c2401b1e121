//! What changes next, if nothing happens.

use crate::after::{self, Changes};
use crate::eval::{Decision, Evaluator, Fault, Record, Situation};
use crate::plan::{Cond, GiftId, Plan};
use crate::values::{AsOf, Truth};
use crate::when::{self, Change};

use super::clause::Clauses;

/// What changes next, if nothing happens.
#[derive(Clone, Debug, PartialEq)]
pub struct NextWhy {
    /// Whether the decision changes the record. Then this is about the record with these changes.
    pub updated: bool,
    /// What is decided right after, until it changes.
    pub until: Result<Decision, Fault>,
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
    /// What is decided then.
    pub then: Result<Decision, Fault>,
    /// The clauses that change, each with what it becomes.
    pub because: Vec<(String, Truth)>,
    /// The gifts that are withheld until then, and given then.
    pub freed: Vec<GiftId>,
}

pub(super) fn why(clauses: Clauses<'_>, decision: &Result<Decision, Fault>) -> NextWhy {
    let question = clauses.question;
    let changed = changed(clauses, decision);
    let record = changed.as_ref().unwrap_or(question.record);
    let next = when::next_change(question.plan(), record, question.as_of);
    let until = next.until;
    let change = next.change.map(|Change { at, then }| {
        let because = because(clauses, record, at);
        let freed = freed(&until, &then);
        NextChange { at, then, because, freed }
    });
    let (updated, depends_on_others) = (changed.is_some(), next.depends_on_others);
    NextWhy { updated, until, change, depends_on_others }
}

/// The record with what the decision changes, if it changes something.
fn changed<'c>(clauses: Clauses<'c>, decision: &Result<Decision, Fault>) -> Option<Record<'c>> {
    let decision = decision.as_ref().ok()?;
    let as_of = clauses.customer.evaluator().clock().as_of();
    let record = clauses.question.record;
    if Changes::of(record, decision, as_of).is_empty() {
        return None;
    }
    let mut changed = record.clone();
    after::apply(&mut changed, decision, as_of);
    Some(changed)
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

/// The clauses of the rules and pauses whose results change, that change themselves. Nobody else is
/// known at both moments.
fn because(clauses: Clauses<'_>, record: &Record<'_>, at: AsOf) -> Vec<(String, Truth)> {
    let question = clauses.question;
    let plan = question.plan();
    let evaluators = [question.as_of, at].map(|at| Evaluator::new(plan, at));
    let [now, then] = [0, 1].map(|which| Situation::new(&evaluators[which], record));
    let truth = |at: &Situation<'_>, cond: &Cond| at.truth(cond.id, None).unwrap_or(Truth::Unknown);
    let turns = |cond: &Cond| {
        let becomes = truth(&then, cond);
        (becomes != truth(&now, cond)).then_some(becomes)
    };
    let mut because: Vec<(String, Truth)> = Vec::new();
    for cond in conditions(plan, now.stage()).filter(|cond| turns(cond).is_some()) {
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
