use std::collections::HashSet;

use super::slot::Slot;
use crate::values::Instant;

/// More keys than this are looked up rather than gone through.
const FEW: usize = 16;

/// The events of a list that have happened, repeats left out, in the order of the record. Each is
/// a row of slots: when it happened, in nanoseconds, then its attributes, and then, where the list
/// has such a thing, what tells repeats apart.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    /// Whether the record says anything of the list.
    pub(super) known: bool,
    /// One row after the other. All behind them is unknown, ready for more.
    slots: Vec<Slot<'a>>,
    /// How many slots a row has.
    width: usize,
    /// How many rows there are, and how many slots they have.
    count: usize,
    end: usize,
    as_of: i128,
    /// Which slot tells repeats apart.
    key: Option<usize>,
    /// What that was, of the events so far that have it.
    keys: Vec<&'a str>,
    many: HashSet<&'a str>,
}

impl<'a> Rows<'a> {
    /// The slot of a row that says when the event happened.
    pub const AT: usize = 0;

    /// The slot of an attribute. What tells repeats apart stands behind all of them.
    pub fn attribute(attribute: usize) -> usize {
        Rows::AT + 1 + attribute
    }

    pub(super) fn new(as_of: Instant, attributes: usize, has_key: bool) -> Rows<'a> {
        let behind = Rows::attribute(attributes);
        Rows {
            known: false,
            slots: Vec::new(),
            width: behind + usize::from(has_key),
            count: 0,
            end: 0,
            as_of: as_of.as_nanosecond(),
            key: has_key.then_some(behind),
            keys: Vec::new(),
            many: HashSet::new(),
        }
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.known = false;
        // The row behind them may have been begun, and never ended.
        let used = self.slots.len().min(self.end + self.width);
        self.slots[..used].fill(Slot::Unknown);
        (self.count, self.end) = (0, 0);
        if !self.keys.is_empty() {
            self.keys.clear();
            self.many.clear();
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// When an event happened, in nanoseconds.
    #[inline]
    pub(super) fn at(&self, row: usize) -> Option<i128> {
        self.slots[row * self.width + Rows::AT].whole()
    }

    #[inline]
    pub(super) fn cell(&self, row: usize, attribute: usize) -> Slot<'a> {
        self.slots[row * self.width + Rows::attribute(attribute)]
    }

    /// The record has the list, be it empty.
    #[inline]
    pub fn begin(&mut self) {
        self.known = true;
    }

    /// The slots of another event, of which nothing is known yet.
    #[inline(always)]
    pub fn begin_row(&mut self) -> &mut [Slot<'a>] {
        let end = self.end + self.width;
        if end > self.slots.len() {
            self.grow();
        }
        &mut self.slots[self.end..end]
    }

    #[cold]
    fn grow(&mut self) {
        let more = self.slots.len().max(8 * self.width);
        self.slots.resize(self.slots.len() + more, Slot::Unknown);
    }

    /// The event has been read: one that is still to come, or that came before, is left out.
    #[inline(always)]
    pub fn end_row(&mut self) {
        let at = self.slots[self.end + Rows::AT].whole();
        if at.is_some_and(|at| at > self.as_of) || self.is_repeated() {
            self.slots[self.end..][..self.width].fill(Slot::Unknown);
        } else {
            self.count += 1;
            self.end += self.width;
        }
    }

    #[inline(always)]
    fn is_repeated(&mut self) -> bool {
        let Some(key) = self.key else { return false };
        match self.slots[self.end + key] {
            Slot::Text(key) if !key.is_empty() => self.repeats(key),
            Slot::Text(_)
            | Slot::Whole(_)
            | Slot::Between(..)
            | Slot::Unknown
            | Slot::Nothing
            | Slot::Pending => false,
        }
    }

    /// Whether a key came before; if not, it has now.
    fn repeats(&mut self, key: &'a str) -> bool {
        if self.keys.len() < FEW {
            let repeated = self.keys.contains(&key);
            if !repeated {
                self.keys.push(key);
            }
            return repeated;
        }
        if self.many.is_empty() {
            self.many.extend(&self.keys);
        }
        !self.many.insert(key)
    }
}
