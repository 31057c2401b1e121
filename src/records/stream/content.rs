//! What the records of a chunk are written in, and how they are read.

use std::sync::Arc;

use crate::eval::{Id, Record};
use crate::records::csv::{Columns, RowCells};
use crate::records::fault::Fault;
use crate::records::plain::Reader;

/// What the records of a chunk are: JSON, or rows of CSV, which are split into cells all at once.
#[derive(Debug)]
pub(super) struct Content<'r> {
    reader: &'r Reader,
    /// Those of a CSV file.
    pub columns: Option<Arc<Columns<'r>>>,
    rows: RowCells,
}

impl<'r> Content<'r> {
    pub(super) fn new(reader: &'r Reader, columns: Option<Arc<Columns<'r>>>) -> Content<'r> {
        Content { reader, columns, rows: RowCells::default() }
    }

    /// Splits rows into cells, before anything borrows from them. All rows come in order.
    pub(super) fn split<'b>(&mut self, rows: impl Iterator<Item = &'b [u8]>) {
        let Some(columns) = &self.columns else { return };
        for row in rows {
            self.rows.split(row, columns.delimiter);
        }
    }

    /// Reads a record by its place in the chunk. `raw` is all of it.
    pub(super) fn read<'c>(&'c self, place: usize, raw: &'c [u8]) -> Result<Record<'c>, Fault> {
        match &self.columns {
            None => self.reader.read(raw),
            Some(columns) => self.rows.read(place, raw, columns),
        }
    }

    /// Whose record it is, whatever else is wrong with it.
    pub(super) fn id<'c>(&'c self, place: usize, raw: &'c [u8]) -> Option<Id<'c>> {
        match &self.columns {
            None => self.reader.id(raw),
            Some(columns) => self.rows.id(place, raw, columns),
        }
    }
}
