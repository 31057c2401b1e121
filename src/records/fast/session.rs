//! Reading on one thread: one record after the other, in memory that is used again and again.

use std::sync::{Arc, Mutex, PoisonError};

use bumpalo::Bump;

use crate::eval::fast::{Declined, Facts, FastProgram};

use super::FastReader;
use super::events::RowMemory;
use super::scratch::Scratch;
use crate::records::stream::FastRecord;

/// What one thread uses again from record to record: memory, and what it has learned of how records
/// are written. Once it is dropped, the next thread gets it.
#[derive(Debug)]
pub struct FastMemory {
    reader: Arc<FastReader>,
    /// Where texts are kept that a record does not have as they are. Nothing waits for the lock: it
    /// only lets threads share the whole.
    texts: Mutex<Bump>,
    /// Put back in the end.
    scratch: Option<Scratch>,
}

/// Reads the facts of one record after the other, all of which live equally long. Several can be read
/// before the first of them is decided.
#[derive(Debug)]
pub struct FastSession<'c> {
    reader: &'c FastReader,
    texts: &'c Bump,
    scratch: &'c mut Scratch,
    row_memory: RowMemory,
    /// Those of the records that were read, in their order, and then memory for more. Put back in the end.
    facts: Vec<Facts<'c>>,
    /// Which of the facts were decided last, and so have the memory for that.
    last: usize,
}

impl FastMemory {
    /// Memory to read with.
    pub fn new(reader: &Arc<FastReader>) -> FastMemory {
        let (texts, scratch) = (Mutex::default(), Some(reader.scratch()));
        FastMemory { reader: Arc::clone(reader), texts, scratch }
    }

    /// Reads with it.
    pub fn session(&mut self) -> FastSession<'_> {
        let reader = &*self.reader;
        let scratch = self.scratch.get_or_insert_with(|| reader.scratch());
        let facts = scratch.take_facts();
        let texts = self.texts.get_mut().unwrap_or_else(PoisonError::into_inner);
        texts.reset();
        let row_memory = RowMemory::default();
        FastSession { reader, texts, scratch, row_memory, facts, last: 0 }
    }
}

impl Drop for FastMemory {
    fn drop(&mut self) {
        if let Some(scratch) = self.scratch.take() {
            self.reader.give_back(scratch);
        }
    }
}

impl<'c> FastSession<'c> {
    /// What reads the facts.
    pub fn program(&self) -> &'c FastProgram {
        self.reader.program()
    }

    /// The facts of a record, as far as they are what
    /// [`Reader::read`](crate::records::Reader::read) reads.
    ///
    /// # Errors
    /// If that has to read the record, which may be good or bad.
    #[inline]
    pub fn read(&mut self, record: impl Into<FastRecord<'c>>) -> Result<&mut Facts<'c>, Declined> {
        self.begin();
        self.read_next(Some(record.into()));
        self.facts(0)
    }

    /// Forgets the records that were read.
    #[inline]
    pub fn begin(&mut self) {
        self.scratch.read.clear();
    }

    /// Reads one more record, besides those that were read since the beginning; `None` is one that cannot
    /// be read.
    #[inline]
    pub fn read_next(&mut self, record: Option<FastRecord<'c>>) {
        let place = self.scratch.read.len();
        if place == self.facts.len() {
            self.facts.push(self.reader.program().facts());
        }
        let read = record.is_some_and(|record| self.read_into(place, record).is_ok());
        self.scratch.read.push(read);
    }

    #[inline]
    fn read_into(&mut self, place: usize, record: FastRecord<'c>) -> Result<(), Declined> {
        let FastRecord { json, rows } = record;
        let facts = self.facts.get_mut(place).ok_or(Declined)?;
        self.reader.read(json, rows.is_some(), self.texts, self.scratch, facts)?;
        match rows {
            Some(rows) => self.reader.rows(rows, self.texts, &mut self.row_memory, facts),
            None => Ok(()),
        }
    }

    /// The facts of one of the records that were read, by its place among them.
    ///
    /// # Errors
    /// As [`read`](FastSession::read).
    #[inline]
    pub fn facts(&mut self, place: usize) -> Result<&mut Facts<'c>, Declined> {
        if self.scratch.read.get(place) != Some(&true) {
            return Err(Declined);
        }
        let last = std::mem::replace(&mut self.last, place);
        if let Ok([last, facts]) = self.facts.get_disjoint_mut([last, place]) {
            facts.take_memory(last);
        }
        self.facts.get_mut(place).ok_or(Declined)
    }
}

impl Drop for FastSession<'_> {
    fn drop(&mut self) {
        self.scratch.put_back(std::mem::take(&mut self.facts));
    }
}
