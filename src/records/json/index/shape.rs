//! Where in a block values begin and end, for those who only look for that.

use super::block::BLOCK;
use super::way::Way;

/// What is where in a block: a bit for each byte, the first byte lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub quotes: u64,
    pub backslashes: u64,
    /// `{ } [ ]`.
    pub brackets: u64,
    pub line_ends: u64,
}

/// Finds the shapes of blocks, by what this processor has for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shapes(Way);

impl Shapes {
    /// The fastest way to find them.
    pub(crate) fn best() -> Shapes {
        Shapes(Way::best())
    }

    /// The shape of a block.
    #[inline]
    pub(crate) fn of(self, bytes: &[u8; BLOCK]) -> Shape {
        self.0.shape(bytes)
    }
}

/// A bit for each byte that an odd number of quotes is before or on.
pub(crate) fn within(quotes: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(quotes, |within, by| within ^ (within << by))
}
