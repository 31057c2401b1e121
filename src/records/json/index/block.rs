//! What each byte of a block is.

/// How many bytes are looked at in one go: one for each bit of a word.
pub(crate) const BLOCK: usize = 64;

/// How many bytes are looked at before new room is made for their places.
pub(super) const STRETCH: usize = 64 * BLOCK;

/// What is where in a block: a bit for each byte, the first byte lowest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub quotes: u64,
    pub backslashes: u64,
    /// `{ } [ ] : ,`, and possibly control characters.
    pub marks: u64,
    /// White space.
    pub spaces: u64,
    /// Control characters, below 0x20, and bytes that are not ASCII: blocks with any are rare.
    pub rare: u64,
    /// Those of them that are not ASCII.
    pub high: u64,
}
