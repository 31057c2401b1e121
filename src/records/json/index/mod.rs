//! Where the tokens of a JSON text begin, found 64 bytes at a time and without a look at what they
//! mean: a reader then goes from token to token.
//!
//! ```text
//! text -> blocks (what each byte is, as bits) -> sweep (which of them begin a token) -> places
//! ```
//!
//! How a block is looked at depends on the processor; all else is the same for all of them.

#![allow(unsafe_code, reason = "instructions of some processors are only called with it")]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod block;
mod escapes;
mod marks;
mod places;
mod plain;
mod reach;
mod room;
mod shape;
#[cfg(target_arch = "x86_64")]
mod sse2;
mod sweep;
#[cfg(test)]
mod tests;
mod way;

pub(crate) use block::BLOCK;
pub(crate) use shape::{Shapes, within};

use block::STRETCH;
use marks::{Marks, Unindexed};
use places::Places;
use sweep::Sweep;
use way::Way;

/// The places of all tokens of one JSON text, in order: each of `{ } [ ] : ,`, the opening quote
/// of each text, and the first byte of each other run of bytes that are not white space. Beside
/// them are their kinds, so that a reader can tell what several tokens are in one go. Eight times
/// the length of the whole is after the places, and as many zeros after the kinds, so that it
/// can look ahead.
///
/// It is filled again and again, so that nothing is allocated once it has seen a long text.
#[derive(Debug)]
pub(crate) struct Index {
    way: Way,
    places: Places,
    most: usize,
}

impl Index {
    /// An index of nothing, for the processor that this runs on.
    pub(crate) fn new() -> Index {
        Index::by(Way::best())
    }

    fn by(way: Way) -> Index {
        Index { way, places: Places::default(), most: 0 }
    }

    /// Finds the tokens. All texts are then closed, with escapes that JSON knows and without
    /// control characters, and the whole is UTF-8. What order the tokens are in, and what the
    /// words are, is not looked at. Where it is declined, the places mean nothing.
    pub(crate) fn fill<'t>(&mut self, text: &'t [u8]) -> Result<Marks<'t>, Unindexed> {
        self.places.clear();
        let length = u32::try_from(text.len()).map_err(|_| Unindexed)?;
        let mut sweep = Sweep::new(text);
        for stretch in text.chunks(STRETCH) {
            let mut room = self.places.room().ok_or(Unindexed)?;
            self.way.sweep(&mut sweep, stretch, &mut room);
            let count = room.count();
            self.places.keep(count);
        }
        self.places.end(length);
        self.most = self.most.max(self.places.as_slice().len());
        sweep.end()
    }

    /// How many tokens it has room for, which is as many as the largest text had.
    pub(crate) fn room(&self) -> usize {
        self.places.size()
    }

    /// How many tokens the largest text had since this was last asked.
    pub(crate) fn take_most(&mut self) -> usize {
        std::mem::take(&mut self.most)
    }

    /// The places that the last text has.
    #[inline]
    pub(crate) fn places(&self) -> &[u32] {
        self.places.as_slice()
    }

    /// The first byte of each token of the last text, in the order of the places. No token begins
    /// with a zero: there only the end does.
    #[inline]
    pub(crate) fn kinds(&self) -> &[u8] {
        self.places.kinds()
    }
}
