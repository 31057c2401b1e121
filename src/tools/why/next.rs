//! What changes next, if nothing happens.

use jiff::SignedDuration;

use crate::eval::{Decision, Evaluator, Fault, Reason, Record, Situation, Withheld};
use crate::plan::{Cond, GiftId, Plan};
use crate::terms::Per;
use crate::tools::explain::Shape;
use crate::values::{AsOf, Truth};
use crate::when::{self, Change};

use super::clause::{Clauses, Later};

/// What changes next, if nothing happens.
#[derive(Clone, Debug, PartialEq)]
pub struct NextWhy {
    /// Whether the decision changes the record. Then this is about the record with these changes.
    pub updated: bool,
    /// What is decided right after, until it changes.
    pub until: Result<Decision, Fault>,
    /// The change; `Err` with the moment up to which there is none.
    pub change: Result<NextChange, AsOf>,
    /// The gifts that are withheld because their budget is spent and that the customer could get when
    /// a new period of the budget begins, with when that is.
    pub new_periods: Vec<(GiftId, AsOf)>,
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
    /// The gifts that are withheld until then, and given then, with what holds them back until then.
    pub freed: Vec<(GiftId, Reason)>,
}

pub(super) fn why(clauses: Clauses<'_>, decision: &Result<Decision, Fault>) -> NextWhy {
    let question = clauses.question;
    let Later { updated, record, .. } = clauses.later;
    let is_over = || question.is_over();
    let next = when::next_change_unless(question.plan(), record, question.as_of, &is_over);
    let until = next.until;
    let change = next.change.map(|Change { at, then }| {
        let because = because(clauses, record, at);
        let freed = freed(&until, &then);
        NextChange { at, then, because, freed }
    });
    let depends_on_others = next.depends_on_others;
    let new_periods = new_periods(clauses, decision);
    NextWhy { updated, until, change, new_periods, depends_on_others }
}

/// The gifts that are withheld in one decision and given in the other.
fn freed(until: &Result<Decision, Fault>, then: &Result<Decision, Fault>) -> Vec<(GiftId, Reason)> {
    let (Ok(until), Ok(then)) = (until, then) else { return Vec::new() };
    let is_given = |held: &&Withheld| then.given.iter().any(|given| given.gift == held.gift);
    let withheld = until.withheld.iter().filter(is_given);
    let mut freed: Vec<(GiftId, Reason)> = withheld.map(|held| (held.gift, held.reason)).collect();
    freed.dedup();
    freed
}

/// The gifts for which the budget is spent now, and that are given when a new period of it begins
/// if nobody else gets there first. What a rolling period sets free depends on others alone.
fn new_periods(clauses: Clauses<'_>, decision: &Result<Decision, Fault>) -> Vec<(GiftId, AsOf)> {
    let Ok(decision) = decision else { return Vec::new() };
    let (plan, clock) = (clauses.question.plan(), clauses.customer.evaluator().clock());
    let mut all: Vec<(GiftId, AsOf)> = Vec::new();
    for held in decision.withheld.iter().filter(|held| held.reason == Reason::Budget) {
        let Some(budget) = &plan.gifts[held.gift].budget else { continue };
        let Per::Calendar(period) = budget.per else { continue };
        let day = period.first_day_after(period.first_day(clock.today()), 1);
        let at = match clauses.question.as_of {
            AsOf::Day(_) => AsOf::Day(day),
            AsOf::Instant(_) => AsOf::Instant(clock.first_instant(day)),
        };
        let then = Evaluator::new(plan, at).decide(clauses.later.record);
        let is_given =
            then.is_ok_and(|then| then.given.iter().any(|given| given.gift == held.gift));
        if is_given && !all.contains(&(held.gift, at)) {
            all.push((held.gift, at));
        }
    }
    all
}

/// The clauses of the rules and pauses whose results change at a moment, that change themselves then.
/// Nobody else is known at both moments.
fn because(clauses: Clauses<'_>, record: &Record<'_>, at: AsOf) -> Vec<(String, Truth)> {
    let question = clauses.question;
    let plan = question.plan();
    let before = just_before(at).unwrap_or(question.as_of);
    let evaluators = [before, at].map(|at| Evaluator::new(plan, at));
    let [now, then] = [0, 1].map(|which| Situation::new(&evaluators[which], record));
    let truth = |at: &Situation<'_>, cond: &Cond| at.truth(cond.id, None).unwrap_or(Truth::Unknown);
    let turns = |cond: &Cond| {
        let becomes = truth(&then, cond);
        (becomes != truth(&now, cond)).then_some(becomes)
    };
    let mut because: Vec<(String, Truth)> = Vec::new();
    for cond in conditions(plan, now.stage()).filter(|cond| turns(cond).is_some()) {
        let explainer = question.explainer();
        let leaves = explainer.leaves(cond).into_iter();
        let leaves = leaves.take_while(|_| !question.is_over());
        for leaf in leaves.filter(|leaf| matches!(explainer.shape(leaf), Shape::Leaf)) {
            let text = clauses.text(explainer.place(leaf));
            if let Some(becomes) = turns(leaf)
                && !because.iter().any(|(other, _)| *other == text)
            {
                because.push((text, becomes));
            }
        }
    }
    because
}

/// The last moment before another one: the day before, or the last instant.
fn just_before(at: AsOf) -> Option<AsOf> {
    match at {
        AsOf::Day(day) => day.yesterday().ok().map(AsOf::Day),
        AsOf::Instant(at) => at.checked_sub(SignedDuration::from_nanos(1)).ok().map(AsOf::Instant),
    }
}

/// The conditions of the rules that are read in a stage, and of all pauses.
fn conditions(plan: &Plan, stage: usize) -> impl Iterator<Item = &Cond> {
    let rules = plan.rules_in(stage).filter_map(|rule| plan.rules[rule].condition.as_ref());
    rules.chain(plan.pauses.iter().map(|pause| &pause.condition)).chain(&plan.leave_out)
}
