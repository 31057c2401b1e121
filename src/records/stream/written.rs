//! A record as it is written, and what becomes of it where it is not taken.

use std::sync::Arc;

use super::content::Content;
use crate::eval::Record;
use crate::records::csv::line_breaks;
use crate::records::fault::Fault;

/// A record as it is written. What is wrong between records, and a record that is too long, shows
/// when it is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Written<'c> {
    /// Its bytes, as they stand in the stream.
    pub raw: &'c [u8],
    /// The line that it begins in, from 1.
    pub line: u64,
    fault: Option<&'c Fault>,
    content: &'c Content<'c>,
    /// Which record of the chunk it is.
    place: usize,
}

/// What was not taken, and why.
#[derive(Clone, Debug)]
pub struct FaultyRecord<'c> {
    /// As it is written; empty where something is missing.
    pub raw: &'c [u8],
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
        content: &'c Content<'c>,
        place: usize,
    ) -> Written<'c> {
        Written { raw, line, fault, content, place }
    }

    /// Why it is not a record, where that is known before it is read.
    pub(in crate::records) fn fault(&self) -> Option<&'c Fault> {
        self.fault
    }

    /// The record as JSON; `None` if it is a row of CSV, or known not to be right.
    pub fn json(&self) -> Option<&'c [u8]> {
        (self.fault.is_none() && self.content.columns.is_none()).then_some(self.raw)
    }

    /// The header above it, if it is a row of CSV.
    pub fn header(&self) -> Option<Arc<[u8]>> {
        self.content.columns.as_ref().map(|columns| Arc::clone(&columns.header))
    }

    /// What the plan needs of it.
    ///
    /// # Errors
    /// If the record cannot be taken.
    pub fn read(&self) -> Result<Record<'c>, FaultyRecord<'c>> {
        let read = match self.fault {
            Some(fault) => Err(fault.clone()),
            None => self.content.read(self.place, self.raw),
        };
        read.map_err(|fault| {
            let before = &self.raw[..fault.offset.min(self.raw.len())];
            let breaks = match self.content.columns {
                Some(_) => line_breaks(before),
                None => memchr::memchr_iter(b'\n', before).count() as u64,
            };
            FaultyRecord { raw: self.raw, line: self.line + breaks, fault }
        })
    }
}
