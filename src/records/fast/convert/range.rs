//! The range of a number.

/// From the lowest to the highest number that there may be.
#[derive(Clone, Copy, Debug)]
pub(in crate::records::fast) struct Range {
    pub low: i128,
    pub high: i128,
}
