//! Records of CSV, one in each row.

use super::cursor::Cursor;
use super::piece::{Piece, fault, record, too_long};
use crate::records::csv::{RowEnd, row_end};
use crate::records::fault::FaultKind;

/// CSV: a record a row; a cell in quotes may hold line breaks.
#[derive(Debug)]
pub(in crate::records::stream) struct Rows {
    limit: usize,
    delimiter: u8,
    cursor: Cursor,
    /// Within a row that was too long: skip all of its line.
    skipping: bool,
}

impl Rows {
    /// `line` is the line on which the stream goes on, after the header.
    pub(crate) fn new(limit: usize, delimiter: u8, line: u64) -> Rows {
        Rows { limit, delimiter, cursor: Cursor::new(line), skipping: false }
    }

    pub(crate) fn line(&self) -> u64 {
        self.cursor.line
    }

    pub(crate) fn frame(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let mut at = 0;
        if self.skipping {
            let Some(end) = memchr::memchr(b'\n', bytes) else {
                self.cursor.settle(bytes, bytes.len());
                return bytes.len();
            };
            self.skipping = false;
            at = end + 1;
        }
        while let RowEnd::At { end, next } = row_end(bytes, at, self.delimiter) {
            self.push(bytes, at, end, pieces);
            at = next;
        }
        self.cursor.settle(bytes, at);
        at
    }

    pub(crate) fn finish(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) {
        let mut at = self.frame(bytes, pieces);
        while at < bytes.len() && !self.skipping {
            let rest = &bytes[at..];
            let begun = pieces.len();
            let settled = match row_end(rest, 0, self.delimiter) {
                RowEnd::OpenQuote => self.lost_quote(rest, pieces) + self.after(rest, pieces),
                RowEnd::Open | RowEnd::At { .. } => {
                    let carriage = usize::from(rest.ends_with(b"\r"));
                    self.push(rest, 0, rest.len() - carriage, pieces);
                    rest.len()
                }
            };
            for piece in &mut pieces[begun..] {
                piece.start += at;
                piece.end += at;
            }
            at += settled;
        }
    }

    pub(crate) fn give_up(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        if row_end(bytes, 0, self.delimiter) == RowEnd::OpenQuote
            && memchr::memchr(b'\n', bytes).is_some()
        {
            return self.lost_quote(bytes, pieces);
        }
        let fault = Some(Box::new(too_long(self.limit)));
        let end = bytes.len().min(self.limit);
        pieces.push(Piece { start: 0, end, line: self.cursor.line, fault });
        self.skipping = true;
        self.cursor.settle(bytes, bytes.len());
        bytes.len()
    }

    /// The quote that is never closed costs the line it is on, not all that follow.
    fn lost_quote(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
        let message = "a quotation mark is opened in this row but never closed".to_owned();
        let line = self.cursor.line;
        let raw = bytes[..end].trim_ascii_end().len();
        pieces.push(fault(0, raw, line, FaultKind::Syntax, message));
        self.cursor.settle(bytes, end);
        end
    }

    /// The whole rows after the line of a lost quote.
    fn after(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let start = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
        let begun = pieces.len();
        let settled = self.frame(&bytes[start..], pieces);
        for piece in &mut pieces[begun..] {
            piece.start += start;
            piece.end += start;
        }
        settled
    }

    fn push(&mut self, bytes: &[u8], start: usize, end: usize, pieces: &mut Vec<Piece>) {
        if start < end {
            self.cursor.count_to(bytes, start);
            pieces.push(record(start, end, self.cursor.line, self.limit));
        }
    }
}
