//! How much an answer may be: for how long somebody waits for it, and how large it may get.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Counted, Leaf};

/// What an event takes in a document, about.
const EVENT: usize = 48;

/// How much an answer may be. Once it is over, the answer comes soon, and is worth nothing.
#[derive(Debug)]
pub struct Patience<'p> {
    /// Set once nobody waits for the answer any more.
    stop: Option<&'p AtomicBool>,
    /// About how many bytes there is room for.
    room: Cell<usize>,
    /// Whether there was not enough.
    full: Cell<bool>,
}

impl<'p> Patience<'p> {
    /// All that there is to say, however long it takes.
    pub fn endless() -> Patience<'p> {
        Patience { stop: None, room: Cell::new(usize::MAX), full: Cell::new(false) }
    }

    /// Until this is set, and about so many bytes.
    pub fn until(stop: &'p AtomicBool, room: usize) -> Patience<'p> {
        Patience { stop: Some(stop), room: Cell::new(room), full: Cell::new(false) }
    }

    /// Whether the answer is larger than there is room for.
    pub fn is_too_large(&self) -> bool {
        self.full.get()
    }

    /// Whether nothing more is to be said.
    pub(super) fn is_over(&self) -> bool {
        self.full.get() || self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    pub(super) fn stop(&self) -> Option<&'p AtomicBool> {
        self.stop
    }

    /// Counts some bytes of the answer.
    pub(super) fn take(&self, bytes: usize) {
        match self.room.get().checked_sub(bytes) {
            Some(rest) => self.room.set(rest),
            None => self.full.set(true),
        }
    }

    /// Counts what was found for one thing that is asked.
    pub(super) fn take_leaf(&self, leaf: &Leaf) {
        self.take(leaf.found.len());
        leaf.counted.iter().for_each(|counted| self.take_events(counted));
    }

    /// Counts the events that were counted.
    pub(super) fn take_events(&self, counted: &Counted) {
        let words = counted.left_out.iter().map(|event| event.because.len());
        let because = counted.doubtful.iter().flat_map(|event| &event.because).map(String::len);
        let events = counted.sure.len() + counted.doubtful.len() + counted.left_out.len();
        self.take(events.saturating_mul(EVENT) + words.chain(because).sum::<usize>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_over_with_the_time_or_the_room() {
        let stop = AtomicBool::new(false);
        let patience = Patience::until(&stop, 10);
        patience.take(10);
        assert!(!patience.is_over());
        patience.take(1);
        assert!(patience.is_over() && patience.is_too_large());
        let patience = Patience::until(&stop, 10);
        stop.store(true, Ordering::Relaxed);
        assert!(patience.is_over() && !patience.is_too_large());
        let endless = Patience::endless();
        endless.take(usize::MAX);
        assert!(!endless.is_over());
    }
}
