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

/// Reads the facts of one record after the other, all of which live equally long.
#[derive(Debug)]
pub struct FastSession<'c> {
    reader: &'c FastReader,
    texts: &'c Bump,
    scratch: &'c mut Scratch,
    row_memory: RowMemory,
    /// Put back in the end.
    facts: Option<Facts<'c>>,
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
        let facts = scratch.facts.take().unwrap_or_else(|| reader.program().facts());
        let texts = self.texts.get_mut().unwrap_or_else(PoisonError::into_inner);
        texts.reset();
        let row_memory = RowMemory::default();
        FastSession { reader, texts, scratch, row_memory, facts: Some(facts) }
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
        let FastRecord { json, rows } = record.into();
        let facts = self.facts.as_mut().ok_or(Declined)?;
        self.reader.read(json, rows.is_some(), self.texts, self.scratch, facts)?;
        if let Some(rows) = rows {
            self.reader.rows(rows, self.texts, &mut self.row_memory, facts)?;
        }
        Ok(facts)
    }
}

impl Drop for FastSession<'_> {
    fn drop(&mut self) {
        if let Some(facts) = self.facts.take() {
            self.scratch.put_back(facts);
        }
    }
}
