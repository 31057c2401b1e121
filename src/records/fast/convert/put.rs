//! The last step into a slot.

use crate::eval::fast::Slot;
use crate::records::fast::tokens::Next;

/// Puts what a single token says into its slot.
#[inline(always)]
pub(super) fn put(at: u32, whole: Option<i128>, slot: &mut Slot<'_>) -> Next {
    if let Some(whole) = whole {
        *slot = Slot::Whole(whole);
    }
    Ok(at + 1)
}
