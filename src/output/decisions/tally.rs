//! Counts of what was decided, for the summary.

use std::collections::BTreeMap;

use super::{Gaps, Rejections};
use crate::eval::{Decision, Reason};
use crate::plan::{GiftId, Plan, StageId};
use crate::values::{Decimal, Instant};

/// What happened to how many. Tallies of the parts of an input add up to that of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many customers were decided.
    pub decided: u64,
    /// How many the rules leave out.
    pub left_out: u64,
    /// How many records are those of customers who are here by another one.
    pub merged: u64,
    /// Customers who do not stay, by the stage before and the stage after. Of all the ways from
    /// stage to stage, customers take few.
    moves: BTreeMap<(Option<StageId>, StageId), u64>,
    /// Customers who stay in their stage but to whom something else happens.
    pub touched: u64,
    /// Customers who stay in a stage that they entered after the moment of the run.
    pub later: u64,
    /// Customers who have gifts that were given after the moment of the run.
    pub given_later: u64,
    /// By gift.
    pub given: Vec<u64>,
    /// By gift whose cost is calculated for each customer, what all of them cost together; `None` if
    /// that is more than can be kept.
    pub cost: BTreeMap<GiftId, Option<Decimal>>,
    /// How often each gift was withheld, by the reason, and by whether it is owed from now on.
    pub withheld: BTreeMap<(GiftId, Reason, bool), u64>,
    /// How often each gift was owed and is so no longer, because its time was over.
    pub lapsed: BTreeMap<GiftId, u64>,
    /// How many take part in an experiment, by its place and that of the arm.
    pub arms: BTreeMap<(usize, u16), u64>,
    /// How often each tag is set.
    pub tags: BTreeMap<String, u64>,
    /// How often each tag is removed.
    pub untags: BTreeMap<String, u64>,
    /// What customers have no value for.
    pub gaps: Gaps,
    /// The records that did not fit.
    pub rejections: Rejections,
}

impl Tally {
    /// Whether the records say what was given before: that held back a gift.
    pub fn knows_history(&self) -> bool {
        self.withheld.keys().any(|(_, reason, _)| match reason {
            Reason::Repeat | Reason::Limit => true,
            Reason::Pause | Reason::Unknown | Reason::Holdout | Reason::Budget => false,
        })
    }

    /// Nothing counted yet.
    pub fn new(plan: &Plan) -> Tally {
        let calculated = plan.gifts.iter().enumerate().filter(|(_, gift)| {
            gift.costs.as_ref().is_some_and(|amount| amount.calculated().is_some())
        });
        let cost = calculated.map(|(gift, _)| (gift, Some(Decimal::ZERO))).collect();
        Tally { given: vec![0; plan.gifts.len()], cost, ..Tally::default() }
    }

    /// Counts one more decision.
    #[inline]
    pub fn add(&mut self, decision: &Decision, as_of: Instant) {
        self.decided += 1;
        self.later += u64::from(decision.stage_since.is_some_and(|since| since > as_of));
        self.given_later += u64::from(decision.given_later);
        if decision.changes_stage() {
            self.add_move(decision);
        }
        if decision.says_more() {
            self.add_more(decision);
        }
        self.gaps.add(decision);
    }

    #[inline(never)]
    fn add_move(&mut self, decision: &Decision) {
        *self.moves.entry((decision.from, decision.to)).or_default() += 1;
    }

    /// Counts what a decision says besides the stages.
    #[inline(never)]
    fn add_more(&mut self, decision: &Decision) {
        for given in &decision.given {
            self.given[given.gift] += 1;
            if let Some(sum) = self.cost.get_mut(&given.gift) {
                *sum = added(*sum, given.cost);
            }
        }
        for withheld in &decision.withheld {
            let key = (withheld.gift, withheld.reason, withheld.kept);
            *self.withheld.entry(key).or_default() += 1;
        }
        for lapsed in &decision.lapsed {
            *self.lapsed.entry(lapsed.gift).or_default() += 1;
        }
        for arm in &decision.experiments {
            *self.arms.entry(*arm).or_default() += 1;
        }
        for tag in &decision.tags {
            count(&mut self.tags, tag);
        }
        for tag in &decision.untags {
            count(&mut self.untags, tag);
        }
        let touched =
            !decision.given.is_empty() || !decision.tags.is_empty() || !decision.untags.is_empty();
        self.touched += u64::from(touched && decision.from == Some(decision.to));
    }

    /// Takes up what happened in a later part of the input.
    pub fn merge(&mut self, later: Tally) {
        self.decided += later.decided;
        self.left_out += later.left_out;
        self.merged += later.merged;
        self.touched += later.touched;
        self.later += later.later;
        self.given_later += later.given_later;
        for (step, count) in later.moves {
            *self.moves.entry(step).or_default() += count;
        }
        add_each(&mut self.given, &later.given);
        for (gift, cost) in later.cost {
            let sum = self.cost.entry(gift).or_insert(Some(Decimal::ZERO));
            *sum = added(*sum, cost);
        }
        for (key, count) in later.withheld {
            *self.withheld.entry(key).or_default() += count;
        }
        for (gift, count) in later.lapsed {
            *self.lapsed.entry(gift).or_default() += count;
        }
        for (arm, count) in later.arms {
            *self.arms.entry(arm).or_default() += count;
        }
        for (tag, count) in later.tags {
            *self.tags.entry(tag).or_default() += count;
        }
        for (tag, count) in later.untags {
            *self.untags.entry(tag).or_default() += count;
        }
        self.gaps.merge(later.gaps);
        self.rejections.merge(later.rejections);
    }

    /// From where to where and how many, in the order in which the stages are declared, newcomers
    /// first, without those who stay.
    pub fn moves(&self) -> impl Iterator<Item = (Option<StageId>, StageId, u64)> {
        self.moves.iter().map(|(&(from, to), &count)| (from, to, count))
    }

    /// Customers who had no stage before.
    pub fn entered(&self) -> u64 {
        self.moves().filter(|(from, _, _)| from.is_none()).map(|(_, _, count)| count).sum()
    }

    /// Customers who go from one stage to another.
    pub fn moved(&self) -> u64 {
        self.moves().filter(|(from, _, _)| from.is_some()).map(|(_, _, count)| count).sum()
    }

    /// Customers who are in the same stage as before.
    pub fn stayed(&self) -> u64 {
        self.decided - self.entered() - self.moved()
    }
}

fn count(counts: &mut BTreeMap<String, u64>, word: &str) {
    match counts.get_mut(word) {
        Some(count) => *count += 1,
        None => {
            counts.insert(word.to_owned(), 1);
        }
    }
}

/// The sum of two amounts; `None` if that is more than can be kept.
fn added(one: Option<Decimal>, other: Option<Decimal>) -> Option<Decimal> {
    one?.checked_add(other?).ok()
}

fn add_each(counts: &mut [u64], later: &[u64]) {
    for (count, later) in counts.iter_mut().zip(later) {
        *count += later;
    }
}
