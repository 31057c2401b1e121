//! What is owed to a customer: which of it is asked for again, and what is owed afterwards.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::plan::{GiftId, Owed};
use crate::values::Truth;

use super::context::Context;
use super::effort::looked;
use super::gifts::is_held_out;
use super::judge::Judge;
use super::{Decision, Reason, Withheld};

/// What a step asks for again.
#[derive(Clone, Debug, Default)]
pub(super) struct Owing {
    /// What is asked for again, the oldest first.
    pub due: Vec<Owed>,
    /// What is owed no longer: its time is over, its condition is not certainly true, or the customer
    /// is in the control group by now.
    lapsed: Vec<Owed>,
}

impl Owing {
    /// Looks at what is owed.
    pub(super) fn judge<J: Judge>(
        &mut self,
        at: &Context,
        judge: &mut J,
        id: &str,
        owed: &[Owed],
    ) -> Result<(), J::Fault> {
        self.due.clear();
        self.lapsed.clear();
        if at.plan.needs.owed.is_none() {
            return Ok(());
        }
        let as_of = at.clock.as_of();
        let mut open: BTreeMap<GiftId, bool> = BTreeMap::new();
        // What begins only later does not exist yet.
        for one in owed.iter().filter(|one| one.since <= as_of) {
            let open = match open.entry(one.gift) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(place) => {
                    let held_out = is_held_out(&at.plan.gifts[one.gift], id);
                    *place.insert(!held_out && judge.kept(one.gift)? == Truth::True)
                }
            };
            if !open || !is_in_time(at, one) {
                self.lapsed.push(one.clone());
            } else if !at.is_now(one.since) {
                self.due.push(one.clone());
            }
        }
        self.due.sort_by_key(|owed| owed.since);
        Ok(())
    }

    /// Takes what has lapsed out of what is owed.
    pub(super) fn take_lapsed(&self, owed: &mut Vec<Owed>) -> Vec<Owed> {
        if self.lapsed.is_empty() {
            return Vec::new();
        }
        looked(self.lapsed.len() + owed.len());
        let lapsed: HashSet<&Owed> = self.lapsed.iter().collect();
        owed.extract_if(.., |one| lapsed.contains(one)).collect()
    }
}

/// Whether something is kept still.
fn is_in_time(at: &Context, owed: &Owed) -> bool {
    let kept = at.plan.gifts[owed.gift].kept.as_ref();
    kept.is_some_and(|kept| owed.since > at.clock.back(kept.within))
}

/// Notes what is owed once everything is decided: `before` is what the record says, and `left` what
/// the steps have left of it. `judge` sees the customer after the last step, so that a gift on
/// entering a stage can be kept while the customer is in it.
pub(super) fn note<J: Judge>(
    at: &Context,
    judge: &mut J,
    id: &str,
    before: &[Owed],
    mut left: Vec<Owed>,
    decision: &mut Decision,
) -> Result<(), J::Fault> {
    if at.plan.needs.owed.is_none() {
        return Ok(());
    }
    let as_of = at.clock.as_of();
    let Decision { given, lapsed, withheld, owed, .. } = decision;
    if !(left.is_empty() && lapsed.is_empty()) {
        looked(given.len() + left.len() + lapsed.len());
        let given = given.iter().map(|given| (given.gift, given.event.as_ref()));
        let given: HashSet<(GiftId, Option<&Arc<str>>)> = given.collect();
        let is_given = |owed: &Owed| given.contains(&(owed.gift, owed.event.as_ref()));
        left.retain(|owed| owed.since > as_of || !is_given(owed));
        // What a rule gives anew now is not lost.
        lapsed.retain(|owed| !is_given(owed));
    }
    let begun = left.iter().filter(|owed| owed.since <= as_of);
    let mut known: HashSet<(GiftId, Option<Arc<str>>)> =
        begun.map(|owed| (owed.gift, owed.event.clone())).collect();
    let (mut open, mut ended) = (BTreeMap::new(), HashSet::new());
    for withheld in withheld.iter_mut().filter(|withheld| is_kept(withheld.reason)) {
        let Withheld { gift, ref event, rule, .. } = *withheld;
        let declared = &at.plan.gifts[gift];
        if declared.kept.is_none() || is_held_out(declared, id) {
            continue;
        }
        looked(1);
        let is_open = match open.entry(gift) {
            Entry::Occupied(open) => *open.get(),
            Entry::Vacant(place) => *place.insert(judge.kept(gift)? == Truth::True),
        };
        let key = (gift, event.clone());
        // What is for an event without a key could not be told apart later.
        let can_be = event.is_some() || declared.each.is_none();
        let is_owed = known.contains(&key);
        withheld.kept = is_open && (is_owed || can_be);
        if is_owed && !is_open {
            ended.insert(key);
        } else if withheld.kept && known.insert(key) {
            left.push(Owed { gift, event: event.clone(), since: as_of, rule });
        }
    }
    if !ended.is_empty() {
        looked(left.len());
        let has_ended =
            |owed: &Owed| owed.since <= as_of && ended.contains(&(owed.gift, owed.event.clone()));
        lapsed.extend(left.extract_if(.., |owed| has_ended(owed)));
    }
    *owed = (left != before).then_some(left);
    Ok(())
}

/// Whether what is withheld for a reason may be given later.
fn is_kept(reason: Reason) -> bool {
    match reason {
        Reason::Pause | Reason::Limit | Reason::Budget => true,
        Reason::Repeat | Reason::Unknown | Reason::Holdout => false,
    }
}
