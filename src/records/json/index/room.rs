//! Memory for the tokens of a few blocks.

use super::block::{BLOCK, STRETCH};

/// Where the tokens of a stretch are written: a slot for each of its bytes.
#[derive(Debug)]
pub(super) struct Room<'r> {
    places: &'r mut [u32; STRETCH],
    kinds: &'r mut [u8; STRETCH],
    count: usize,
}

impl<'r> Room<'r> {
    pub(super) fn new(places: &'r mut [u32; STRETCH], kinds: &'r mut [u8; STRETCH]) -> Room<'r> {
        Room { places, kinds, count: 0 }
    }

    /// How many tokens are in it.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The slots for the places and kinds of the next block. All of them may be written; those
    /// after what is kept are written again.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<(&mut [u32; BLOCK], &mut [u8; BLOCK])> {
        let places = self.places.get_mut(self.count..)?.first_chunk_mut()?;
        let kinds = self.kinds.get_mut(self.count..)?.first_chunk_mut()?;
        Some((places, kinds))
    }

    /// Keeps the first slots of the last block.
    #[inline(always)]
    pub(super) fn keep(&mut self, count: usize) {
        self.count += count;
    }
}
