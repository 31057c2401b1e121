//! The events of a list that exist, and those of other lists that they belong to.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::plan::ListNeed;
use crate::values::Instant;

use super::Events;

/// The events of a list that have happened, of those with the same key the one that counts, in the
/// order of the list. What belongs to an event of another list is there if that one is.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub events: Vec<Existing>,
    /// Where they belong to others: by their places here, which have the same order, below each of
    /// those.
    below: Vec<(usize, usize)>,
}

/// An event that exists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Existing {
    /// Its place in the list as the record has it.
    pub index: usize,
    pub at: Option<Instant>,
    /// The place, among those that exist, of the event that it belongs to; 0 if it belongs to none.
    pub parent: usize,
}

impl Listed {
    /// Those of a list that belongs to the customer.
    pub(super) fn of_customer(events: &Events<'_>, need: &ListNeed, as_of: Instant) -> Listed {
        let all =
            (0..events.len()).map(|index| Existing { index, at: events.at[index], parent: 0 });
        Listed { events: counted(all.collect(), events, need, as_of), below: Vec::new() }
    }

    /// Those that belong to the events of another list.
    pub(super) fn of_events(
        events: &Events<'_>,
        need: &ListNeed,
        (parents, above): (&Events<'_>, &Listed),
        as_of: Instant,
    ) -> Listed {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (place, parent) in above.events.iter().enumerate() {
            let key = parents.keys.get(parent.index).and_then(|key| key.as_deref());
            places.extend(key.map(|key| (key, place)));
        }
        // A copy that does not say what it belongs to belongs where the others do.
        let mut copies: HashMap<&str, &str> = HashMap::new();
        for (key, parent) in events.keys.iter().zip(&events.parents) {
            if let (Some(key), Some(parent)) = (key, parent) {
                copies.entry(key).or_insert(parent);
            }
        }
        let all = (0..events.len()).filter_map(|index| {
            let key = events.keys.get(index).and_then(|key| key.as_deref());
            let own = events.parents.get(index).and_then(|parent| parent.as_deref());
            let named = own.or_else(|| copies.get(key?).copied())?;
            let parent = *places.get(named)?;
            let at = match need.at {
                Some(_) => events.at[index],
                None => above.events[parent].at,
            };
            Some(Existing { index, at, parent })
        });
        let events = counted(all.collect(), events, need, as_of);
        let mut below: Vec<(usize, usize)> =
            events.iter().enumerate().map(|(place, event)| (event.parent, place)).collect();
        below.sort_unstable();
        Listed { events, below }
    }

    /// The places of those that belong to the event in this place of the other list.
    pub(super) fn below(&self, parent: usize) -> impl Iterator<Item = usize> {
        let from = self.below.partition_point(|(other, _)| *other < parent);
        let to = self.below.partition_point(|(other, _)| *other <= parent);
        self.below[Range { start: from, end: to }].iter().map(|(_, place)| *place)
    }
}

/// Those that have happened; of those with the same key, the first or the last.
fn counted(
    mut all: Vec<Existing>,
    events: &Events<'_>,
    need: &ListNeed,
    as_of: Instant,
) -> Vec<Existing> {
    all.retain(|event| event.at.is_none_or(|at| at <= as_of));
    let Some(key) = &need.key else { return all };
    if only_rise(&all, events) {
        return all;
    }
    let mut seen = HashSet::with_capacity(all.len());
    let mut counts = |event: &Existing| {
        let key = events.keys.get(event.index).and_then(|key| key.as_deref());
        key.is_none_or(|key| seen.insert(key))
    };
    if key.last_counts {
        all.reverse();
        all.retain(&mut counts);
        all.reverse();
    } else {
        all.retain(&mut counts);
    }
    all
}

/// Whether all have keys and each is after the one before, as in most exports: then no key comes twice.
fn only_rise(all: &[Existing], events: &Events<'_>) -> bool {
    let key = |event: &Existing| events.keys.get(event.index).and_then(|key| key.as_deref());
    all.iter().all(|event| key(event).is_some()) && all.is_sorted_by(|a, b| key(a) < key(b))
}
