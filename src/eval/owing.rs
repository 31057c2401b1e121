//! What is owed to a customer: which of it is asked for again, and what is owed afterwards.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::plan::{GiftId, Owed};
use crate::values::Truth;

use super::context::Context;
use super::judge::Judge;
use super::{Decision, Reason, Withheld};

/// What a step asks for again.
#[derive(Clone, Debug, Default)]
pub(super) struct Owing {
    /// What is asked for again, the oldest first.
    pub due: Vec<Owed>,
    /// What is owed no longer: its time is over, or its condition is not certainly true.
    lapsed: Vec<Owed>,
}

impl Owing {
    /// Looks at what is owed.
    pub(super) fn judge<J: Judge>(
        &mut self,
        at: &Context,
        judge: &mut J,
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
                Entry::Vacant(place) => *place.insert(judge.kept(one.gift)? == Truth::True),
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
        owed.extract_if(.., |one| self.lapsed.contains(one)).collect()
    }
}

/// Whether something is kept still, and for an event if the gift is given for each.
fn is_in_time(at: &Context, owed: &Owed) -> bool {
    let gift = &at.plan.gifts[owed.gift];
    let kept = gift.kept.as_ref();
    gift.each.is_some() == owed.event.is_some()
        && kept.is_some_and(|kept| owed.since > at.clock.back(kept.within))
}

/// Notes what is owed once everything is decided: `before` is what the record says, and `left` what
/// the steps have left of it. `judge` sees the customer after the last step, so that a gift on
/// entering a stage can be kept while the customer is in it.
pub(super) fn note<J: Judge>(
    at: &Context,
    judge: &mut J,
    before: &[Owed],
    mut left: Vec<Owed>,
    decision: &mut Decision,
) -> Result<(), J::Fault> {
    if at.plan.needs.owed.is_none() {
        return Ok(());
    }
    let as_of = at.clock.as_of();
    let given = &decision.given;
    let is_given = |owed: &Owed| {
        given.iter().any(|given| given.gift == owed.gift && given.event == owed.event)
    };
    left.retain(|owed| owed.since > as_of || !is_given(owed));
    // What a rule gives anew now is not lost.
    decision.lapsed.retain(|owed| !is_given(owed));
    for withheld in &mut decision.withheld {
        let Withheld { gift, ref event, rule, reason, .. } = *withheld;
        let is_owed =
            |owed: &Owed| owed.gift == gift && owed.event == *event && owed.since <= as_of;
        let mut kept = left.iter().any(is_owed);
        // What is for an event without a key could not be told apart later.
        let declared = &at.plan.gifts[gift];
        let can_be = declared.kept.is_some() && (event.is_some() || declared.each.is_none());
        if !kept && can_be && is_kept(reason) && judge.kept(gift)? == Truth::True {
            left.push(Owed { gift, event: event.clone(), since: as_of, rule });
            kept = true;
        }
        withheld.kept = kept;
    }
    decision.owed = (left != before).then_some(left);
    Ok(())
}

/// Whether what is withheld for a reason may be given later.
fn is_kept(reason: Reason) -> bool {
    match reason {
        Reason::Pause | Reason::Limit | Reason::Budget => true,
        Reason::Repeat | Reason::Unknown | Reason::Holdout => false,
    }
}
