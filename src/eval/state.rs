//! What changes about a customer from step to step.

use std::borrow::Cow;

use crate::plan::{Grant, Plan, StageId};
use crate::values::Instant;

use super::Record;
use super::context::Context;

/// What changes about a customer from step to step.
#[derive(Clone, Debug)]
pub(super) struct State<'r> {
    /// `None`: about to enter the start stage.
    pub stage: Option<StageId>,
    pub stage_since: Option<Instant>,
    /// The tags of the record, and all tags as they now stand once a rule has changed them.
    tags: &'r [Cow<'r, str>],
    changed: Option<Vec<String>>,
    /// The history as far as it has happened, and what was given since.
    pub given: Vec<Grant>,
}

impl<'r> State<'r> {
    /// As the record is: what is after the `as of` does not exist.
    pub(super) fn of(record: &'r Record<'_>, at: &Context) -> State<'r> {
        let as_of = at.clock.as_of();
        let happened = |grant: &&Grant| grant.at.is_none_or(|at| at <= as_of);
        State {
            tags: &record.tags,
            given: record.given.iter().filter(happened).cloned().collect(),
            ..State::begin(at, record.stage, record.stage_since)
        }
    }

    /// In a stage, without tags and history. A new customer enters the first stage now.
    pub(super) fn begin(
        at: &Context,
        stage: Option<StageId>,
        stage_since: Option<Instant>,
    ) -> State<'r> {
        let stage_since = if stage.is_none() { Some(at.clock.as_of()) } else { stage_since };
        State { stage, stage_since, tags: &[], changed: None, given: Vec::new() }
    }

    /// The stage, or the one that a new customer enters.
    pub(super) fn stage(&self, plan: &Plan) -> StageId {
        self.stage.unwrap_or(plan.start)
    }

    /// Sets a tag, or takes it away.
    pub(super) fn tag(&mut self, tag: &str, set: bool) {
        let before = self.tags;
        let tags =
            self.changed.get_or_insert_with(|| before.iter().map(|tag| tag.to_string()).collect());
        tags.retain(|other| other != tag);
        if set {
            tags.push(tag.to_owned());
        }
    }

    /// All tags as they now stand.
    pub(super) fn tags(&self) -> Vec<&str> {
        match &self.changed {
            Some(tags) => tags.iter().map(String::as_str).collect(),
            None => self.tags.iter().map(|tag| &**tag).collect(),
        }
    }

    pub(super) fn is_tagged(&self, tag: &str) -> bool {
        match &self.changed {
            Some(tags) => tags.iter().any(|other| other == tag),
            None => self.tags.iter().any(|other| other == tag),
        }
    }
}
