//! The places of the tokens, and memory for them.

use super::block::STRETCH;
use super::room::Room;

/// How much follows the last token, so that a reader can look ahead without a check.
const AHEAD: usize = 8;

/// The places of tokens and their first bytes, in order. The vectors are as long as they ever had
/// to be, and `count` says how much of them is in use.
#[derive(Debug, Default)]
pub(super) struct Places {
    all: Vec<u32>,
    kinds: Vec<u8>,
    count: usize,
}

impl Places {
    pub(super) fn clear(&mut self) {
        self.count = 0;
    }

    pub(super) fn size(&self) -> usize {
        self.all.len()
    }

    #[inline]
    pub(super) fn as_slice(&self) -> &[u32] {
        &self.all[..self.count]
    }

    #[inline]
    pub(super) fn kinds(&self) -> &[u8] {
        &self.kinds[..self.count]
    }

    /// Room for as many tokens as a stretch can have.
    #[inline]
    pub(super) fn room(&mut self) -> Option<Room<'_>> {
        self.reserve(STRETCH);
        let places = self.all.get_mut(self.count..)?.first_chunk_mut()?;
        let kinds = self.kinds.get_mut(self.count..)?.first_chunk_mut()?;
        Some(Room::new(places, kinds))
    }

    #[inline]
    fn reserve(&mut self, more: usize) {
        let wanted = self.count + more;
        if self.all.len() < wanted {
            self.grow(wanted);
        }
    }

    #[cold]
    fn grow(&mut self, wanted: usize) {
        let wanted = wanted.next_power_of_two();
        self.all.resize(wanted, 0);
        self.kinds.resize(wanted, 0);
    }

    /// Keeps the first tokens that were written to the room.
    #[inline]
    pub(super) fn keep(&mut self, count: usize) {
        self.count += count;
    }

    /// Says that there is nothing from here on.
    pub(super) fn end(&mut self, length: u32) {
        self.reserve(AHEAD);
        self.all[self.count..][..AHEAD].fill(length);
        self.kinds[self.count..][..AHEAD].fill(0);
        self.count += AHEAD;
    }
}
