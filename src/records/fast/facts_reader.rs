//! Reading on one thread: one record after the other, in memory that is used again and again.

use crate::eval::fast::{Declined, Facts};

use super::FastReader;
use super::scratch::Scratch;

/// Reads the facts of one record after the other. Each thread has one of its own.
#[derive(Debug)]
pub struct FactsReader<'c> {
    reader: &'c FastReader<'c>,
    /// Put back in the end.
    scratch: Option<Scratch>,
    facts: Facts<'c>,
}

impl<'c> FactsReader<'c> {
    /// Room for one record at a time.
    pub fn new(reader: &'c FastReader<'c>) -> FactsReader<'c> {
        let facts = reader.fast.facts();
        FactsReader { reader, scratch: Some(reader.scratch()), facts }
    }

    /// The facts of a record, as far as they are what
    /// [`Reader::read`](crate::records::Reader::read) reads.
    ///
    /// # Errors
    /// If that has to read the record, which may be good or bad.
    #[inline]
    pub fn read(&mut self, json: &'c [u8]) -> Result<&mut Facts<'c>, Declined> {
        let scratch = self.scratch.as_mut().ok_or(Declined)?;
        self.reader.read(json, scratch, &mut self.facts)?;
        Ok(&mut self.facts)
    }
}

impl Drop for FactsReader<'_> {
    fn drop(&mut self) {
        if let Some(scratch) = self.scratch.take() {
            self.reader.give_back(scratch);
        }
    }
}
