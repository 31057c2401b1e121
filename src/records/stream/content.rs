//! What the records of a chunk are written in, and how they are read.

use std::cell::OnceCell;
use std::sync::Arc;

use super::fast_record::FastRecord;
use super::rows::ChunkRows;
use super::texts::Texts;
use crate::eval::{Id, Record};
use crate::records::csv::{Columns, RowCells};
use crate::records::fault::{Fault, FaultKind};
use crate::records::ledger_row::LedgerRow;
use crate::records::plain::Reader;
use crate::values::Path;

/// What the records of a chunk are: JSON, or rows of CSV, with or without rows of tables. What the
/// paths want of them is made for the whole chunk when the first record asks for it.
#[derive(Debug)]
pub(super) struct Content<'r> {
    reader: &'r Reader,
    /// Those of a CSV file.
    pub columns: Option<Arc<Columns<'r>>>,
    /// The rows of tables that belong to the records.
    pub rows: Option<ChunkRows>,
    cells: OnceCell<RowCells>,
    texts: OnceCell<Texts>,
    /// The rows alone, where they are not among the texts.
    lists: OnceCell<Texts>,
}

/// What is wrong with a record, and with which row of a table, if it is that.
pub(super) struct ContentFault<'c> {
    pub fault: Fault,
    /// The file and the line of the row.
    pub row: Option<(&'c str, u64)>,
}

impl<'r> Content<'r> {
    pub(super) fn new(reader: &'r Reader, columns: Option<Arc<Columns<'r>>>) -> Content<'r> {
        let (cells, texts, lists) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Content { reader, columns, rows: None, cells, texts, lists }
    }

    /// A record as JSON, by its place among those of the chunk. Most are that as they are written.
    #[inline(always)]
    pub(super) fn json<'c, I: Iterator<Item = &'c [u8]>>(
        &'c self,
        place: usize,
        raw: &'c [u8],
        all: impl Fn() -> I,
    ) -> Option<FastRecord<'c>> {
        match (&self.columns, &self.rows) {
            (None, None) => Some(FastRecord { json: raw, rows: None }),
            (_, _) => self.made_json(place, raw, all),
        }
    }

    /// The same of a row of CSV, or of who has rows of tables.
    #[inline(never)]
    fn made_json<'c, I: Iterator<Item = &'c [u8]>>(
        &'c self,
        place: usize,
        raw: &'c [u8],
        all: impl Fn() -> I,
    ) -> Option<FastRecord<'c>> {
        let rows = self.rows.as_ref().filter(|rows| rows.are_cells());
        let json = match (&self.columns, &self.rows) {
            (_, Some(rows)) if rows.refuse(place) || is_unusual(rows, place) => return None,
            (None, Some(all)) if rows.is_some() && !all.has_ledger() => raw,
            (_, _) => self.texts(all).json(place)?,
        };
        Some(FastRecord { json, rows: rows.map(|rows| rows.cells(place)) })
    }

    /// Reads a record by its place in the chunk. `raw` is all of it.
    pub(super) fn read<'c, I: Iterator<Item = &'c [u8]>>(
        &'c self,
        place: usize,
        raw: &'c [u8],
        all: impl Fn() -> I,
    ) -> Result<Record<'c>, ContentFault<'c>> {
        let whole = |fault| ContentFault { fault, row: None };
        let kept = self.rows.as_ref().and_then(|rows| rows.kept(place));
        let mut draft = match kept {
            Some(_) => self.reader.kept_draft(),
            None => self.reader.draft(),
        };
        match &self.columns {
            None => self.reader.fill(raw, &mut draft).map_err(whole)?,
            Some(columns) => {
                let cells = self.cells.get_or_init(|| RowCells::new(all(), columns.delimiter));
                cells.fill(place, raw, columns, &mut draft).map_err(whole)?;
            }
        }
        if let Some(rows) = &self.rows {
            if let Some(fault) = rows.fault(place) {
                return Err(fault);
            }
            let texts = match rows.are_cells() {
                true => self.lists.get_or_init(|| Texts::of_rows(all().count(), rows)),
                false => self.texts(all),
            };
            for (number, table) in rows.tables().iter().enumerate() {
                if let Some(path) = draft.own_rows(table.list) {
                    return Err(whole(own_rows(path)));
                }
                let read = self.reader.rows(table.list, texts.list(place, number), &mut draft);
                read.map_err(|(row, fault)| {
                    let row = row.and_then(|row| rows.of(place, table.list).nth(row));
                    ContentFault { fault, row: row.map(|row| (row.file, row.line)) }
                })?;
            }
        }
        if let Some(kept) = kept {
            self.reader.keep(kept, &mut draft).map_err(whole)?;
        }
        draft.finish().map_err(whole)
    }

    fn texts<'c, I: Iterator<Item = &'c [u8]>>(&'c self, all: impl Fn() -> I) -> &'c Texts {
        let columns = self.columns.as_deref();
        self.texts.get_or_init(|| Texts::new(all(), columns, self.rows.as_ref()))
    }

    /// Whose record it is, whatever else is wrong with it.
    pub(super) fn id<'c, I: Iterator<Item = &'c [u8]>>(
        &'c self,
        place: usize,
        raw: &'c [u8],
        all: impl Fn() -> I,
    ) -> Option<Id<'c>> {
        match &self.columns {
            None => self.reader.id(raw),
            Some(columns) => {
                let cells = self.cells.get_or_init(|| RowCells::new(all(), columns.delimiter));
                cells.id(place, raw, columns)
            }
        }
    }
}

/// Whether the plain path has to read a record, because a ledger does not know the customer, or has
/// tags that the record's are to be without.
fn is_unusual(rows: &ChunkRows, place: usize) -> bool {
    rows.has_ledger()
        && rows.kept(place).and_then(LedgerRow::read).is_none_or(|kept| kept.is_untagged)
}

/// A record may have rows of its own only where no tables are given: what is wrong with one that has some, at the path of
/// a list.
#[cold]
pub fn own_rows(path: &Path) -> Fault {
    let message = "the rows come from a table, so no record may have a value with this name; remove \
                   it, or give it another name";
    Fault { path: Some(path.to_string()), ..Fault::whole(FaultKind::DuplicateKey, message) }
}
