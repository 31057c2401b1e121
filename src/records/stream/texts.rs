//! The records of a chunk as JSON, where they are not written so.

use std::ops::Range;

use super::rows::ChunkRows;
use crate::records::csv::Columns;
use crate::records::plain::LEDGER_KEY;

/// The records of a chunk as JSON with all that belongs to them: cells of a row as texts, rows of
/// tables as lists.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    records: Vec<Text>,
    /// The rows of each table that a record has, as lists, one record after the other.
    lists: Vec<Range<usize>>,
}

#[derive(Clone, Debug)]
struct Text {
    /// All of the record; `None` if the plain path has to read it as it is written.
    whole: Option<Range<usize>>,
    /// Its first list.
    lists: usize,
}

impl Texts {
    /// Makes them of records as they are written. Rows that are kept as cells are left out.
    pub(super) fn new<'b>(
        raw: impl Iterator<Item = &'b [u8]>,
        columns: Option<&Columns<'_>>,
        rows: Option<&ChunkRows>,
    ) -> Texts {
        let (mut texts, mut cells) = (Texts::default(), Vec::new());
        for (place, raw) in raw.enumerate() {
            let start = texts.bytes.len();
            let refused = rows.is_some_and(|rows| rows.refuse(place));
            let members = match columns {
                _ if refused => None,
                Some(columns) => {
                    texts.bytes.push(b'{');
                    columns.members(raw, &mut cells, &mut texts.bytes)
                }
                None => texts.open(raw),
            };
            let lists = texts.lists.len();
            if let Some(rows) = rows.filter(|rows| !refused && !rows.are_cells()) {
                texts.rows(place, rows, start);
            }
            if let Some(kept) = rows.and_then(|rows| rows.kept(place)) {
                texts.kept(kept, start);
            }
            texts.bytes.push(b'}');
            let whole = members.map(|()| start..texts.bytes.len());
            texts.records.push(Text { whole, lists });
        }
        texts
    }

    /// The rows of some records alone.
    pub(super) fn of_rows(records: usize, rows: &ChunkRows) -> Texts {
        let mut texts = Texts::default();
        for place in 0..records {
            let (start, lists) = (texts.bytes.len(), texts.lists.len());
            if !rows.refuse(place) {
                texts.rows(place, rows, start);
            }
            texts.records.push(Text { whole: None, lists });
        }
        texts
    }

    /// A record as JSON.
    pub(super) fn json(&self, place: usize) -> Option<&[u8]> {
        Some(&self.bytes[self.records.get(place)?.whole.clone()?])
    }

    /// The rows of a table that a record has, by the place of the table among those that are read.
    pub(super) fn list(&self, place: usize, table: usize) -> &str {
        let range = self.records.get(place).and_then(|text| self.lists.get(text.lists + table));
        let bytes = range.and_then(|range| self.bytes.get(range.clone()));
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("[]")
    }

    /// Writes a record without its last bracket. `None` if it cannot be an object.
    fn open(&mut self, raw: &[u8]) -> Option<()> {
        let raw = trimmed(raw);
        let inner = raw.strip_prefix(b"{").and_then(|inner| inner.strip_suffix(b"}"));
        self.bytes.push(b'{');
        self.bytes.extend_from_slice(trimmed(inner?));
        Some(())
    }

    /// Adds what a ledger keeps of the customer.
    fn kept(&mut self, row: &[u8], start: usize) {
        if self.bytes.len() > start + 1 {
            self.bytes.push(b',');
        }
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(LEDGER_KEY.as_bytes());
        self.bytes.extend_from_slice(b"\":");
        self.bytes.extend_from_slice(row);
    }

    fn rows(&mut self, place: usize, rows: &ChunkRows, start: usize) {
        for table in rows.tables() {
            if self.bytes.len() > start + 1 {
                self.bytes.push(b',');
            }
            self.bytes.extend_from_slice(&table.key);
            let begin = self.bytes.len();
            self.bytes.push(b'[');
            for (number, row) in rows.of(place, table.list).enumerate() {
                if number > 0 {
                    self.bytes.push(b',');
                }
                row.write(&mut self.bytes);
            }
            self.bytes.push(b']');
            self.lists.push(begin..self.bytes.len());
        }
    }
}

/// The bytes without what JSON takes for white space around them.
fn trimmed(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = bytes {
        bytes = rest;
    }
    while let [rest @ .., b' ' | b'\t' | b'\r' | b'\n'] = bytes {
        bytes = rest;
    }
    bytes
}
