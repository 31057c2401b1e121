//! What is owed to a customer: which of it is asked for again, and what is owed afterwards.

use crate::plan::{GiftId, Owed};
use crate::values::Truth;

use super::context::Context;
use super::judge::Judge;
use super::{Decision, Reason, Withheld};

/// What a step asks for again, and which gifts may be kept at it.
#[derive(Clone, Debug, Default)]
pub(super) struct Owing {
    /// What is asked for again, the oldest first.
    pub due: Vec<Owed>,
    /// The gifts asked for that are kept, and whose condition is certainly true.
    pub open: Vec<GiftId>,
    /// The gifts asked for that are kept only while a condition is true that is not certainly so.
    pub shut: Vec<GiftId>,
}

impl Owing {
    /// Looks at what is owed and at the gifts that rules ask for.
    pub(super) fn judge<J: Judge>(
        &mut self,
        at: &Context,
        judge: &mut J,
        owed: &[Owed],
        asked: &[GiftId],
    ) -> Result<(), J::Fault> {
        self.due.clear();
        self.open.clear();
        self.shut.clear();
        if at.plan.needs.owed.is_none() {
            return Ok(());
        }
        self.due.extend(owed.iter().filter(|owed| is_in_time(at, owed)).cloned());
        self.due.sort_by_key(|owed| owed.since);
        let due = self.due.iter().map(|owed| owed.gift);
        let mut gifts: Vec<GiftId> = asked.iter().copied().chain(due).collect();
        gifts.sort_unstable();
        gifts.dedup();
        for gift in gifts {
            let Some(kept) = &at.plan.gifts[gift].kept else { continue };
            let open = kept.condition.is_none() || judge.kept(gift)? == Truth::True;
            if open { &mut self.open } else { &mut self.shut }.push(gift);
        }
        let open = &self.open;
        self.due.retain(|owed| open.contains(&owed.gift));
        Ok(())
    }

    /// Takes out of what is owed all that has lapsed: what is not due, unless it begins only now or
    /// later.
    pub(super) fn take_lapsed(&self, at: &Context, owed: &mut Vec<Owed>) -> Vec<Owed> {
        let stays = |one: &mut Owed| one.since >= at.clock.as_of() || self.due.contains(one);
        owed.extract_if(.., |one| !stays(one)).collect()
    }
}

/// Whether something is asked for again: at a later instant than when it was withheld, in its time,
/// and for an event if the gift is given for each.
fn is_in_time(at: &Context, owed: &Owed) -> bool {
    let gift = &at.plan.gifts[owed.gift];
    let kept = gift.kept.as_ref();
    gift.each.is_some() == owed.event.is_some()
        && owed.since < at.clock.as_of()
        && kept.is_some_and(|kept| owed.since >= at.clock.back(kept.within))
}

/// Notes what is owed once everything is decided: `before` is what the record says, and `left` what
/// the steps have left of it.
pub(super) fn note(at: &Context, before: &[Owed], mut left: Vec<Owed>, decision: &mut Decision) {
    if at.plan.needs.owed.is_none() {
        return;
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
        let can_be = event.is_some() || at.plan.gifts[gift].each.is_none();
        if !kept && can_be && is_kept(reason) && decision.open.contains(&gift) {
            left.push(Owed { gift, event: event.clone(), since: as_of, rule });
            kept = true;
        }
        withheld.kept = kept;
    }
    decision.owed = (left != before).then_some(left);
}

/// Whether what is withheld for a reason may be given later.
fn is_kept(reason: Reason) -> bool {
    match reason {
        Reason::Pause | Reason::Limit | Reason::Budget => true,
        Reason::Repeat | Reason::Unknown | Reason::Holdout => false,
    }
}
