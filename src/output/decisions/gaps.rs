//! What customers have no value for, and which rules are unknown because of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::{Decision, Unknown};
use crate::plan::{Datum, Plan, RuleId};
use crate::run::{Decided, Place};

/// In each part of the input, so many records are looked at for what they have instead.
const LOOKED_AT: usize = 8;

/// They are looked at up to this line of an input: many more would say the same.
const LINES: u64 = 2_000;

/// More places than this are not kept.
const PLACES: usize = 2_000;

/// What the customers of a run have no value for. Counts of the parts of an input add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// How many customers have no value, by the place in [`Reads::data`](crate::plan::Reads); empty
    /// if everyone has all of them.
    customers: Vec<u64>,
    /// How many customers a rule is unknown for because of a datum, by its place and by the rule.
    rules: BTreeMap<(usize, RuleId), u64>,
    /// Where some records have something, if there is something that nobody has a value for.
    places: BTreeSet<Place>,
    looked_at: usize,
}

/// Something that customers have no value for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it is.
    pub datum: Datum,
    /// How many customers have no value.
    pub customers: u64,
    /// The rules that are unknown because of it, and for how many customers: the most first.
    pub rules: Vec<(RuleId, u64)>,
}

impl Gaps {
    /// Counts one more decision.
    #[inline]
    pub(super) fn add(&mut self, decision: &Decision) {
        if !decision.missing.is_empty() {
            self.add_missing(decision);
        }
    }

    #[inline(never)]
    fn add_missing(&mut self, Decision { missing, unknown, .. }: &Decision) {
        let most = missing.last().map_or(0, |last| last + 1);
        if self.customers.len() < most {
            self.customers.resize(most, 0);
        }
        for datum in missing {
            self.customers[*datum] += 1;
        }
        for Unknown { rule, datum } in unknown {
            *self.rules.entry((*datum, *rule)).or_default() += 1;
        }
    }

    /// Looks at what a record has instead of what it lacks. Only the first records of a part are
    /// looked at, and only if all of those before it lack the same: most data is there now and then.
    pub(in crate::output) fn look(&mut self, decided: &Decided<'_, '_>, so_far: u64) {
        let is_new = |datum: &usize| self.customers.get(*datum) == Some(&so_far);
        let is_looked_at = decided.line <= LINES && self.looked_at < LOOKED_AT;
        if is_looked_at && decided.decision.missing.iter().any(is_new) {
            self.looked_at += 1;
            self.places.extend(decided.places());
        }
    }

    /// Takes up those of a later part of the input.
    pub(super) fn merge(&mut self, later: Gaps) {
        if self.customers.len() < later.customers.len() {
            self.customers.resize(later.customers.len(), 0);
        }
        for (count, later) in self.customers.iter_mut().zip(later.customers) {
            *count += later;
        }
        for (key, count) in later.rules {
            *self.rules.entry(key).or_default() += count;
        }
        for place in later.places {
            if self.places.len() < PLACES {
                self.places.insert(place);
            }
        }
    }

    /// What somebody has no value for: first what makes rules unknown most often, then what most
    /// customers lack, then in the order of the plan.
    /// What has a default is left out, because it is known.
    pub fn all(&self, plan: &Plan) -> Vec<Gap> {
        let mut gaps = self.with_defaults(plan);
        gaps.retain(|gap| !gap.datum.has_default(&plan.needs));
        gaps
    }

    /// The same with what has a default.
    pub fn with_defaults(&self, plan: &Plan) -> Vec<Gap> {
        let lacking = self.customers.iter().enumerate().filter(|(_, customers)| **customers > 0);
        let gaps = lacking.map(|(place, &customers)| {
            let rules = self.rules.range((place, 0)..(place + 1, 0));
            let mut rules: Vec<_> = rules.map(|(&(_, rule), &count)| (rule, count)).collect();
            rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
            Gap { datum: plan.reads.data[place], customers, rules }
        });
        let mut gaps: Vec<Gap> = gaps.collect();
        gaps.sort_by_key(|gap| std::cmp::Reverse((gap.unknown(), gap.customers)));
        gaps
    }

    /// Where some records have something, if there is something that nobody has a value for.
    pub fn places(&self) -> &BTreeSet<Place> {
        &self.places
    }
}

impl Gap {
    /// How often a rule is unknown because of it.
    pub fn unknown(&self) -> u64 {
        self.rules.iter().map(|(_, count)| count).sum()
    }
}
