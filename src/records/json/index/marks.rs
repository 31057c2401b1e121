//! What the index says of a text besides the places of its tokens.

use std::ops::Range;

/// What was seen on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marks<'t> {
    /// The text, of which it is now known that it is one.
    pub text: &'t str,
    /// From the first to past the last backslash; empty where there is none.
    pub escapes: Range<u32>,
}

/// Something in it is not JSON, or too long: the scanner knows what and where. Nothing that it
/// takes is declined, as long as it is shorter than 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unindexed;
