//! Gifts for each event of a list: the events, and what was asked for.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::plan::{GiftId, Grant};
use crate::values::{Decimal, Instant, Truth};

use super::context::Context;
use super::decision::FEW;
use super::effort::looked;
use super::past::Past;
use super::row::Row;
use super::used::Used;
use super::view::View;
use super::{Decision, Fault, Withheld};

/// An event that certainly counts, for which a gift may be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EventOf {
    /// Its key, if it has one.
    pub key: Option<Arc<str>>,
    /// When it happened, if that is known.
    at: Option<Instant>,
    /// Its place in the list as the record has it.
    place: usize,
}

impl EventOf {
    pub(super) fn new(key: Option<&str>, at: Option<Instant>, place: usize) -> EventOf {
        EventOf { key: key.map(Arc::from), at, place }
    }

    /// Puts events in the order in which gifts are given for them: by time, those without one last,
    /// and then by place.
    pub(super) fn sort(events: &mut [EventOf]) {
        events.sort_by_key(|event| (event.at.is_none(), event.at, event.place));
    }

    /// What tells it apart from the others of the list.
    fn name(&self) -> EventName {
        match &self.key {
            Some(key) => EventName::Key(Arc::clone(key)),
            None => EventName::Place(self.place),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum EventName {
    Key(Arc<str>),
    Place(usize),
}

/// What became of the gifts that were asked for in a decision, and of the events for which. Most decisions ask for none,
/// so it is made when something is noted.
#[derive(Clone, Debug, Default)]
pub(super) struct AskedFor(Option<Box<Noted>>);

#[derive(Clone, Debug, Default)]
struct Noted {
    by_gift: BTreeMap<GiftId, OfGift>,
    faded: BTreeMap<GiftId, Faded>,
    /// By limit, what is used up of it so far in a step.
    used: BTreeMap<usize, Used>,
    /// What was withheld at an earlier step and is given now.
    reprieved: HashSet<(GiftId, Option<Arc<str>>)>,
    past: Past,
    given: Gifts,
    withheld: Gifts,
}

/// The gifts of a list that grows, in the part that was seen.
#[derive(Clone, Debug, Default)]
struct Gifts {
    seen: usize,
    gifts: HashSet<GiftId>,
}

impl Gifts {
    fn has<T>(&mut self, gift: GiftId, list: &[T], gift_of: impl Fn(&T) -> GiftId) -> bool {
        let newer = &list[self.seen.min(list.len())..];
        looked(newer.len());
        self.gifts.extend(newer.iter().map(gift_of));
        self.seen = list.len();
        self.gifts.contains(&gift)
    }
}

/// What was left of the worth of a gift after it was given that many times, in the part of the
/// history that was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Faded {
    pub worth: Decimal,
    pub seen: usize,
    pub left: Decimal,
}

/// The same of one gift.
#[derive(Clone, Debug, Default)]
pub(super) struct OfGift {
    /// The events that it was given for before the decision.
    before: HashSet<Arc<str>>,
    /// The events that it was asked for in the decision, and whether it was given.
    asked: HashMap<EventName, bool>,
    /// How often it was given in the time that counts, in the part of the history that was seen.
    pub often: usize,
    pub seen: usize,
}

impl AskedFor {
    /// Begins a step: what things cost may be something else now.
    pub(super) fn begin_step(&mut self) {
        if let Some(noted) = &mut self.0 {
            noted.used.clear();
        }
    }

    /// What is used up of a limit.
    pub(super) fn used(&mut self, limit: usize) -> &mut Used {
        self.noted().used.entry(limit).or_default()
    }

    /// Notes that something is given that was withheld at an earlier step.
    pub(super) fn reprieve(&mut self, gift: GiftId, event: Option<Arc<str>>) {
        self.noted().reprieved.insert((gift, event));
    }

    /// Ends a step: what was withheld before it and is given now is withheld no longer.
    pub(super) fn end_step(&mut self, withheld: &mut Vec<Withheld>) {
        if let Some(noted) = &mut self.0
            && !noted.reprieved.is_empty()
        {
            let reprieved = std::mem::take(&mut noted.reprieved);
            noted.withheld = Gifts::default();
            withheld.retain(|held| !reprieved.contains(&(held.gift, held.event.clone())));
        }
    }

    /// What became of a gift; the history is looked through when it is first asked for.
    pub(super) fn gift(
        &mut self,
        gift: GiftId,
        history: &[Grant],
        assumed: &[Grant],
    ) -> &mut OfGift {
        self.noted().by_gift.entry(gift).or_insert_with(|| {
            looked(history.len());
            let grants = history.iter().chain(assumed).filter(|grant| grant.gift == gift);
            let before = grants.filter_map(|grant| grant.event.clone()).collect();
            OfGift { before, ..OfGift::default() }
        })
    }
}

impl AskedFor {
    /// What a history says of each gift.
    pub(super) fn past(&mut self, at: &Context, history: &[Grant], assumed: &[Grant]) -> &Past {
        let past = &mut self.noted().past;
        past.go_on(at, history, assumed);
        past
    }

    /// Whether a gift is given in a decision.
    pub(super) fn is_given(&mut self, gift: GiftId, decision: &Decision) -> bool {
        let given = &decision.given;
        match given.len() <= FEW {
            true => given.iter().any(|given| given.gift == gift),
            false => self.noted().given.has(gift, given, |given| given.gift),
        }
    }

    /// Whether a gift is withheld in a decision.
    pub(super) fn is_withheld(&mut self, gift: GiftId, decision: &Decision) -> bool {
        let withheld = &decision.withheld;
        match withheld.len() <= FEW {
            true => withheld.iter().any(|withheld| withheld.gift == gift),
            false => self.noted().withheld.has(gift, withheld, |withheld| withheld.gift),
        }
    }
}

impl AskedFor {
    pub(super) fn faded(&self, gift: GiftId) -> Option<Faded> {
        self.0.as_ref()?.faded.get(&gift).copied()
    }

    pub(super) fn note_faded(&mut self, gift: GiftId, faded: Faded) {
        self.noted().faded.insert(gift, faded);
    }

    fn noted(&mut self) -> &mut Noted {
        self.0.get_or_insert_default()
    }
}

impl OfGift {
    /// Whether it was given for an event before the decision.
    pub(super) fn was_given(&self, event: &EventOf) -> bool {
        event.key.as_ref().is_some_and(|key| self.before.contains(key))
    }

    /// What became of it for an event: whether it was given, if it was asked for.
    pub(super) fn fate(&self, event: &EventOf) -> Option<bool> {
        self.asked.get(&event.name()).copied()
    }

    /// Notes what becomes of it for an event.
    pub(super) fn note(&mut self, event: &EventOf, given: bool) {
        self.asked.insert(event.name(), given);
    }
}

impl View<'_> {
    /// The events that a fold certainly counts, in order.
    pub(super) fn certain_events(&self, fold: usize) -> Result<Vec<EventOf>, Fault> {
        let members = self.members(&self.at.plan.folds[fold].source, None)?.unwrap_or_default();
        let sure = members.into_iter().filter(|(_, belongs)| *belongs == Truth::True);
        let events = sure.filter_map(|(row, _)| match row {
            Row::Event(event) => {
                let key = event.events.keys.get(event.index).and_then(|key| key.as_deref());
                Some(EventOf::new(key, event.at, event.index))
            }
            Row::Grant(_) => None,
        });
        let mut events: Vec<EventOf> = events.collect();
        EventOf::sort(&mut events);
        Ok(events)
    }
}
