//! Ids that rise from record to record, as they do in most exports: none of them can come again, so
//! nobody looks for them.

/// The ids so far, each of which comes after the one before.
#[derive(Debug, Default)]
pub(super) struct Rising {
    /// The last of them.
    last: Option<Box<[u8]>>,
    /// The key of each, and its place.
    ids: Vec<(u32, u32)>,
}

impl Rising {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether ids that rise, from this one on, come after all of those so far.
    pub(super) fn comes_before(&self, first: &[u8]) -> bool {
        self.last.as_ref().is_none_or(|last| is_after(first, last))
    }

    /// Takes up such ids with their places, up to the last one.
    pub(super) fn add(&mut self, ids: impl Iterator<Item = (u32, u32)>, last: &[u8]) {
        self.ids.extend(ids);
        self.last = Some(Box::from(last));
    }

    /// All keys with their places, in the order of the ids. What comes next still rises above them.
    pub(super) fn drain(&mut self) -> Vec<(u32, u32)> {
        std::mem::take(&mut self.ids)
    }
}

/// Whether an id comes after another one: 9 is before 10, and `c-09` before `c-10`. What matters is
/// only that it is an order, and that ids which are counted up have it.
#[inline]
pub(super) fn is_after(id: &[u8], other: &[u8]) -> bool {
    (id.len(), id) > (other.len(), other)
}
