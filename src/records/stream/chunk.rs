//! Some whole records of a stream, and what is between them.

use std::ops::Range;
use std::sync::Arc;

use crate::eval::{Id, Record};

use super::block::Block;
use super::content::{Content, ContentFault};
use super::entry::Entry;
use super::fast_record::FastRecord;
use super::frame::Piece;
use super::rows::ChunkRows;
use super::written::{FaultyRecord, Written};
use crate::records::csv::{Columns, KeptRows};
use crate::records::plain::Reader;
use crate::values::Path;

/// Some whole records of a stream with all that is between them. Chunks in order, and the
/// entries of each, hold every byte of the stream once.
#[derive(Debug)]
pub struct Chunk<'r> {
    bytes: Block,
    /// Where it begins in the stream.
    offset: u64,
    pieces: Vec<Piece>,
    /// Where the header is, if this is where it is.
    header: Option<Range<usize>>,
    content: Content<'r>,
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

impl<'r> Chunk<'r> {
    pub(super) fn new(
        bytes: Block,
        pieces: Vec<Piece>,
        reader: &'r Reader,
        columns: Option<Arc<Columns<'r>>>,
    ) -> Chunk<'r> {
        Chunk { bytes, offset: 0, pieces, header: None, content: Content::new(reader, columns) }
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

    /// The same chunk at its place in the stream.
    pub(super) fn at(self, offset: u64) -> Chunk<'r> {
        Chunk { offset, ..self }
    }

    /// Where it begins in the stream, in bytes after unpacking.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Where each record begins in the chunk, and its bytes.
    pub(super) fn raw(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.pieces.iter().map(|piece| (piece.start, &self.bytes[piece.start..piece.end]))
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Its memory, for other bytes.
    pub(super) fn into_block(self) -> Block {
        self.bytes
    }

    /// What the columns hold, where this is CSV.
    pub fn columns(&self) -> Option<&Columns<'r>> {
        self.content.columns.as_deref()
    }

    /// The same chunk with the rows of tables that belong to its records.
    pub(super) fn with_rows(mut self, rows: ChunkRows) -> Chunk<'r> {
        self.content.rows = Some(rows);
        self
    }

    /// A record as JSON, by its place; `None` if it cannot be that.
    #[inline]
    pub(super) fn json<'c>(&'c self, place: usize, raw: &'c [u8]) -> Option<FastRecord<'c>> {
        self.content.json(place, raw, || self.raw().map(|(_, raw)| raw))
    }

    /// What a ledger keeps of a customer, by the place of the record.
    pub(super) fn ledger_row(&self, place: usize) -> Option<&[u8]> {
        self.content.rows.as_ref()?.kept(place)
    }

    /// Whether the customer of a record, by its place, is here by another one.
    pub(super) fn is_surplus(&self, place: usize) -> bool {
        self.content.rows.as_ref().is_some_and(|rows| rows.is_surplus(place))
    }

    /// Whose record it is, by its place, whatever else is wrong with it.
    pub(super) fn id<'c>(&'c self, place: usize, raw: &'c [u8]) -> Option<Id<'c>> {
        self.content.id(place, raw, || self.raw().map(|(_, raw)| raw))
    }

    /// What the plan needs of a record, by its place.
    pub(super) fn read<'c>(
        &'c self,
        place: usize,
        raw: &'c [u8],
    ) -> Result<Record<'c>, ContentFault<'c>> {
        self.content.read(place, raw, || self.raw().map(|(_, raw)| raw))
    }

    /// Whether the records are written as the rows of a CSV file whose header has this column.
    pub fn has_column(&self, path: &Path) -> Option<bool> {
        let columns = self.columns()?;
        Some(columns.paths().any(|column| path.0.starts_with(&column.0)))
    }

    /// All of the chunk, in order.
    pub fn entries(&self) -> Entries<'_> {
        Entries { chunk: self, at: 0, place: 0 }
    }

    /// How many records it has.
    pub fn count(&self) -> usize {
        self.pieces.len()
    }

    /// The records of the chunk as they are written, in order.
    pub fn written(&self) -> impl Iterator<Item = Written<'_>> {
        let places = self.pieces.iter().enumerate();
        places.map(|(place, piece)| self.piece(place, piece))
    }

    /// A record by its place.
    #[inline]
    pub fn record(&self, place: usize) -> Option<Written<'_>> {
        Some(self.piece(place, self.pieces.get(place)?))
    }

    /// The rows of a table as they are kept, if they are of CSV: those of JSON are kept as they are
    /// written. They are kept in memory that others were in.
    pub fn kept(&self, memory: Vec<u8>) -> KeptRows {
        let place = |piece: &Piece| piece.fault.is_none().then_some(piece.start..piece.end);
        self.columns().map_or_else(KeptRows::default, |columns| {
            KeptRows::new(columns, &self.bytes, self.pieces.iter().map(place), memory)
        })
    }

    /// The records of the chunk, read, and what was not taken.
    pub fn records(&self) -> impl Iterator<Item = Result<Record<'_>, FaultyRecord<'_>>> {
        self.written().map(|written| written.read())
    }

    #[inline]
    fn piece<'c>(&'c self, place: usize, piece: &'c Piece) -> Written<'c> {
        let raw = &self.bytes[piece.start..piece.end];
        Written::new(raw, piece.line, piece.fault.as_deref(), self, place)
    }
}

impl<'c> Iterator for Entries<'c> {
    type Item = Entry<'c>;

    fn next(&mut self) -> Option<Entry<'c>> {
        let (chunk, at) = (self.chunk, self.at);
        let piece = chunk.pieces.get(self.place);
        // A header is before all records.
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
