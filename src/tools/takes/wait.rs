//! What comes by itself, or some time after a change.

use std::sync::Arc;

use super::levers::Fact;
use super::pull::Pull;
use super::search::{Found, Search};
use super::size::is_contained;
use crate::eval::{Decision, Evaluator, Record};
use crate::plan::Plan;
use crate::values::AsOf;
use crate::when;

/// So many changes of two facts are followed into the future at most.
const PAIRS: usize = 200;

/// The moment from which something is decided, and what that is.
pub(super) type Moment = (AsOf, Decision);

/// Changes that reach the goal at a later moment.
pub(super) struct Later {
    pub at: AsOf,
    pub found: Found,
}

impl Search<'_> {
    /// When the goal is reached after changes, if nothing else happens.
    pub(super) fn moment(
        &mut self,
        plan: &Arc<Plan>,
        as_of: AsOf,
        record: &Record<'static>,
    ) -> Option<Moment> {
        let mut decision = None;
        let at = when::first_moment(plan, record, as_of, None, |evaluator: &Evaluator| {
            // Then there is none.
            if self.is_over() {
                return true;
            }
            decision = match evaluator.alone(record) {
                Ok(evaluator) => self.reaches_with(&evaluator, record),
                Err(_) => None,
            };
            decision.is_some()
        })?;
        Some((at, decision?))
    }

    /// Changes of one fact, or else of two, with the earliest moments at which they reach the goal, as
    /// far as that is earlier than it is reached by itself.
    pub(super) fn later(
        &mut self,
        plan: &Arc<Plan>,
        as_of: AsOf,
        by_itself: Option<AsOf>,
    ) -> Vec<Later> {
        let facts = Fact::all(self, self.domain());
        let mut all: Vec<Later> = Vec::new();
        let record = self.record.clone();
        for fact in &facts {
            for pulls in self.changes(fact, &record) {
                self.follow(plan, as_of, by_itself, pulls, &mut all);
            }
        }
        if !all.is_empty() {
            return all;
        }
        let mut pairs = 0;
        for (place, fact) in facts.iter().enumerate() {
            for first in self.changes(fact, &record) {
                let changed = self.changed(&record, &first);
                for other in &facts[place + 1..] {
                    for second in self.changes(other, &changed) {
                        pairs += 1;
                        if pairs > PAIRS {
                            return all;
                        }
                        let pulls = first.iter().cloned().chain(second).collect();
                        self.follow(plan, as_of, by_itself, pulls, &mut all);
                    }
                }
            }
        }
        all
    }

    /// Follows changes into the future, unless smaller ones reach the goal as early.
    fn follow(
        &mut self,
        plan: &Arc<Plan>,
        as_of: AsOf,
        by_itself: Option<AsOf>,
        pulls: Vec<Pull>,
        all: &mut Vec<Later>,
    ) {
        if self.is_over() {
            return;
        }
        let changed = self.changed(&self.record, &pulls);
        let Some((at, decision)) = self.moment(plan, as_of, &changed) else { return };
        if by_itself.is_some_and(|by_itself| !is_before(at, by_itself)) {
            return;
        }
        let record = &self.record;
        let beats = |one: (&[Pull], AsOf), other: (&[Pull], AsOf)| {
            is_contained(record, one.0, other.0) && !is_before(other.1, one.1)
        };
        if all.iter().any(|found| beats((&found.found.pulls, found.at), (&pulls, at))) {
            return;
        }
        all.retain(|found| !beats((&pulls, at), (&found.found.pulls, found.at)));
        all.push(Later { at, found: Found { pulls, decision } });
    }
}

/// Whether a moment is before another one of the same kind.
pub(super) fn is_before(one: AsOf, other: AsOf) -> bool {
    match (one, other) {
        (AsOf::Day(one), AsOf::Day(other)) => one < other,
        (AsOf::Instant(one), AsOf::Instant(other)) => one < other,
        (AsOf::Day(_), AsOf::Instant(_)) | (AsOf::Instant(_), AsOf::Day(_)) => false,
    }
}
