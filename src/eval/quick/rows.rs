use std::collections::HashSet;

use super::slot::Slot;
use crate::values::Instant;

/// More keys than this are looked up rather than gone through.
const FEW: usize = 16;

/// The events of a list that have happened, repeats left out, in the order of the record.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    /// Whether the record says anything of the list.
    pub(super) known: bool,
    /// When each happened, in nanoseconds.
    at: Vec<Option<i128>>,
    /// The attributes of the first event, then those of the next.
    cells: Vec<Slot<'a>>,
    width: usize,
    as_of: i128,
    /// What tells repeats apart, of the events so far that have it.
    keys: Vec<&'a str>,
    many: HashSet<&'a str>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(as_of: Instant, width: usize) -> Rows<'a> {
        Rows {
            known: false,
            at: Vec::new(),
            cells: Vec::new(),
            width,
            as_of: as_of.as_nanosecond(),
            keys: Vec::new(),
            many: HashSet::new(),
        }
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.known = false;
        self.at.clear();
        self.cells.clear();
        if !self.keys.is_empty() {
            self.keys.clear();
            self.many.clear();
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.at.len()
    }

    /// When an event happened, in nanoseconds.
    #[inline]
    pub(super) fn at(&self, row: usize) -> Option<i128> {
        self.at[row]
    }

    #[inline]
    pub(super) fn cell(&self, row: usize, attribute: usize) -> Slot<'a> {
        self.cells[row * self.width + attribute]
    }

    /// The record has the list, be it empty.
    #[inline]
    pub fn begin(&mut self) {
        self.known = true;
    }

    /// Another event, of which nothing is known yet.
    #[inline(always)]
    pub fn begin_row(&mut self) -> Row<'_, 'a> {
        let start = self.cells.len();
        self.cells.extend(std::iter::repeat_n(Slot::Unknown, self.width));
        Row { rows: self, start, at: None, key: None }
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

/// An event that is being read.
#[derive(Debug)]
pub struct Row<'r, 'a> {
    rows: &'r mut Rows<'a>,
    /// Where its attributes begin.
    start: usize,
    at: Option<i128>,
    key: Option<&'a str>,
}

impl<'a> Row<'_, 'a> {
    /// When the event happened, in nanoseconds.
    #[inline(always)]
    pub fn at(&mut self, at: i128) {
        self.at = Some(at);
    }

    /// What tells repeats of the event apart.
    #[inline(always)]
    pub fn key(&mut self, key: &'a str) {
        self.key = Some(key);
    }

    /// An attribute of the event.
    #[inline(always)]
    pub fn set(&mut self, attribute: usize, value: Slot<'a>) {
        self.rows.cells[self.start + attribute] = value;
    }

    /// The event has been read: one that is still to come, or that came before, is left out.
    #[inline(always)]
    pub fn end(self) {
        let to_come = self.at.is_some_and(|at| at > self.rows.as_of);
        if to_come || self.key.is_some_and(|key| self.rows.repeats(key)) {
            self.rows.cells.truncate(self.start);
        } else {
            self.rows.at.push(self.at);
        }
    }
}
