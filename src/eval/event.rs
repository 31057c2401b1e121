//! An event, to be asked about.

use crate::plan::{GiftId, Scope};
use crate::values::Instant;

use super::row::Row;
use super::view::View;

/// An event of a customer, to be asked about: see [`Situation::events`](super::Situation::events).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    from: From,
    /// When it happened; `None` if that is not known.
    pub at: Option<Instant>,
    /// Its place in the list as the record has it; of what was given, in the history as far as it
    /// has happened.
    pub index: usize,
}

/// Where an event comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// By the slot of the list.
    List(usize),
    Given(GiftId),
}

impl Event {
    pub(super) fn of(list: usize, index: usize, at: Option<Instant>) -> Event {
        Event { from: From::List(list), at, index }
    }

    pub(super) fn given(gift: GiftId, index: usize, at: Option<Instant>) -> Event {
        Event { from: From::Given(gift), at, index }
    }

    /// Whether it is among the events of a scope.
    fn is_in(self, scope: &Scope) -> bool {
        match (self.from, scope) {
            (From::List(own), Scope::List(list)) => own == *list,
            (From::Given(gift), Scope::Given(gifts)) => gifts.contains(&gift),
            (From::List(_), Scope::Given(_)) | (From::Given(_), Scope::List(_)) => false,
        }
    }

    /// The event of a scope as evaluation has it; `None` where this customer has no such event.
    pub(super) fn row<'v>(self, scope: &Scope, view: &View<'v>) -> Option<Row<'v>> {
        if self.is_in(scope) { self.at_hand(view) } else { None }
    }

    /// The same whatever is asked of it.
    pub(super) fn at_hand<'v>(self, view: &View<'v>) -> Option<Row<'v>> {
        match self.from {
            From::List(list) => {
                let events = &view.listed(list)?.events;
                let place = events.binary_search_by_key(&self.index, |event| event.index);
                view.event_in(list, place.ok()?).map(Row::Event)
            }
            From::Given(_) => view.state.given.get(self.index).map(Row::Grant),
        }
    }
}
