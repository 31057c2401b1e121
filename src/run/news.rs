//! What a decision changes, without what was so before.

use std::borrow::Cow;

use crate::eval::{Decision, Record};

/// The decision with only those tags that the record does not have yet, and without removing those
/// that it never had; `None` if then nothing changes. The record is asked for only if it matters.
pub(super) fn news<'d, 'r, 'c: 'r>(
    decision: &'d Decision,
    record: impl FnOnce() -> Option<Cow<'r, Record<'c>>>,
) -> Option<Cow<'d, Decision>> {
    if decision.is_nothing() {
        return None;
    }
    if decision.tags.is_empty() && decision.untags.is_empty() {
        return Some(Cow::Borrowed(decision));
    }
    let record = record()?;
    let has = |tag: &String| record.tags.iter().any(|other| other == tag);
    let mut changed = decision.clone();
    changed.tags.retain(|tag| !has(tag));
    changed.untags.retain(has);
    (!changed.is_nothing()).then_some(Cow::Owned(changed))
}
