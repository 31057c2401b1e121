//! Where rows end, and the cells that they are made of.

use std::ops::Range;

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
    pub(crate) fn outer(self) -> Range<usize> {
        let quote = usize::from(self.quoted);
        self.start - quote..self.end + quote
    }
}

/// Where the first quotation mark is from `start` on; beyond the bytes if there is none.
pub(in crate::records) fn next_quote(bytes: &[u8], start: usize) -> usize {
    memchr::memchr(b'"', &bytes[start..]).map_or(usize::MAX, |length| start + length)
}

/// Finds the end of the row that starts at `start`. `quote` is where the next quotation mark is from
/// there on.
#[inline]
pub(in crate::records) fn row_end(
    bytes: &[u8],
    start: usize,
    delimiter: u8,
    quote: usize,
) -> RowEnd {
    // Most rows have no quotation mark, so their line is all there is to look for.
    let line = memchr::memchr2(b'\n', b'\r', &bytes[start..]);
    let end = line.map_or(bytes.len(), |length| start + length);
    if quote >= end {
        return match line.and_then(|_| break_end(bytes, end)) {
            Some(next) => RowEnd::At { end, next, plain: true },
            None => RowEnd::Open,
        };
    }
    quoted_row_end(bytes, start, delimiter)
}

/// The same for a row that may have cells in quotation marks, with line breaks in them. A quotation mark
/// that is not at the beginning of a cell is a character as any other.
fn quoted_row_end(bytes: &[u8], start: usize, delimiter: u8) -> RowEnd {
    let mut at = start;
    while let Some(length) = memchr::memchr3(b'"', b'\n', b'\r', &bytes[at..]) {
        let found = at + length;
        if bytes[found] != b'"' {
            return match break_end(bytes, found) {
                Some(next) => RowEnd::At { end: found, next, plain: false },
                None => RowEnd::Open,
            };
        }
        let opens = found == start || bytes[found - 1] == delimiter;
        at = match opens {
            true => match closing_quote(bytes, found + 1) {
                Some((end, _)) => end + 1,
                None => return RowEnd::OpenQuote,
            },
            false => found + 1,
        };
    }
    RowEnd::Open
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

/// Finds the separators of a row without quotation marks: `ends` has where each cell ends then, if
/// there are as many as it has places. The separators of eight bytes are found at once.
#[inline]
pub(super) fn cell_ends(row: &[u8], delimiter: u8, ends: &mut [u32]) -> bool {
    let mut count = 0;
    let mut end_cell = |end: usize| {
        if let Some(place) = ends.get_mut(count) {
            *place = end as u32;
        }
        count += 1;
    };
    separators(row, 0..row.len(), delimiter, &mut end_cell);
    end_cell(row.len());
    count == ends.len()
}

/// Where the separators are in a part of a row, eight bytes at a time.
#[inline(always)]
fn separators(row: &[u8], part: Range<usize>, delimiter: u8, mut each: impl FnMut(usize)) {
    let from = part.start;
    let (words, rest) = row[part].as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let mut found = same(u64::from_le_bytes(*word), delimiter);
        while found != 0 {
            each(from + number * 8 + (found.trailing_zeros() / 8) as usize);
            found &= found - 1;
        }
    }
    for (place, byte) in rest.iter().enumerate() {
        if *byte == delimiter {
            each(from + words.len() * 8 + place);
        }
    }
}

/// Splits a row, and keeps the cells that are wanted: `cells` has one for each column then, of which
/// the others are what they were. Says whether quotation marks are doubled in some that are wanted; `None`
/// if there are not as many cells as columns, or something is wrong with them.
pub(super) fn split_wanted(
    row: &[u8],
    delimiter: u8,
    wanted: &[bool],
    cells: &mut Vec<Cell>,
) -> Option<bool> {
    cells.resize(wanted.len(), Cell { start: 0, end: 0, quoted: false, doubled: false });
    let mut splitting = Splitting { wanted, cells, column: 0, start: 0, doubled: false };
    let mut at = 0;
    loop {
        let quote = next_quote(row, at);
        let part = at..quote.min(row.len());
        separators(row, part, delimiter, |separator| splitting.end(separator));
        if quote >= row.len() {
            splitting.cell(splitting.plain(row.len()));
            return splitting.end_row();
        }
        at = quote + 1;
        if quote != splitting.start {
            continue;
        }
        let (end, doubled) = closing_quote(row, at)?;
        splitting.cell(Cell { start: at, end, quoted: true, doubled });
        at = end + 2;
        splitting.start = at;
        match row.get(end + 1) {
            None => return splitting.end_row(),
            Some(byte) if *byte != delimiter => return None,
            Some(_) => {}
        }
    }
}

/// A row that is being split.
struct Splitting<'s> {
    wanted: &'s [bool],
    cells: &'s mut [Cell],
    /// The next one.
    column: usize,
    /// Where it begins.
    start: usize,
    /// Whether quotation marks are doubled in one that is wanted.
    doubled: bool,
}

impl Splitting<'_> {
    /// Takes the next cell.
    #[inline(always)]
    fn cell(&mut self, cell: Cell) {
        if self.wanted.get(self.column) == Some(&true) {
            self.cells[self.column] = cell;
            self.doubled |= cell.doubled;
        }
        self.column += 1;
    }

    fn end_row(&self) -> Option<bool> {
        (self.column == self.wanted.len()).then_some(self.doubled)
    }

    /// The next cell, if it has no quotation marks around it and ends here.
    #[inline(always)]
    fn plain(&self, end: usize) -> Cell {
        Cell { start: self.start, end, quoted: false, doubled: false }
    }

    #[inline(always)]
    fn end(&mut self, separator: usize) {
        self.cell(self.plain(separator));
        self.start = separator + 1;
    }
}

/// The highest bit of each of eight bytes that is this one.
#[inline(always)]
fn same(word: u64, byte: u8) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x7f * EACH;
    let other = word ^ (EACH * u64::from(byte));
    !(((other & LOW) + LOW) | other | LOW)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_usual_way_to_split_finds_the_same_cells(
            row in "[,\"abc\u{ac}\u{2c00}]{0,40}",
            columns in 0..8usize,
        ) {
            let (mut all, mut cells) = (Vec::new(), Vec::new());
            let split_at_all = split(row.as_bytes(), b',', &mut all);
            let fits = split_wanted(row.as_bytes(), b',', &vec![true; columns], &mut cells);
            prop_assert_eq!(fits.is_some(), split_at_all.is_ok() && all.len() == columns);
            if let Some(doubled) = fits {
                prop_assert_eq!(&all, &cells);
                prop_assert_eq!(doubled, all.iter().any(|cell| cell.doubled));
            }
            if !row.contains('"') {
                let mut ends = vec![0; columns];
                prop_assert_eq!(cell_ends(row.as_bytes(), b',', &mut ends), all.len() == columns);
                if all.len() == columns {
                    prop_assert!(ends.iter().zip(&all).all(|(end, cell)| *end as usize == cell.end));
                }
            }
        }

        #[test]
        fn a_row_ends_after_the_same_cells(
            text in "[,\"ab\n\r]{0,40}",
        ) {
            let bytes = text.as_bytes();
            let found = quoted_row_end(bytes, 0, b',');
            prop_assert_eq!(found, cell_by_cell(bytes, b','), "{:?}", text);
        }
    }

    /// The end of the first row, by going from cell to cell.
    fn cell_by_cell(bytes: &[u8], delimiter: u8) -> RowEnd {
        let mut at = 0;
        loop {
            if bytes.get(at) == Some(&b'"') {
                match closing_quote(bytes, at + 1) {
                    Some((end, _)) => at = end + 1,
                    None => return RowEnd::OpenQuote,
                }
            }
            match memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]) {
                Some(length) if bytes[at + length] == delimiter => at += length + 1,
                Some(length) => {
                    return match break_end(bytes, at + length) {
                        Some(next) => RowEnd::At { end: at + length, next, plain: false },
                        None => RowEnd::Open,
                    };
                }
                None => return RowEnd::Open,
            }
        }
    }
}
