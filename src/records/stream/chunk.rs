use std::ops::Range;
use std::sync::Arc;

use crate::eval::Record;

use super::block::Block;
use super::frame::Piece;
use crate::records::csv::{Cell, Columns, split};
use crate::records::fault::Fault;
use crate::records::plain::{Reader, utf8};

/// Some whole records of a stream with all that stands between them. Chunks in order, and the
/// entries of each, hold every byte of the stream once.
#[derive(Debug)]
pub struct Chunk<'r> {
    bytes: Block,
    pieces: Vec<Piece>,
    /// Where the header stands, if this is where it does.
    header: Option<Range<usize>>,
    reader: &'r Reader,
    columns: Option<Arc<Columns<'r>>>,
    rows: RowCells,
}

/// One stretch of a chunk.
#[derive(Debug)]
pub enum Entry<'c> {
    /// What stands between records: line ends, commas, the brackets of a list, blank lines.
    Between(&'c [u8]),
    /// The header of a CSV file, without its line end.
    Header(&'c [u8]),
    /// A record as it is written, still to be read.
    Record(Written<'c>),
}

/// A record as it is written. What is wrong between records, and a record that is too long, shows
/// when it is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Written<'c> {
    /// Its bytes, as they stand in the stream.
    pub raw: &'c [u8],
    /// The line that it begins in, from 1.
    pub line: u64,
    damage: Option<&'c Fault>,
    chunk: &'c Chunk<'c>,
    place: usize,
}

/// What was not taken, and why.
#[derive(Clone, Debug)]
pub struct Reject<'c> {
    /// As it is written; empty where something is missing.
    pub raw: &'c [u8],
    /// The line on which the fault shows, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// The entries of a chunk, see [`Chunk::entries`].
#[derive(Clone, Debug)]
pub struct Entries<'c> {
    chunk: &'c Chunk<'c>,
    /// All before it has been passed.
    at: usize,
    /// The next piece.
    place: usize,
}

/// The cells of the rows of a chunk. Texts whose quotes are doubled are kept apart, undoubled, so
/// that all records of the chunk can borrow from it.
#[derive(Debug, Default)]
struct RowCells {
    cells: Vec<Cell>,
    /// By piece: which cells are its own, or why it has none.
    rows: Vec<Result<Range<usize>, Fault>>,
    /// By cell: where its text stands in `undoubled`.
    places: Vec<Range<usize>>,
    undoubled: String,
}

impl<'r> Chunk<'r> {
    pub(super) fn new(
        bytes: Block,
        pieces: Vec<Piece>,
        reader: &'r Reader,
        columns: Option<Arc<Columns<'r>>>,
    ) -> Chunk<'r> {
        let rows = RowCells::default();
        Chunk { bytes, pieces, header: None, reader, columns, rows }
    }

    /// A chunk without records.
    pub(super) fn between(bytes: Block, reader: &'r Reader) -> Chunk<'r> {
        Chunk::new(bytes, Vec::new(), reader, None)
    }

    /// A chunk that is the header of a CSV file and the lines around it.
    pub(super) fn header(
        bytes: Block,
        header: Range<usize>,
        reader: &'r Reader,
        columns: Arc<Columns<'r>>,
    ) -> Chunk<'r> {
        let chunk = Chunk::new(bytes, Vec::new(), reader, Some(columns));
        Chunk { header: Some(header), ..chunk }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Its memory, for other bytes.
    pub(super) fn into_block(self) -> Block {
        self.bytes
    }

    /// What the columns hold, where this is CSV.
    pub fn columns(&self) -> Option<&Columns<'r>> {
        self.columns.as_deref()
    }

    /// Splits rows into cells, before anything borrows from the chunk.
    pub(super) fn prepare(&mut self) {
        let Some(columns) = &self.columns else { return };
        for piece in &self.pieces {
            let row = self.rows.push(&self.bytes[piece.start..piece.end], columns.delimiter);
            self.rows.rows.push(row);
        }
    }

    /// All of the chunk, in order.
    pub fn entries(&self) -> Entries<'_> {
        Entries { chunk: self, at: 0, place: 0 }
    }

    /// The records of the chunk as they are written, in order.
    pub fn written(&self) -> impl Iterator<Item = Written<'_>> {
        let places = self.pieces.iter().enumerate();
        places.map(|(place, piece)| self.piece(place, piece))
    }

    /// The records of the chunk, read, and what was not taken.
    pub fn records(&self) -> impl Iterator<Item = Result<Record<'_>, Reject<'_>>> {
        self.written().map(|written| written.read())
    }

    #[inline]
    fn piece<'c>(&'c self, place: usize, piece: &'c Piece) -> Written<'c> {
        let raw = &self.bytes[piece.start..piece.end];
        Written { raw, line: piece.line, damage: piece.damage.as_deref(), chunk: self, place }
    }
}

impl<'c> Iterator for Entries<'c> {
    type Item = Entry<'c>;

    fn next(&mut self) -> Option<Entry<'c>> {
        let (chunk, at) = (self.chunk, self.at);
        let piece = chunk.pieces.get(self.place);
        // A header stands before all records.
        let header = chunk.header.as_ref().filter(|header| at <= header.start && at < header.end);
        let next = header.map(|header| header.start).or(piece.map(|piece| piece.start));
        let next = next.unwrap_or(chunk.bytes.len());
        if at < next {
            self.at = next;
            return Some(Entry::Between(&chunk.bytes[at..next]));
        }
        if let Some(header) = header {
            self.at = header.end;
            return Some(Entry::Header(&chunk.bytes[at..header.end]));
        }
        let (piece, place) = (piece?, self.place);
        self.at = piece.end;
        self.place += 1;
        Some(Entry::Record(chunk.piece(place, piece)))
    }
}

impl<'c> Written<'c> {
    /// The record as JSON; `None` where it is a row of CSV, or known not to be right.
    pub fn json(&self) -> Option<&'c [u8]> {
        (self.damage.is_none() && self.chunk.columns.is_none()).then_some(self.raw)
    }

    /// What the plan needs of it.
    ///
    /// # Errors
    /// Where the record cannot be taken.
    pub fn read(&self) -> Result<Record<'c>, Reject<'c>> {
        let read = match (self.damage, &self.chunk.columns) {
            (Some(damage), _) => Err(damage.clone()),
            (None, None) => self.chunk.reader.read(self.raw),
            (None, Some(columns)) => self.row(columns),
        };
        read.map_err(|fault| Reject::new(self.raw, self.line, fault))
    }

    fn row(&self, columns: &Columns<'_>) -> Result<Record<'c>, Fault> {
        let (text, rows) = (utf8(self.raw)?, &self.chunk.rows);
        let cells = match rows.rows.get(self.place) {
            Some(Ok(cells)) => cells.clone(),
            Some(Err(fault)) => return Err(fault.clone()),
            None => 0..0,
        };
        let texts = cells.clone().map(|cell| rows.text(cell, text));
        columns.read(&rows.cells[cells], texts)
    }
}

impl<'c> Reject<'c> {
    /// A record that begins in `line`, and what is wrong with it.
    fn new(raw: &'c [u8], line: u64, fault: Fault) -> Reject<'c> {
        let before = &raw[..fault.offset.min(raw.len())];
        let line = line + memchr::memchr_iter(b'\n', before).count() as u64;
        Reject { raw, line, fault }
    }
}

impl RowCells {
    fn push(&mut self, row: &[u8], delimiter: u8) -> Result<Range<usize>, Fault> {
        let start = self.cells.len();
        let split = split(row, delimiter, &mut self.cells);
        for cell in &self.cells[start..] {
            let begin = self.undoubled.len();
            if cell.doubled
                && let Ok(text) = std::str::from_utf8(&row[cell.start..cell.end])
            {
                self.undoubled.push_str(&text.replace("\"\"", "\""));
            }
            self.places.push(begin..self.undoubled.len());
        }
        split.map(|()| start..self.cells.len())
    }

    fn text<'c>(&'c self, cell: usize, row: &'c str) -> &'c str {
        let place = self.cells[cell];
        if place.doubled {
            &self.undoubled[self.places[cell].clone()]
        } else {
            &row[place.start..place.end]
        }
    }
}
