use std::borrow::Cow;

use crate::plan::{Grant, Plan, StageId};
use crate::values::Instant;

use super::{Evaluator, Record};

/// What changes about a customer from step to step.
#[derive(Clone, Debug)]
pub(super) struct State<'r> {
    /// `None`: about to enter the start stage.
    pub stage: Option<StageId>,
    pub stage_since: Option<Instant>,
    pub tags: Vec<Cow<'r, str>>,
    /// The history as far as it has happened, and what was given since.
    pub given: Vec<Grant>,
}

impl<'r> State<'r> {
    /// As the record stands: what lies after the `as of` does not exist.
    pub fn of(record: &'r Record<'_>, at: &Evaluator<'_>) -> State<'r> {
        let as_of = at.clock.as_of();
        let happened = |grant: &&Grant| grant.at.is_none_or(|at| at <= as_of);
        let new = record.stage.is_none();
        State {
            stage: record.stage,
            stage_since: if new { Some(as_of) } else { record.stage_since },
            tags: record.tags.iter().map(|tag| Cow::Borrowed(&**tag)).collect(),
            given: record.given.iter().filter(happened).cloned().collect(),
        }
    }

    /// The stage, or the one that somebody new enters.
    pub fn stage(&self, plan: &Plan) -> StageId {
        self.stage.unwrap_or(plan.start)
    }

    /// Sets a tag, or takes it away.
    pub fn tag(&mut self, tag: &str, set: bool) {
        self.tags.retain(|other| other != tag);
        if set {
            self.tags.push(Cow::Owned(tag.to_owned()));
        }
    }
}
