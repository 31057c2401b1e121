//! The event at hand.

use crate::plan::Grant;
use crate::values::Instant;

use super::Events;

/// The event at hand inside a `where`.
#[derive(Clone, Copy)]
pub(super) enum Row<'v> {
    Event(EventRow<'v>),
    Grant(&'v Grant),
}

/// An event of a list.
#[derive(Clone, Copy)]
pub(super) struct EventRow<'v> {
    /// The slot of the list.
    pub list: usize,
    pub events: &'v Events<'v>,
    /// Its place in the list as the record has it.
    pub index: usize,
    /// Its place among the events that exist.
    pub place: usize,
    pub at: Option<Instant>,
}

impl Row<'_> {
    pub(super) fn at(&self) -> Option<Instant> {
        match self {
            Row::Event(event) => event.at,
            Row::Grant(grant) => grant.at,
        }
    }
}
