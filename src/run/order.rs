//! Hands results over in the order of the inputs.

use std::io;
use std::marker::PhantomData;

use super::tables::Joined;
use super::{Part, ReadFailure, Rejected};
use crate::records::StreamFault;

/// Takes the results of all inputs, one chunk after the other.
pub(super) struct Order<R, F, T> {
    /// What is made of a rejection alone.
    refuse: F,
    /// Who takes the results.
    take: T,
    results: PhantomData<fn() -> R>,
}

impl<R, F, T, E> Order<R, F, T>
where
    F: Fn(Rejected<'_>) -> R,
    T: FnMut(Part<R>) -> Result<(), E>,
{
    pub(super) fn new(refuse: F, take: T) -> Order<R, F, T> {
        Order { refuse, take, results: PhantomData }
    }

    /// Hands over the next results.
    pub(super) fn next(&mut self, part: Part<R>) -> Result<(), E> {
        (self.take)(part)
    }

    /// Hands over a row of a table that is rejected.
    fn reject(&mut self, rejected: Rejected<'_>) -> Result<(), E> {
        let results = (self.refuse)(rejected);
        (self.take)(Part { results, updated: Vec::new(), input: None })
    }

    /// Hands over all rows of tables that are rejected.
    pub(super) fn reject_rows(&mut self, tables: &Joined) -> Result<(), E>
    where
        E: From<ReadFailure>,
    {
        let unread = |error: io::Error| {
            let input = "the rows of the tables".to_owned();
            ReadFailure { input, error, temporary: true }
        };
        let mut failed = None;
        let shown = tables.rejected(|rejected| {
            failed = self.reject(rejected).err();
            if failed.is_some() { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
        });
        failed.map_or(Ok(()), Err)?;
        Ok(shown.map_err(unread)?)
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
            known: None,
        };
        self.reject(rejected)
    }
}
