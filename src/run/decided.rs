//! A customer for whom there is a decision.

use crate::eval::{Decision, Id, Record};

/// A decision, with the customer that it is for and the place in the input.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'d, 'c> {
    /// The id of the customer.
    pub id: &'d Id<'c>,
    /// What happens to them.
    pub decision: &'d Decision,
    /// The record, where it was read as a whole: the fast path reads only what the rules ask for.
    /// Where an [`update`](super::Settings) is wanted, it is there whenever something changes.
    pub record: Option<&'d Record<'c>>,
    /// The name of the input.
    pub input: &'d str,
    /// The line on which the record begins, from 1.
    pub line: u64,
    /// The record as it is written.
    pub raw: &'c [u8],
}
