use super::block::{BLOCK, STRETCH};

/// How many places follow the last token, so that a reader can look ahead without a check.
const AHEAD: usize = 4;

/// The places of tokens, in order. The vector is as long as it ever had to be, and `count` says
/// how much of it is in use.
#[derive(Debug, Default)]
pub(super) struct Places {
    all: Vec<u32>,
    count: usize,
}

impl Places {
    pub fn clear(&mut self) {
        self.count = 0;
    }

    #[inline]
    pub fn as_slice(&self) -> &[u32] {
        &self.all[..self.count]
    }

    /// Room for as many places as a stretch can have, or the end.
    pub fn room(&mut self) -> &mut [u32] {
        let wanted = self.count + STRETCH;
        if self.all.len() < wanted {
            self.all.resize(wanted.next_power_of_two(), 0);
        }
        &mut self.all[self.count..]
    }

    /// Keeps the first places that were written to the room.
    pub fn keep(&mut self, count: usize) {
        self.count += count;
    }

    /// Says that there is nothing from here on.
    pub fn end(&mut self, length: u32) {
        self.room()[..AHEAD].fill(length);
        self.keep(AHEAD);
    }
}

/// Writes a place for each bit of `tokens`, counted from `base`, and returns how many there are.
#[inline]
pub(super) fn write(room: &mut [u32; BLOCK], base: u32, tokens: u64) -> usize {
    let count = tokens.count_ones() as usize;
    let mut rest = tokens;
    for slot in &mut room[..count] {
        *slot = base + rest.trailing_zeros();
        rest &= rest - 1;
    }
    count
}
