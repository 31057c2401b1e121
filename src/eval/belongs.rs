//! Events that belong to events of other lists: which there are, and whether they count.

use crate::plan::Scope;
use crate::values::Truth;

use super::Fault;
use super::listed::Listed;
use super::row::{EventRow, Row};
use super::view::View;

impl<'v> View<'v> {
    /// The events of a list that exist; `None` if the list is not known.
    pub(super) fn listed(&self, list: usize) -> Option<&Listed> {
        let listed = self.listed[list].get_or_init(|| {
            let (events, as_of) = (self.record.lists[list].as_ref()?, self.at.clock.as_of());
            let need = &self.at.plan.needs.lists[list];
            let Some(parent) = need.parent() else {
                return Some(Listed::of_customer(events, need, as_of));
            };
            let above = (self.record.lists[parent].as_ref()?, self.listed(parent)?);
            Some(Listed::of_events(events, need, above, as_of))
        });
        listed.as_ref()
    }

    /// The event in a place among those of a list that exist.
    pub(super) fn event_in(&self, list: usize, place: usize) -> Option<EventRow<'v>> {
        let events = self.record.lists[list].as_ref()?;
        let existing = self.listed(list)?.events.get(place)?;
        Some(EventRow { list, events, index: existing.index, place, at: existing.at })
    }

    /// The event of another list that this one belongs to, straight or through others; itself if it
    /// is of that list.
    pub(super) fn above(&self, row: Option<Row<'v>>, list: usize) -> Option<EventRow<'v>> {
        let Some(Row::Event(mut event)) = row else { return None };
        while event.list != list {
            event = self.parent(event)?;
        }
        Some(event)
    }

    fn parent(&self, event: EventRow<'v>) -> Option<EventRow<'v>> {
        let parent = self.at.plan.needs.lists[event.list].parent()?;
        self.event_in(parent, self.listed(event.list)?.events.get(event.place)?.parent)
    }

    /// The places of the events of a list that belong to an event of another one, straight or
    /// through others.
    pub(super) fn below(&self, list: usize, of: EventRow<'v>) -> Vec<usize> {
        let parent = self.at.plan.needs.lists[list].parent();
        let (Some(parent), Some(listed)) = (parent, self.listed(list)) else { return Vec::new() };
        if parent == of.list {
            return listed.below(of.place).collect();
        }
        let parents = self.below(parent, of).into_iter();
        let mut places: Vec<usize> = parents.flat_map(|parent| listed.below(parent)).collect();
        places.sort_unstable();
        places
    }

    /// Whether the events count that an event belongs to, up to the one of the list `within`, which
    /// is at hand.
    pub(super) fn counts_above(&self, row: Row<'v>, within: Option<usize>) -> Result<Truth, Fault> {
        let mut whole = Truth::True;
        let Row::Event(mut event) = row else { return Ok(whole) };
        while let Some(parent) = self.parent(event).filter(|parent| Some(parent.list) != within) {
            whole = whole.and(self.passes(parent)?);
            if whole == Truth::False {
                break;
            }
            event = parent;
        }
        Ok(whole)
    }

    /// Whether an event passes the filter of its list, which is found out once.
    fn passes(&self, event: EventRow<'v>) -> Result<Truth, Fault> {
        let Some(parent) = &self.at.plan.parents[event.list] else { return Ok(Truth::True) };
        let known = (event.list, event.place);
        if let Some(truth) = self.passing.borrow().get(&known) {
            return Ok(*truth);
        }
        let truth = self.truth(&parent.condition, Some(Row::Event(event)))?;
        self.passing.borrow_mut().insert(known, truth);
        Ok(truth)
    }

    /// Passes over the events of a scope that exist: all of them, or those below an event of another
    /// list. Says whether the list is known.
    pub(super) fn each_row(
        &self,
        scope: &Scope,
        below: Option<EventRow<'v>>,
        mut each: impl FnMut(Row<'v>) -> Result<(), Fault>,
    ) -> Result<bool, Fault> {
        let list = match scope {
            Scope::Given(gifts) => {
                let given = self.state.given.iter().filter(|grant| gifts.contains(&grant.gift));
                given.map(Row::Grant).try_for_each(each)?;
                return Ok(true);
            }
            Scope::List(list) => *list,
        };
        let Some(listed) = self.listed(list) else { return Ok(false) };
        let mut one = |place| match self.event_in(list, place) {
            Some(event) => each(Row::Event(event)),
            None => Ok(()),
        };
        match below {
            None => (0..listed.events.len()).try_for_each(&mut one)?,
            Some(of) => self.below(list, of).into_iter().try_for_each(&mut one)?,
        }
        Ok(true)
    }
}
