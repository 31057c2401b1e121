//! What became of a stream, and what was wrong with it as a whole.

use super::encoding::Encoding;
use super::format::Format;
use crate::records::csv::MissingColumn;
use crate::records::fault::Fault;

/// What became of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What it was read as.
    pub format: Format,
    /// What its text was decoded from, if it was not UTF-8.
    pub encoding: Option<Encoding>,
    /// The columns that are needed of it, if it is CSV, and that it does not have.
    pub lacks: Vec<MissingColumn>,
    /// Why nothing of it, or nothing more of it, could be read.
    pub fault: Option<StreamFault>,
}

/// What is wrong with a stream as a whole: it is a picture, its gzip breaks off, its header has no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamFault {
    /// The line that was reached.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}
