//! What changes about a customer from step to step.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::plan::{GiftId, Grant, Owed, Plan, StageId};
use crate::values::Instant;

use super::context::Context;
use super::effort::looked;
use super::for_each::AskedFor;
use super::{Decision, Reason, Record};

/// What changes about a customer from step to step.
#[derive(Clone, Debug)]
pub(super) struct State<'r> {
    /// `None`: about to enter the start stage.
    pub stage: Option<StageId>,
    pub stage_since: Option<Instant>,
    /// The tags of the record.
    tags: &'r [Cow<'r, str>],
    /// Those that rules have set, or taken away.
    changed: BTreeMap<String, bool>,
    /// The history as far as it has happened, and what was given since.
    pub given: Cow<'r, [Grant]>,
    /// What counts only for how often a gift may be given.
    pub assumed: Vec<Grant>,
    /// The events for which gifts were asked.
    pub asked_for: AskedFor,
    /// What is still owed.
    pub owed: Vec<Owed>,
}

impl<'r> State<'r> {
    /// As the record is: what is after the `as of` does not exist.
    pub(super) fn of(record: &'r Record<'_>, at: &Context) -> State<'r> {
        let as_of = at.clock.as_of();
        let happened = |grant: &Grant| grant.at.is_none_or(|at| at <= as_of);
        let given = match record.given.iter().all(happened) {
            true => Cow::Borrowed(record.given.as_slice()),
            false => record.given.iter().filter(|grant| happened(grant)).cloned().collect(),
        };
        State {
            tags: &record.tags,
            owed: still_owed(&record.owed, &given),
            given,
            assumed: record.assumed.clone(),
            ..State::begin(at, record.stage, record.stage_since)
        }
    }

    /// Takes what the budget denied out of the history again.
    pub(super) fn take_back(&mut self, decision: &Decision, as_of: Instant) {
        let denied = decision.withheld.iter().filter(|held| held.reason == Reason::Budget);
        let denied: HashSet<_> = denied.map(|held| (held.gift, held.event.as_ref())).collect();
        if denied.is_empty() {
            return;
        }
        let mut left = denied;
        // The last of each in the history was given just now.
        let taken: Vec<bool> = self
            .given
            .iter()
            .rev()
            .map(|grant| {
                grant.at == Some(as_of) && left.remove(&(grant.gift, grant.event.as_ref()))
            })
            .collect();
        let mut taken = taken.into_iter().rev();
        self.given.to_mut().retain(|_| !taken.next().unwrap_or(false));
    }

    /// In a stage, without tags and history. A new customer enters the first stage now.
    pub(super) fn begin(
        at: &Context,
        stage: Option<StageId>,
        stage_since: Option<Instant>,
    ) -> State<'r> {
        let stage_since = if stage.is_none() { Some(at.clock.as_of()) } else { stage_since };
        State {
            stage,
            stage_since,
            tags: &[],
            changed: BTreeMap::new(),
            given: Cow::default(),
            assumed: Vec::new(),
            asked_for: AskedFor::default(),
            owed: Vec::new(),
        }
    }

    /// The stage, or the one that a new customer enters.
    pub(super) fn stage(&self, plan: &Plan) -> StageId {
        self.stage.unwrap_or(plan.start)
    }

    /// Sets and takes away tags, in this order.
    pub(super) fn tag_all(&mut self, asked: &[(&str, bool)]) {
        for (tag, set) in asked {
            self.changed.insert((*tag).to_owned(), *set);
        }
    }

    /// All tags as they now are, in no particular order once rules have changed them.
    pub(super) fn tags(&self) -> Vec<&str> {
        let kept =
            self.tags.iter().map(|tag| &**tag).filter(|tag| !self.changed.contains_key(*tag));
        let set = self.changed.iter().filter(|(_, set)| **set).map(|(tag, _)| tag.as_str());
        kept.chain(set).collect()
    }

    pub(super) fn is_tagged(&self, tag: &str) -> bool {
        let changed = self.changed.get(tag).copied();
        changed.unwrap_or_else(|| self.tags.iter().any(|other| other == tag))
    }
}

/// What is owed, without what is for an event that the history has it for.
fn still_owed(owed: &[Owed], given: &[Grant]) -> Vec<Owed> {
    if owed.is_empty() {
        return Vec::new();
    }
    looked(given.len() + owed.len());
    let for_events = given.iter().filter_map(|grant| Some((grant.gift, grant.event.as_ref()?)));
    let was_given: HashSet<(GiftId, &Arc<str>)> = for_events.collect();
    let is_open = |owed: &&Owed| {
        owed.event.as_ref().is_none_or(|event| !was_given.contains(&(owed.gift, event)))
    };
    owed.iter().filter(is_open).cloned().collect()
}
