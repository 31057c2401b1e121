//! The event at hand.

use crate::plan::Grant;
use crate::values::Instant;

use super::Events;

/// The event at hand inside a `where`.
#[derive(Clone, Copy)]
pub(super) enum Row<'v> {
    Event(&'v Events<'v>, usize),
    Grant(&'v Grant),
}

impl Row<'_> {
    pub(super) fn at(&self) -> Option<Instant> {
        match self {
            Row::Event(events, index) => events.at[*index],
            Row::Grant(grant) => grant.at,
        }
    }
}
