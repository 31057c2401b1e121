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

/// What a row turns out to be that is split in the usual way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// It has as many cells as there are columns.
    Fits,
    /// It has more or fewer.
    Differs,
    /// It has a quotation mark, so that its cells are other ones.
    Quoted,
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
    let (words, rest) = row.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let mut found = same(u64::from_le_bytes(*word), delimiter);
        while found != 0 {
            end_cell(number * 8 + (found.trailing_zeros() / 8) as usize);
            found &= found - 1;
        }
    }
    for (place, byte) in rest.iter().enumerate() {
        if *byte == delimiter {
            end_cell(words.len() * 8 + place);
        }
    }
    end_cell(row.len());
    count == ends.len()
}

/// Splits a row, and keeps the cells that are wanted: `cells` has one for each column then, of which
/// the others are what they were. The separators of eight bytes are found at once.
pub(super) fn split_wanted(
    row: &[u8],
    delimiter: u8,
    wanted: &[bool],
    cells: &mut Vec<Cell>,
) -> Split {
    cells.resize(wanted.len(), Cell { start: 0, end: 0, quoted: false, doubled: false });
    let (mut column, mut start, mut quotes) = (0, 0, 0);
    let mut end_cell = |end: usize| {
        if wanted.get(column) == Some(&true) {
            cells[column] = Cell { start, end, quoted: false, doubled: false };
        }
        (column, start) = (column + 1, end + 1);
    };
    let (words, rest) = row.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let mut ends = same(word, delimiter);
        quotes |= same(word, b'"');
        while ends != 0 {
            end_cell(number * 8 + (ends.trailing_zeros() / 8) as usize);
            ends &= ends - 1;
        }
    }
    for (place, byte) in rest.iter().enumerate() {
        quotes |= u64::from(*byte == b'"');
        if *byte == delimiter {
            end_cell(words.len() * 8 + place);
        }
    }
    end_cell(row.len());
    match column == wanted.len() {
        _ if quotes != 0 => Split::Quoted,
        true => Split::Fits,
        false => Split::Differs,
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
            let found = split_wanted(row.as_bytes(), b',', &vec![true; columns], &mut cells);
            prop_assert_eq!(found == Split::Quoted, row.contains('"'));
            if found != Split::Quoted {
                split_at_all.unwrap();
                prop_assert_eq!(found == Split::Fits, all.len() == columns);
            }
            if found == Split::Fits {
                prop_assert_eq!(&all, &cells);
            }
            if found != Split::Quoted {
                let mut ends = vec![0; columns];
                prop_assert_eq!(cell_ends(row.as_bytes(), b',', &mut ends), all.len() == columns);
                if all.len() == columns {
                    prop_assert!(ends.iter().zip(&all).all(|(end, cell)| *end as usize == cell.end));
                }
            }
        }
    }
}
