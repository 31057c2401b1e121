//! Whoever makes something of decisions.

use super::{Decided, Rejected};
use crate::records::LedgerRow;

/// Is shown each decision and each rejection on the thread that made it, and makes its own results
/// of them. One is shared by all threads; what it makes of some customers, who follow each other in
/// the input, is a part.
pub trait Observer: Sync {
    /// What it makes of some customers.
    type Results: Send;

    /// Nothing yet.
    fn begin(&self) -> Self::Results;

    /// There is a decision for the next customer.
    fn decided(&self, results: &mut Self::Results, decided: &Decided<'_, '_>);

    /// The next customer is left out of everything: there is no decision. A ledger may know them.
    fn left_out(&self, results: &mut Self::Results, known: Option<LedgerRow>);

    /// The next record is that of a customer who has more than one id, and is here by another record. Unless
    /// somebody counts them, such records are left out.
    fn merged(&self, results: &mut Self::Results) {
        self.left_out(results, None);
    }

    /// The next customer was decided as of this moment before, as a ledger says.
    fn done_before(&self, results: &mut Self::Results) {
        let _nothing_is_made_of_them = results;
    }

    /// The next record was rejected.
    fn rejected(&self, results: &mut Self::Results, rejected: Rejected<'_>);
}

/// The result of some customers who follow each other in the input.
#[derive(Clone, Debug, Default)]
pub struct Part<R> {
    /// What the observer made of them.
    pub results: R,
    /// The same stretch of the input with what was decided in it, where that is wanted.
    pub updated: Vec<u8>,
    /// Which of the inputs they are in, from 0; `None` if it is about no record of an input, such as a row
    /// of a table, or an input as a whole.
    pub input: Option<usize>,
}
