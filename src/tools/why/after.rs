//! The record with what the decision changes.

use crate::after::{self, Changes};
use crate::eval::{Decision, Fault, Record};
use crate::values::Instant;

/// The record with what the decision changes, if it changes something.
pub(super) fn changed<'r>(
    record: &Record<'r>,
    decision: &Result<Decision, Fault>,
    as_of: Instant,
) -> Option<Record<'r>> {
    let decision = decision.as_ref().ok()?;
    if Changes::of(&record.tags, decision, as_of).is_empty() {
        return None;
    }
    let mut changed = record.clone();
    after::apply(&mut changed, decision, as_of);
    Some(changed)
}
