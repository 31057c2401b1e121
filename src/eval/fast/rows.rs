//! The events of a list, column by column.

use std::collections::HashSet;
use std::ops::Range;

use super::facts::without_texts;
use super::slot::Slot;
use crate::plan::ListNeed;
use crate::values::Instant;

/// More keys than this are looked up rather than gone through.
const FEW: usize = 16;

/// The events of a list that have happened, repeats left out, in the order of the record. Each is
/// a row of slots: when it happened, in nanoseconds, then its attributes, and then, where the list
/// has such a thing, what tells repeats apart. What is in one slot of all rows is kept side by
/// side, for that is how it is read and how it is asked for.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    /// Whether the record says anything of the list.
    pub(super) known: bool,
    /// Whether it is known even where the record says nothing of it: a table has all there are.
    complete: bool,
    /// By slot, then by row. After the last row is what is left of others.
    columns: Vec<Vec<Slot<'a>>>,
    count: usize,
    as_of: i128,
    /// Which slot tells repeats apart.
    key: Option<usize>,
    /// Whether the last of repeated events counts, or the first.
    last_counts: bool,
    /// What that was, of the events so far that have it.
    keys: Vec<&'a str>,
    /// Of each of them, a part that tells most others from it.
    marks: Vec<u64>,
    many: HashSet<&'a str>,
}

impl<'a> Rows<'a> {
    /// The slot of a row that says when the event happened.
    pub const AT: usize = 0;

    /// The slot of an attribute. What tells repeats apart is after all of them.
    pub fn attribute(attribute: usize) -> usize {
        Rows::AT + 1 + attribute
    }

    pub(super) fn new(as_of: Instant, need: &ListNeed) -> Rows<'a> {
        let (behind, has_key) = (Rows::attribute(need.attributes.len()), need.key.is_some());
        let complete = need.table.is_some();
        Rows {
            known: complete,
            complete,
            columns: vec![Vec::new(); behind + usize::from(has_key)],
            count: 0,
            as_of: as_of.as_nanosecond(),
            key: has_key.then_some(behind),
            last_counts: need.key.as_ref().is_some_and(|key| key.last_counts),
            keys: Vec::new(),
            marks: Vec::new(),
            many: HashSet::new(),
        }
    }

    /// The memory alone, for records that live longer or shorter.
    pub(super) fn emptied<'b>(self) -> Rows<'b> {
        let blank = |mut column: Vec<Slot<'_>>| {
            column.clear();
            // The standard library makes this of the same memory.
            column.into_iter().map(|_| Slot::Unknown).collect()
        };
        Rows {
            known: self.complete,
            complete: self.complete,
            columns: self.columns.into_iter().map(blank).collect(),
            count: 0,
            as_of: self.as_of,
            key: self.key,
            last_counts: self.last_counts,
            keys: without_texts(self.keys),
            marks: Vec::new(),
            many: HashSet::new(),
        }
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.known = self.complete;
        self.count = 0;
        if !self.keys.is_empty() {
            self.keys.clear();
            self.marks.clear();
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
        self.column(Rows::AT)[row].whole()
    }

    #[inline]
    pub(super) fn cell(&self, row: usize, attribute: usize) -> Slot<'a> {
        self.column(Rows::attribute(attribute))[row]
    }

    /// One slot of all rows.
    #[inline]
    pub(super) fn column(&self, slot: usize) -> &[Slot<'a>] {
        &self.columns[slot][..self.count]
    }

    /// The record has the list, even if it is empty.
    #[inline]
    pub fn begin(&mut self) {
        self.known = true;
    }

    /// This many more events. Nothing is known of them yet, apart from the slots that are going to be
    /// filled for all of them: those have what was left there.
    #[inline]
    pub fn more(
        &mut self,
        count: usize,
        filled: impl Iterator<Item = usize> + Clone,
    ) -> More<'_, 'a> {
        let rows = self.count..self.count + count;
        for (slot, column) in self.columns.iter_mut().enumerate() {
            if column.len() < rows.end {
                column.resize(rows.end.next_power_of_two(), Slot::Unknown);
            }
            if !filled.clone().any(|filled| filled == slot) {
                column[rows.clone()].fill(Slot::Unknown);
            }
        }
        More { rows: self, new: rows }
    }

    #[inline]
    fn is_to_come(&self, row: usize) -> bool {
        self.columns[Rows::AT][row].whole().is_some_and(|at| at > self.as_of)
    }

    fn is_repeated(&mut self, row: usize) -> bool {
        self.key_of(row).is_some_and(|key| self.repeats(key))
    }

    /// What tells the event of a row from others, if it has such a thing.
    pub(super) fn key_of(&self, row: usize) -> Option<&'a str> {
        match self.columns[self.key?][row] {
            Slot::Text(key) => Some(key),
            Slot::Whole(_) | Slot::Between(..) | Slot::Unknown | Slot::Nothing | Slot::Pending => {
                None
            }
        }
    }

    /// All events of the list have been read.
    #[inline]
    pub fn finish(&mut self) {
        if self.last_counts {
            self.keep_last();
        }
    }

    /// Of the events with the same key, keeps the last.
    #[inline(never)]
    fn keep_last(&mut self) {
        let mut seen = HashSet::new();
        let mut kept: Vec<usize> = (0..self.count)
            .rev()
            .filter(|row| self.key_of(*row).is_none_or(|key| seen.insert(key)))
            .collect();
        kept.reverse();
        for column in &mut self.columns {
            for (to, from) in kept.iter().enumerate() {
                column[to] = column[*from];
            }
        }
        self.count = kept.len();
    }

    /// Whether a key came before; if not, it has now.
    fn repeats(&mut self, key: &'a str) -> bool {
        if self.keys.len() < FEW {
            let mark = mark(key);
            let repeated = self.marks.contains(&mark) && self.keys.contains(&key);
            if !repeated {
                self.keys.push(key);
                self.marks.push(mark);
            }
            return repeated;
        }
        if self.many.is_empty() {
            self.many.extend(&self.keys);
        }
        !self.many.insert(key)
    }
}

/// The last eight bytes of a text, by which numbers that count up differ, or all of a shorter one.
#[inline]
fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    match bytes.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => bytes.iter().fold(0, |mark, byte| mark << 8 | u64::from(*byte)),
    }
}

/// Events that are being read.
#[derive(Debug)]
pub struct More<'r, 'a> {
    rows: &'r mut Rows<'a>,
    new: Range<usize>,
}

impl<'a> More<'_, 'a> {
    /// One slot of each of them.
    #[inline]
    pub fn column(&mut self, slot: usize) -> &mut [Slot<'a>] {
        &mut self.rows.columns[slot][self.new.clone()]
    }

    /// They have been read: those that are still to come, or that came before, are left out.
    #[inline]
    pub fn end(self) {
        let More { rows, new } = self;
        if rows.key.is_none() && !new.clone().any(|row| rows.is_to_come(row)) {
            rows.count = new.end;
        } else {
            rows.sift(new);
        }
    }
}

impl Rows<'_> {
    /// Keeps the rows that are to be kept.
    #[inline(never)]
    fn sift(&mut self, new: Range<usize>) {
        for row in new {
            let repeated = |rows: &mut Self| !rows.last_counts && rows.is_repeated(row);
            if self.is_to_come(row) || repeated(self) {
                continue;
            }
            if self.count < row {
                for column in &mut self.columns {
                    column[self.count] = column[row];
                }
            }
            self.count += 1;
        }
    }
}
