//! Where rows end, and the cells that they are made of.

use super::lines::break_end;
use crate::records::fault::{Fault, FaultKind};

/// Where a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) enum RowEnd {
    /// Its cells end before `end`; the next row starts at `next`. Where it is `plain`, it has no
    /// quotation mark, so the only line break up to there is the one that ends it.
    At { end: usize, next: usize, plain: bool },
    /// Not within these bytes.
    Open,
    /// Not within these bytes, and a quote is open.
    OpenQuote,
}

/// One cell, by its place in the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) struct Cell {
    /// The text within the quotes, if it has some.
    pub start: usize,
    pub end: usize,
    pub quoted: bool,
    /// Quotes within it are doubled.
    pub doubled: bool,
}

impl Cell {
    /// All of the cell with its quotes.
    pub(crate) fn outer(self) -> std::ops::Range<usize> {
        let quote = usize::from(self.quoted);
        self.start - quote..self.end + quote
    }
}

/// Finds the end of the row that starts at `start`.
pub(in crate::records) fn row_end(bytes: &[u8], start: usize, delimiter: u8) -> RowEnd {
    // Most rows have no quotation mark, so their line is all there is to look for.
    let line = memchr::memchr2(b'\n', b'\r', &bytes[start..]);
    let end = line.map_or(bytes.len(), |length| start + length);
    if memchr::memchr(b'"', &bytes[start..end]).is_none() {
        return match line.and_then(|_| break_end(bytes, end)) {
            Some(next) => RowEnd::At { end, next, plain: true },
            None => RowEnd::Open,
        };
    }
    quoted_row_end(bytes, start, delimiter)
}

/// The same for a row that may have cells in quotation marks, with line breaks in them.
fn quoted_row_end(bytes: &[u8], start: usize, delimiter: u8) -> RowEnd {
    let mut at = start;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let Some((end, _)) = closing_quote(bytes, at + 1) else {
                return RowEnd::OpenQuote;
            };
            at = end + 1;
        }
        match memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]) {
            Some(length) if bytes[at + length] != delimiter => {
                let end = at + length;
                return match break_end(bytes, end) {
                    Some(next) => RowEnd::At { end, next, plain: false },
                    None => RowEnd::Open,
                };
            }
            Some(length) => at += length + 1,
            None => return RowEnd::Open,
        }
    }
}

/// Splits a row, without its line end, into its cells.
pub(in crate::records) fn split(
    row: &[u8],
    delimiter: u8,
    cells: &mut Vec<Cell>,
) -> Result<(), Fault> {
    let mut at = 0;
    loop {
        let mut cell = Cell { start: at, end: at, quoted: false, doubled: false };
        let from = if row.get(at) == Some(&b'"') {
            let (end, doubled) = closing_quote(row, at + 1).ok_or_else(|| {
                Fault::whole(FaultKind::Syntax, "a quotation mark is opened but never closed")
                    .at(at)
            })?;
            cell = Cell { start: at + 1, end, quoted: true, doubled };
            end + 1
        } else {
            at
        };
        let end = memchr::memchr(delimiter, &row[from..]).map_or(row.len(), |length| from + length);
        if cell.quoted && end > from {
            let message = "there is text after a closing quotation mark; inside a cell, write each \
                quotation mark twice";
            return Err(Fault::whole(FaultKind::Syntax, message).at(from));
        }
        if !cell.quoted {
            cell.end = end;
        }
        cells.push(cell);
        if end == row.len() {
            return Ok(());
        }
        at = end + 1;
    }
}

/// Splits a row that has no quotation marks, and keeps the cells that are wanted: `cells` has one for
/// each column then, of which the others are empty. False if the row has more or fewer cells.
pub(super) fn split_wanted(
    row: &[u8],
    delimiter: u8,
    wanted: &[bool],
    cells: &mut Vec<Cell>,
) -> bool {
    let empty = Cell { start: 0, end: 0, quoted: false, doubled: false };
    cells.clear();
    cells.resize(wanted.len(), empty);
    let (mut column, mut start) = (0, 0);
    for end in memchr::memchr_iter(delimiter, row).chain([row.len()]) {
        match wanted.get(column) {
            Some(true) => cells[column] = Cell { start, end, ..empty },
            Some(false) => {}
            None => return false,
        }
        (column, start) = (column + 1, end + 1);
    }
    column == wanted.len()
}

/// The quote that closes the cell whose text starts at `at`, and whether quotes within are doubled.
pub(super) fn closing_quote(bytes: &[u8], mut at: usize) -> Option<(usize, bool)> {
    let mut doubled = false;
    loop {
        let quote = at + memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some((quote, doubled));
        }
        doubled = true;
        at = quote + 2;
    }
}
