//! What a chunk holds, one thing after the other.

use super::written::Written;

/// One stretch of a chunk.
#[derive(Debug)]
pub enum Entry<'c> {
    /// What is between records: line ends, commas, the brackets of a list, blank lines.
    Between(&'c [u8]),
    /// The header of a CSV file, without its line end.
    Header(&'c [u8]),
    /// A record as it is written, still to be read.
    Record(Written<'c>),
}
