//! What a decision changes in the record of a customer.

use std::borrow::Cow;

use crate::eval::{Decision, Record};
use crate::plan::{Grant, Owed, StageId};
use crate::values::Instant;

/// What a decision changes in a record; `None` and empty leave things as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes<'c> {
    /// The stage that was entered.
    pub stage: Option<StageId>,
    /// When it was entered, where that changed.
    pub stage_since: Option<Instant>,
    /// All tags of the record from now on.
    pub tags: Option<Vec<&'c str>>,
    /// What is to be added to the history.
    pub given: Vec<Grant>,
    /// All that is owed from now on.
    pub owed: Option<Vec<Owed>>,
}

impl<'c> Changes<'c> {
    /// What a decision for a record with these tags, made as of an instant, changes in it. They are asked
    /// for only if it [changes tags](Decision::changes_tags).
    pub fn of(tags: &'c [Cow<'_, str>], decision: &'c Decision, as_of: Instant) -> Changes<'c> {
        // Settling may lead round to where it began, which is a new stay there all the same.
        let moved = decision.changes_stage() || !decision.moves.is_empty();
        let given = decision.given.iter().map(|given| Grant {
            gift: given.gift,
            at: Some(as_of),
            event: given.event.clone(),
            cost: given.cost,
            worth: given.worth,
        });
        Changes {
            stage: moved.then_some(decision.to),
            stage_since: decision.stage_since.filter(|_| moved),
            tags: tags_after(tags, decision),
            given: given.collect(),
            owed: decision.owed.clone(),
        }
    }

    /// All that rules did to a customer whom a ledger knows, with a decision on them if there is one: what a record
    /// has to say that says nothing of it but its own tags.
    pub fn whole(
        record: &'c Record<'_>,
        decision: Option<&'c Decision>,
        as_of: Instant,
    ) -> Changes<'c> {
        let step = decision.map(|decision| Changes::of(&record.tags, decision, as_of));
        let Changes { stage, stage_since, tags, given, owed } = step.unwrap_or_default();
        let all =
            |tags: &'c [Cow<'_, str>]| -> Vec<&'c str> { tags.iter().map(AsRef::as_ref).collect() };
        let own = record.tag_sources.as_ref().map_or(&record.tags, |sources| &sources.record);
        let tags = tags.unwrap_or_else(|| all(&record.tags));
        let owed = owed.unwrap_or_else(|| record.owed.clone());
        Changes {
            stage: stage.or(record.stage),
            stage_since: stage_since.or(record.stage_since),
            tags: (tags != all(own)).then_some(tags),
            given: record.given.iter().cloned().chain(given).collect(),
            owed: (!owed.is_empty()).then_some(owed),
        }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        let Changes { stage, stage_since, tags, given, owed } = self;
        let same = stage.is_none() && stage_since.is_none() && tags.is_none();
        same && given.is_empty() && owed.is_none()
    }
}

/// Makes a record what a decision, made as of an instant, made of the customer.
pub fn apply(record: &mut Record<'_>, decision: &Decision, as_of: Instant) {
    let Changes { stage, stage_since, tags, given, owed } =
        Changes::of(&record.tags, decision, as_of);
    let owned = |tag: &str| Cow::Owned(tag.to_owned());
    let tags: Option<Vec<_>> = tags.map(|tags| tags.into_iter().map(owned).collect());
    record.stage = stage.or(record.stage);
    record.stage_since = stage_since.or(record.stage_since);
    if let Some(tags) = tags {
        record.tags = tags;
    }
    record.given.extend(given);
    if let Some(owed) = owed {
        record.owed = owed;
    }
}

/// All tags after the decision; `None` if they are what they were.
fn tags_after<'c>(old: &'c [Cow<'_, str>], decision: &'c Decision) -> Option<Vec<&'c str>> {
    if !decision.changes_tags() {
        return None;
    }
    let old: Vec<&str> = old.iter().map(AsRef::as_ref).collect();
    let mut new = old.clone();
    new.retain(|tag| !decision.untags.iter().any(|untag| untag == tag));
    for tag in &decision.tags {
        if !new.contains(&tag.as_str()) {
            new.push(tag);
        }
    }
    (new != old).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Given, Id, Move};

    fn record() -> Record<'static> {
        Record {
            id: Id { text: "ada".into(), is_number: false },
            stage: Some(0),
            own_stage: None,
            stage_since: Some("2026-01-01T00:00:00Z".parse().unwrap()),
            tags: vec!["old".into(), "kept".into()],
            tag_sources: None,
            given: Vec::new(),
            assumed: Vec::new(),
            owed: Vec::new(),
            fields: Vec::new(),
            defaulted: Vec::new(),
            lists: Vec::new(),
            arms: Vec::new(),
        }
    }

    fn as_of() -> Instant {
        "2026-03-31T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_decision_that_does_nothing_changes_nothing() {
        let record = record();
        let decision = Decision {
            from: Some(0),
            to: 0,
            tags: vec!["kept".to_owned()],
            untags: vec!["absent".to_owned()],
            stage_since: record.stage_since,
            ..Decision::default()
        };
        assert!(Changes::of(&record.tags, &decision, as_of()).is_empty());
        let mut after = record.clone();
        apply(&mut after, &decision, as_of());
        assert_eq!(after, record);
    }

    #[test]
    fn everything_that_happens_is_in_the_record_afterwards() {
        let mut record = record();
        let decision = Decision {
            from: Some(0),
            to: 1,
            moves: vec![Move { rule: 0, to: 1 }],
            given: vec![Given { gift: 2, event: None, rule: 0, cost: None, worth: None }],
            tags: vec!["new".to_owned()],
            untags: vec!["old".to_owned()],
            stage_since: Some(as_of()),
            ..Decision::default()
        };
        apply(&mut record, &decision, as_of());
        assert_eq!((record.stage, record.stage_since), (Some(1), Some(as_of())));
        assert_eq!(record.tags, ["kept", "new"]);
        let grant = Grant { gift: 2, at: Some(as_of()), event: None, cost: None, worth: None };
        assert_eq!(record.given, [grant]);
    }

    #[test]
    fn settling_back_to_the_first_stage_is_a_new_stay() {
        let record = record();
        let decision = Decision {
            from: Some(0),
            to: 0,
            moves: vec![Move { rule: 0, to: 1 }, Move { rule: 1, to: 0 }],
            stage_since: Some(as_of()),
            ..Decision::default()
        };
        let changes = Changes::of(&record.tags, &decision, as_of());
        assert_eq!((changes.stage, changes.stage_since), (Some(0), Some(as_of())));
    }
}
