//! Hands results over in the order of the inputs.

use super::{Observer, Part, Rejected};
use crate::records::StreamFault;

/// Takes the results of all inputs, one chunk after the other.
pub(super) struct Order<'a, O, T> {
    pub observer: &'a O,
    /// Who takes them.
    pub take: T,
}

impl<O, T, E> Order<'_, O, T>
where
    O: Observer,
    T: FnMut(Part<O::Results>) -> Result<(), E>,
{
    /// Hands over the next results.
    pub(super) fn next(&mut self, part: Part<O::Results>) -> Result<(), E> {
        (self.take)(part)
    }

    /// Hands over a row of a table that is rejected.
    pub(super) fn reject(&mut self, rejected: Rejected<'_>) -> Result<(), E> {
        let mut results = self.observer.begin();
        self.observer.rejected(&mut results, rejected);
        (self.take)(Part { results, updated: Vec::new(), input: None })
    }

    /// Notes what is wrong with an input as a whole.
    pub(super) fn fault(&mut self, fault: StreamFault, input: &str) -> Result<(), E> {
        let (line, fault) = (fault.line, fault.fault.into());
        let (raw, whole_input) = (&b""[..], true);
        let rejected = Rejected {
            id: None,
            input,
            line,
            customer: None,
            raw,
            header: None,
            fault,
            whole_input,
        };
        self.reject(rejected)
    }
}
