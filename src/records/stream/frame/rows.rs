//! Records of CSV, one in each row.

use super::piece::{Piece, fault, record, too_long};
use crate::records::csv::{RowEnd, line_breaks, line_end, next_quote, row_end};
use crate::records::fault::{Fault, FaultKind};

const NEVER_CLOSED: &str = "a quotation mark is opened in this row but never closed";

/// CSV: a record a row; a cell in quotes may hold line breaks.
#[derive(Debug)]
pub(in crate::records::stream) struct Rows {
    limit: usize,
    delimiter: u8,
    count: Count,
    /// Within a row that was too long: skip all of its line.
    skipping: bool,
}

/// The line that the stream has reached.
#[derive(Debug)]
struct Count {
    /// Of the next byte, from 1.
    line: u64,
    /// How many bytes of the block at hand are counted.
    counted: usize,
}

impl Rows {
    /// `line` is the line on which the stream goes on, after the header.
    pub(crate) fn new(limit: usize, delimiter: u8, line: u64) -> Rows {
        Rows { limit, delimiter, count: Count { line, counted: 0 }, skipping: false }
    }

    pub(crate) fn line(&self) -> u64 {
        self.count.line
    }

    pub(crate) fn frame(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let mut at = 0;
        if self.skipping {
            let Some(end) = line_end(bytes) else {
                let settled = without_half_a_break(bytes);
                self.count.settle(bytes, settled);
                return settled;
            };
            self.skipping = false;
            at = end;
        }
        // The next one is looked for once, since most rows have none.
        let mut quote = next_quote(bytes, at);
        while let RowEnd::At { end, next, plain } = row_end(bytes, at, self.delimiter, quote) {
            self.push(bytes, at, end, pieces);
            if plain {
                self.count.count_one(bytes, at, next);
            }
            at = next;
            if quote < at {
                quote = next_quote(bytes, at);
            }
        }
        self.count.settle(bytes, at);
        at
    }

    pub(crate) fn finish(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) {
        let mut at = self.frame(bytes, pieces);
        while at < bytes.len() && !self.skipping {
            let rest = &bytes[at..];
            let begun = pieces.len();
            let settled = match row_end(rest, 0, self.delimiter, next_quote(rest, 0)) {
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
        let open = row_end(bytes, 0, self.delimiter, next_quote(bytes, 0)) == RowEnd::OpenQuote;
        if open && line_end(bytes).is_some() {
            return self.lost_quote(bytes, pieces);
        }
        let fault = match open {
            true => Fault::whole(FaultKind::OpenQuote, NEVER_CLOSED),
            false => too_long(self.limit),
        };
        let fault = Some(Box::new(fault));
        let settled = without_half_a_break(bytes);
        let end = settled.min(self.limit);
        pieces.push(Piece { start: 0, end, line: self.count.line, fault });
        self.skipping = true;
        self.count.settle(bytes, settled);
        settled
    }

    /// The quote that is never closed costs the line it is on, not all that follow.
    fn lost_quote(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let end = line_end(bytes).unwrap_or(bytes.len());
        let line = self.count.line;
        let raw = bytes[..end].trim_ascii_end().len();
        pieces.push(fault(0, raw, line, FaultKind::OpenQuote, NEVER_CLOSED.to_owned()));
        self.count.settle(bytes, end);
        end
    }

    /// The whole rows after the line of a lost quote.
    fn after(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let start = line_end(bytes).unwrap_or(bytes.len());
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
            self.count.count_to(bytes, start);
            pieces.push(record(start, end, self.count.line, self.limit));
        }
    }
}

/// How many of the bytes of a line are there for certain: a line break of two bytes stays together.
fn without_half_a_break(bytes: &[u8]) -> usize {
    bytes.len() - usize::from(bytes.ends_with(b"\r"))
}

impl Count {
    /// Counts up to `at`, which is never before what was counted.
    fn count_to(&mut self, bytes: &[u8], at: usize) {
        if self.counted == at {
            return;
        }
        self.line += line_breaks(&bytes[self.counted..at]);
        self.counted = at;
    }

    /// Counts up to `next` where one line ends between `at` and there.
    fn count_one(&mut self, bytes: &[u8], at: usize, next: usize) {
        self.count_to(bytes, at);
        self.line += 1;
        self.counted = next;
    }

    /// The first `settled` bytes go; what was counted beyond does not happen.
    fn settle(&mut self, bytes: &[u8], settled: usize) {
        self.count_to(bytes, settled);
        self.counted = 0;
    }
}
