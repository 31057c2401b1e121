//! The simplest observer: a function that makes one thing of each customer.

use super::{Decided, Observer, Rejected};
use crate::records::LedgerRow;

pub(super) struct Each<F>(pub F);

impl<F, T> Observer for Each<F>
where
    F: Fn(Result<&Decided<'_, '_>, &Rejected<'_>>) -> T + Sync,
    T: Send,
{
    type Results = Vec<T>;

    fn begin(&self) -> Vec<T> {
        Vec::new()
    }

    fn decided(&self, results: &mut Vec<T>, decided: &Decided<'_, '_>) {
        results.push(self.0(Ok(decided)));
    }

    fn left_out(&self, _results: &mut Vec<T>, _known: Option<LedgerRow>) {}

    fn rejected(&self, results: &mut Vec<T>, rejected: Rejected<'_>) {
        results.push(self.0(Err(&rejected)));
    }
}
