//! What a decision changes, without what was so before.

use std::borrow::Cow;

use crate::eval::Decision;
use crate::run::Decided;

/// The decision with only those tags that the record does not have yet, and without removing those
/// that it never had; `None` if then nothing changes.
pub(super) fn changed<'d>(decided: &Decided<'d, '_>) -> Option<Cow<'d, Decision>> {
    let decision = decided.decision;
    if decision.is_nothing() {
        return None;
    }
    if decision.tags.is_empty() && decision.untags.is_empty() {
        return Some(Cow::Borrowed(decision));
    }
    // A record that was decided can be read again.
    let record = decided.record().ok()?;
    let has = |tag: &String| record.tags.iter().any(|other| other == tag);
    let mut changed = decision.clone();
    changed.tags.retain(|tag| !has(tag));
    changed.untags.retain(has);
    (!changed.is_nothing()).then_some(Cow::Owned(changed))
}
