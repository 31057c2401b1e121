//! A record as it is written, and what becomes of it where it is not taken.

use std::sync::Arc;

use super::chunk::Chunk;
use super::content::ContentFault;
use super::fast_record::FastRecord;
use crate::eval::{Id, Record};
use crate::records::csv::{Columns, KeptRows, line_breaks};
use crate::records::fault::Fault;
use crate::records::ledger_row::LedgerRow;

/// A record as it is written. What is wrong between records, and a record that is too long, shows
/// when it is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Written<'c> {
    /// Its bytes, as they stand in the stream.
    pub raw: &'c [u8],
    /// The line that it begins in, from 1.
    pub line: u64,
    fault: Option<&'c Fault>,
    chunk: &'c Chunk<'c>,
    /// Which record of the chunk it is.
    place: usize,
}

/// What was not taken, and why.
#[derive(Clone, Debug)]
pub struct FaultyRecord<'c> {
    /// As it is written; empty where something is missing.
    pub raw: &'c [u8],
    /// The file of a table, if the fault is in a row of it.
    pub table: Option<&'c str>,
    /// The line on which the fault shows, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

impl<'c> Written<'c> {
    /// The record at a place among those of a chunk.
    #[inline]
    pub(super) fn new(
        raw: &'c [u8],
        line: u64,
        fault: Option<&'c Fault>,
        chunk: &'c Chunk<'c>,
        place: usize,
    ) -> Written<'c> {
        Written { raw, line, fault, chunk, place }
    }

    /// Why it is not a record, where that is known before it is read.
    pub(in crate::records) fn fault(&self) -> Option<&'c Fault> {
        self.fault
    }

    /// The record as the fast path reads it, with the rows of tables that belong to it; `None` if it
    /// cannot be JSON, or is known not to be right.
    #[inline]
    pub fn fast(&self) -> Option<FastRecord<'c>> {
        if self.fault.is_some() { None } else { self.chunk.json(self.place, self.raw) }
    }

    /// Which record of its chunk it is.
    #[inline]
    pub fn place(&self) -> usize {
        self.place
    }

    /// It, and the records after it in its chunk.
    #[inline]
    pub fn onward(&self) -> impl Iterator<Item = Written<'c>> {
        let chunk = self.chunk;
        (self.place..).map_while(|place| chunk.record(place))
    }

    /// What has to be known of what a ledger keeps of the customer, if it knows them.
    #[inline]
    pub fn ledger_row(&self) -> Option<LedgerRow> {
        LedgerRow::read(self.kept_row()?)
    }

    /// What a ledger keeps of the customer, as it was written.
    #[inline]
    pub fn kept_row(&self) -> Option<&'c [u8]> {
        self.chunk.ledger_row(self.place)
    }

    /// Whether its customer has more than one id, and is here by another record.
    #[inline]
    pub fn is_surplus(&self) -> bool {
        self.chunk.is_surplus(self.place)
    }

    /// The columns that it has, if it is a row of CSV.
    pub(in crate::records) fn columns(&self) -> Option<&'c Columns<'c>> {
        self.chunk.columns()
    }

    /// The row of a table as it is kept, which is among those that the chunk makes of its rows; `None`
    /// if it cannot be read.
    pub fn kept<'k>(&self, rows: &'k KeptRows) -> Option<&'k [u8]>
    where
        'c: 'k,
    {
        match (self.fault, self.chunk.columns()) {
            (Some(_), _) => None,
            (None, Some(_)) => rows.row(self.place),
            (None, None) => Some(self.raw),
        }
    }

    /// The header above it, if it is a row of CSV.
    pub fn header(&self) -> Option<Arc<[u8]>> {
        self.chunk.columns().map(|columns| Arc::clone(&columns.header))
    }

    /// Whose record it is, as far as that can be read: whatever else is wrong with it.
    pub fn id(&self) -> Option<Id<'c>> {
        if self.fault.is_some() { None } else { self.chunk.id(self.place, self.raw) }
    }

    /// What the plan needs of it.
    ///
    /// # Errors
    /// If the record cannot be taken.
    pub fn read(&self) -> Result<Record<'c>, FaultyRecord<'c>> {
        let Written { raw, line, .. } = *self;
        let read = match self.fault {
            Some(fault) => Err(ContentFault { fault: fault.clone(), row: None }),
            None => self.chunk.read(self.place, raw),
        };
        read.map_err(|ContentFault { fault, row }| match row {
            Some((file, line)) => FaultyRecord { raw, table: Some(file), line, fault },
            None => {
                let before = &raw[..fault.offset.min(raw.len())];
                FaultyRecord { raw, table: None, line: line + self.breaks(before), fault }
            }
        })
    }

    fn breaks(&self, bytes: &[u8]) -> u64 {
        match self.chunk.columns() {
            Some(_) => line_breaks(bytes),
            None => memchr::memchr_iter(b'\n', bytes).count() as u64,
        }
    }
}
