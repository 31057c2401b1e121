//! What became of a record.

use super::Outcome;

/// What became of a record under one of the rule files.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// The customer was decided.
    Decided(Outcome),
    /// The rules leave the customer out.
    LeftOut,
    /// It was rejected, for this reason.
    Rejected(String),
}
