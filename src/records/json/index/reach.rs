//! From where to where some bytes were seen.

use std::ops::Range;

/// From the first to the last of the bytes of some kind that were seen in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    from: u32,
    to: u32,
}

impl Reach {
    /// None were seen.
    pub(super) const NOTHING: Reach = Reach { from: u32::MAX, to: 0 };

    /// Takes in the bytes of a block that begins at `base`: at least one, a bit for each.
    #[inline]
    pub(super) fn take_in(&mut self, base: u32, bits: u64) {
        self.from = self.from.min(base + bits.trailing_zeros());
        self.to = base + (u64::BITS - bits.leading_zeros());
    }

    /// From the first to past the last; empty where there are none.
    pub(super) fn range(self) -> Range<u32> {
        if self.from < self.to { self.from..self.to } else { 0..0 }
    }
}
