//! The ids of one chunk, as the thread that works on it notes them.

use std::ops::Range;

use super::entry::{self, Head};
use super::rising::is_after;

/// Enough bytes for most entries.
const ENTRY: usize = 32;

/// The ids of one chunk, and the place of each.
#[derive(Debug)]
pub(in crate::run) struct Batch {
    /// Which of the inputs the chunk is of.
    input: usize,
    /// Texts and places, as the ledger has them.
    entries: Vec<u8>,
    ids: Vec<Short>,
    /// Where the text of the last one is among the entries.
    last: Range<usize>,
    /// Whether each comes after the one before it.
    rises: bool,
}

/// What is noted of one record.
#[derive(Clone, Copy, Debug)]
struct Short {
    /// Which record of the chunk it is.
    place: u32,
    /// Where its entry begins.
    at: u32,
}

/// An id with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted<'b> {
    /// Which record of the chunk it is.
    pub place: usize,
    /// Where its entry begins among those of the batch.
    pub at: u64,
    entries: &'b [u8],
}

impl Batch {
    /// No ids yet, of a chunk with this many records.
    pub(in crate::run) fn new(input: usize, records: usize) -> Batch {
        let entries = Vec::with_capacity(ENTRY * records);
        let ids = Vec::with_capacity(records);
        Batch { input, entries, ids, last: 0..0, rises: true }
    }

    /// Takes up the id of a record that begins on this line.
    #[inline]
    pub(in crate::run) fn add(&mut self, place: usize, id: &str, line: u64, left_out: bool) {
        // A chunk is much shorter than four gigabytes.
        let short = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.ids.push(Short { place: short(place), at: short(self.entries.len()) });
        // No id is empty, so the first one comes after nothing. It is compared as the record has it,
        // because what was just written is slow to read.
        self.rises = self.rises && is_after(id.as_bytes(), &self.entries[self.last.clone()]);
        entry::write(&mut self.entries, self.input, line, left_out, id);
        let end = self.entries.len();
        self.last = end - id.len()..end;
    }

    /// Whether each id comes after the one before it.
    pub(super) fn rises(&self) -> bool {
        self.rises
    }

    /// The first id and the last one.
    pub(super) fn ends(&self) -> Option<(&[u8], &[u8])> {
        let first = self.noted().next()?;
        Some((first.text(), &self.entries[self.last.clone()]))
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn entries(&self) -> &[u8] {
        &self.entries
    }

    pub(super) fn noted(&self) -> impl Iterator<Item = Noted<'_>> {
        self.ids.iter().map(|&Short { place, at }| {
            let (place, at) = (place as usize, u64::from(at));
            Noted { place, at, entries: &self.entries }
        })
    }
}

impl<'b> Noted<'b> {
    /// Its own entry.
    pub(super) fn entry(&self) -> &'b [u8] {
        self.entries.get(self.at as usize..).unwrap_or_default()
    }

    /// The id.
    pub(super) fn text(&self) -> &'b [u8] {
        let mut entry = self.entry();
        let length = Head::read(&mut entry).map_or(0, |head| head.length);
        entry.get(..length).unwrap_or_default()
    }
}
