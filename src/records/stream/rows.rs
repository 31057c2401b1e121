//! The rows of tables that belong to the records of a stream.

use std::io;
use std::sync::Arc;

use super::content::ContentFault;
use crate::records::csv::RowShape;
use crate::records::fault::{Fault, FaultKind};

/// The most bytes that the rows of one record may have.
pub const MOST_ROWS: usize = 16 << 20;

/// Where the rows of the records of a stream come from.
pub trait Rows: Send {
    /// The rows of the next records: as many as these, after those that were asked for before.
    ///
    /// # Errors
    /// If the rows cannot be read.
    fn next(&mut self, records: usize) -> io::Result<ChunkRows>;
}

/// A list whose events are rows of a table.
#[derive(Clone, Debug)]
pub struct TableList {
    /// The slot of the list.
    pub list: usize,
    /// Its key in a record that is complete in itself, with a colon, as JSON.
    pub key: Box<[u8]>,
}

/// The rows that belong to the records of a chunk.
#[derive(Clone, Debug)]
pub struct ChunkRows {
    lists: Arc<[TableList]>,
    /// The number of the first record.
    first: u64,
    blocks: Vec<Arc<RowBlock>>,
    /// Whether all rows are kept as cells, but for those of a ledger.
    are_cells: bool,
    /// The slot of the list whose rows are what a ledger keeps of the customers, if there is one.
    ledger: Option<usize>,
    /// The numbers of the records whose customers are here by another one, in order.
    surplus: Arc<[u64]>,
}

/// The rows that belong to some records that follow each other.
#[derive(Clone, Debug, Default)]
pub struct RowBlock {
    /// The files that the rows are from.
    files: Arc<[RowFile]>,
    /// The number of the first record.
    first: u64,
    /// By record, the first of its rows; and after the last record, how many rows there are.
    starts: Vec<u32>,
    rows: Vec<RowPlace>,
    bytes: Vec<u8>,
    /// Records that are rejected for their rows, in order, and why.
    refused: Vec<(u64, Refusal)>,
}

/// Why a record is rejected for its rows.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// It has more than can be kept at once.
    TooLong,
    /// One that is its own, or may be, cannot be read.
    Broken {
        /// Which of the files the row is from.
        file: usize,
        /// The line on which the fault shows.
        line: u64,
        /// What is wrong with the row.
        fault: Box<Fault>,
    },
}

/// A file of a table.
#[derive(Clone, Debug)]
pub struct RowFile {
    /// What it is called.
    pub name: Arc<str>,
    /// How its rows are kept, if it is CSV; those of JSON are kept as they are written.
    pub shape: Option<Arc<RowShape>>,
    /// Whether its rows are what a ledger keeps of the customers.
    pub is_ledger: bool,
}

/// Where a row is.
#[derive(Clone, Copy, Debug)]
pub struct RowPlace {
    /// The slot of the list that it is for.
    pub list: u32,
    /// Which of the files it is from.
    pub file: u32,
    /// The line that it begins on.
    pub line: u64,
    /// Where it begins in the bytes of its block.
    pub start: u32,
    /// How long it is.
    pub len: u32,
}

/// The rows that belong to one record, all of which are kept as cells.
#[derive(Clone, Copy, Debug)]
pub struct CellRows<'r> {
    files: &'r [RowFile],
    /// By list, and then by file.
    rows: &'r [RowPlace],
    bytes: &'r [u8],
    lists: &'r [TableList],
}

/// Some rows of one record that follow each other, of one list and one file.
#[derive(Clone, Copy, Debug)]
pub(in crate::records) struct RowGroup<'r> {
    /// The slot of the list.
    pub list: usize,
    /// Which of the files it is.
    pub file: usize,
    pub shape: &'r RowShape,
    rows: &'r [RowPlace],
    bytes: &'r [u8],
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    /// The name of its file.
    pub file: &'r str,
    /// The line that it begins on.
    pub line: u64,
    /// As it is kept.
    kept: &'r [u8],
    shape: Option<&'r RowShape>,
}

impl Row<'_> {
    /// Writes what is needed of it, as an object of JSON.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self.shape {
            Some(shape) => shape.write_event(self.kept, out),
            None => out.extend_from_slice(self.kept),
        }
    }
}

impl RowBlock {
    /// The rows of as many records as `starts` says, but one, beginning with the record `first`.
    /// The records in `refused` are rejected.
    pub fn new(
        files: Arc<[RowFile]>,
        first: u64,
        starts: Vec<u32>,
        rows: Vec<RowPlace>,
        bytes: Vec<u8>,
        refused: Vec<(u64, Refusal)>,
    ) -> RowBlock {
        RowBlock { files, first, starts, rows, bytes, refused }
    }

    /// The number after that of the last record.
    pub fn end(&self) -> u64 {
        self.first + (self.starts.len() as u64).saturating_sub(1)
    }

    /// All rows as they are kept, each with the slot of its list.
    pub fn all(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.rows.iter().map(|place| (place.list as usize, self.row(place).kept))
    }

    fn of(&self, record: u64) -> &[RowPlace] {
        let place = record.checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        let bounds = place.and_then(|place| self.starts.get(place..place + 2));
        match bounds {
            Some(&[start, end]) => &self.rows[start as usize..end as usize],
            Some(_) | None => &[],
        }
    }

    fn row(&self, place: &RowPlace) -> Row<'_> {
        let file = self.files.get(place.file as usize);
        let start = place.start as usize;
        Row {
            file: file.map_or("", |file| &file.name),
            line: place.line,
            kept: &self.bytes[start..start + place.len as usize],
            shape: file.and_then(|file| file.shape.as_deref()),
        }
    }
}

impl<'r> CellRows<'r> {
    /// The slots of the lists that are made of rows.
    pub(in crate::records) fn lists(&self) -> impl Iterator<Item = usize> + use<'r> {
        self.lists.iter().map(|table| table.list)
    }

    /// How many bytes they have.
    pub fn length(&self) -> usize {
        self.rows.iter().map(|row| row.len as usize).sum()
    }

    /// The rows by list and file, in order.
    pub(in crate::records) fn groups(&self) -> impl Iterator<Item = RowGroup<'r>> + use<'r> {
        let CellRows { files, rows, bytes, .. } = *self;
        let groups = rows.chunk_by(|one, next| one.list == next.list && one.file == next.file);
        groups.filter_map(move |rows| {
            let (list, file) = (rows[0].list as usize, rows[0].file as usize);
            let shape = files.get(file)?.shape.as_deref()?;
            Some(RowGroup { list, file, shape, rows, bytes })
        })
    }
}

impl RowGroup<'_> {
    pub(in crate::records) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Writes the rows, one after the other.
    pub(in crate::records) fn write(&self, out: &mut Vec<u8>) {
        for RowPlace { start, len, .. } in self.rows {
            out.extend_from_slice(&self.bytes[*start as usize..][..*len as usize]);
        }
    }
}

impl ChunkRows {
    /// The rows in some blocks, for the records of a chunk that begins with the record `first`.
    pub fn new(lists: Arc<[TableList]>, first: u64, blocks: Vec<Arc<RowBlock>>) -> ChunkRows {
        let mut files = blocks.iter().flat_map(|block| block.files.iter());
        let are_cells = files.all(|file| file.shape.is_some() || file.is_ledger);
        ChunkRows { lists, first, blocks, are_cells, ledger: None, surplus: Arc::default() }
    }

    /// The same where the rows of one list are what a ledger keeps of the customers.
    pub fn with_ledger(self, list: Option<usize>) -> ChunkRows {
        ChunkRows { ledger: list, ..self }
    }

    /// The same where some records, by their numbers in order, are those of customers who are here by another
    /// one.
    pub fn with_surplus(self, surplus: Arc<[u64]>) -> ChunkRows {
        ChunkRows { surplus, ..self }
    }

    /// Whether the customer of a record, by its place in the chunk, is here by another one.
    pub(super) fn is_surplus(&self, place: usize) -> bool {
        self.surplus.binary_search(&(self.first + place as u64)).is_ok()
    }

    /// Whether a ledger keeps something of customers.
    pub(super) fn has_ledger(&self) -> bool {
        self.ledger.is_some()
    }

    /// What a ledger keeps of a customer, by the place of the record in the chunk.
    pub(super) fn kept(&self, place: usize) -> Option<&[u8]> {
        self.of(place, self.ledger?).next().map(|row| row.kept)
    }

    /// Whether all are kept as cells.
    pub(super) fn are_cells(&self) -> bool {
        self.are_cells
    }

    /// The rows of a record, by its place in the chunk, if all are kept as cells.
    pub(super) fn cells(&self, place: usize) -> CellRows<'_> {
        let record = self.first + place as u64;
        let lists = &*self.lists;
        let none = CellRows { files: &[], rows: &[], bytes: &[], lists };
        self.blocks.iter().find(|block| record < block.end()).map_or(none, |block| {
            let (files, rows, bytes) = (&*block.files, block.of(record), &*block.bytes);
            CellRows { files, rows, bytes, lists }
        })
    }

    /// The lists that are made of rows.
    pub(super) fn tables(&self) -> &[TableList] {
        &self.lists
    }

    /// Whether a record, by its place in the chunk, is rejected for its rows.
    pub(super) fn refuse(&self, place: usize) -> bool {
        self.refusal(place).is_some()
    }

    /// Why a record, by its place in the chunk, is rejected for its rows, if it is.
    pub(super) fn fault(&self, place: usize) -> Option<ContentFault<'_>> {
        let (block, refusal) = self.refusal(place)?;
        Some(match refusal {
            Refusal::TooLong => {
                let mib = MOST_ROWS >> 20;
                let message = format!("more than {mib} MiB of rows belong to this customer");
                ContentFault { fault: Fault::whole(FaultKind::TooManyRows, message), row: None }
            }
            Refusal::Broken { file, line, fault } => {
                let file = block.files.get(*file).map_or("", |file| &*file.name);
                ContentFault { fault: (**fault).clone(), row: Some((file, *line)) }
            }
        })
    }

    fn refusal(&self, place: usize) -> Option<(&RowBlock, &Refusal)> {
        let record = self.first + place as u64;
        self.blocks.iter().find_map(|block| {
            let place = block.refused.binary_search_by_key(&record, |(record, _)| *record).ok()?;
            Some((&**block, &block.refused.get(place)?.1))
        })
    }

    /// The rows of a record, by its place in the chunk, for a list.
    pub(super) fn of(&self, place: usize, list: usize) -> impl Iterator<Item = Row<'_>> {
        let record = self.first + place as u64;
        let block = self.blocks.iter().find(|block| record < block.end());
        block.into_iter().flat_map(move |block| {
            let rows = block.of(record).iter().filter(move |row| row.list as usize == list);
            rows.map(|row| block.row(row))
        })
    }
}
