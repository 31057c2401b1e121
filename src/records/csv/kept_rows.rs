//! The rows of a chunk of a table, as they are kept.

use std::ops::Range;

use super::columns::Columns;
use super::kept::{BEHIND, BITS, MORE, RowShape};
use super::row::{Cell, cell_ends, next_quote};

/// The rows of a chunk of CSV, as they are kept.
#[derive(Debug, Default)]
pub struct KeptRows {
    /// What is kept of the rows, and then memory for more.
    all: Vec<u8>,
    end: usize,
    rows: Vec<KeptRow>,
    /// What is kept in place of the cells that only say whose a row is, once that is known.
    blanks: Vec<u8>,
    /// Memory to split a row in.
    cells: Vec<Cell>,
    ends: Vec<u32>,
}

/// Where a row is; nowhere if it cannot be read.
#[derive(Clone, Copy, Debug, Default)]
struct KeptRow {
    start: usize,
    /// Where the cells begin that only say whose it is.
    owner: usize,
    end: usize,
}

/// Cells that are no longer than this are copied with what comes after them, which is quicker than
/// copying each with its length.
const WIDE: usize = 32;

impl KeptRows {
    /// The rows of a chunk at these places, where they may be read, in memory that others were in.
    pub(in crate::records) fn new(
        columns: &Columns<'_>,
        bytes: &[u8],
        rows: impl Iterator<Item = Option<Range<usize>>>,
        memory: Vec<u8>,
    ) -> KeptRows {
        let mut kept = KeptRows { all: memory, ..KeptRows::default() };
        if kept.all.len() < bytes.len() {
            kept.all.resize(bytes.len(), 0);
        }
        let Some(shape) = columns.shape() else {
            kept.rows.extend(rows.map(|_| KeptRow::default()));
            return kept;
        };
        kept.ends.resize(columns.columns.len(), 0);
        for _ in shape.of_events..shape.columns.len() {
            kept.blanks.extend([0, BEHIND]);
        }
        // Mostly all of it is text, which is quick to see.
        let is_text = simdutf8::basic::from_utf8(bytes).is_ok();
        let mut quote = next_quote(bytes, 0);
        kept.rows.reserve(rows.size_hint().0);
        for row in rows {
            let start = kept.end;
            let owner = row.and_then(|row| {
                if quote < row.start {
                    quote = next_quote(bytes, row.start);
                }
                if is_text && quote >= row.end && u32::try_from(row.len()).is_ok() {
                    return kept.keep_plain(columns.delimiter, shape, bytes, row);
                }
                kept.keep(columns, shape, std::str::from_utf8(bytes.get(row)?).ok()?)
            });
            if owner.is_none() {
                kept.end = start;
            }
            let row = owner.map(|owner| KeptRow { start, owner, end: kept.end });
            kept.rows.push(row.unwrap_or_default());
        }
        kept
    }

    /// The memory, for those of another chunk.
    pub fn into_memory(self) -> Vec<u8> {
        self.all
    }

    /// A row, by its place in the chunk; `None` if it cannot be read.
    #[inline]
    pub fn row(&self, place: usize) -> Option<&[u8]> {
        let KeptRow { start, end, .. } = *self.rows.get(place)?;
        if start == end { None } else { self.all.get(start..end) }
    }

    /// The same without the cells that only say whose it is. With [`KeptRows::blanks`] after it, it is
    /// a row again.
    #[inline]
    pub fn cells(&self, place: usize) -> Option<&[u8]> {
        let KeptRow { start, owner, end } = *self.rows.get(place)?;
        if start == end { None } else { self.all.get(start..owner) }
    }

    /// What stands for the cells that only say whose a row is.
    pub fn blanks(&self) -> &[u8] {
        &self.blanks
    }

    /// The only cell that only says whose a row is, if it is short.
    #[inline]
    pub(super) fn owner(&self, place: usize) -> Option<&[u8]> {
        let KeptRow { owner, end, .. } = *self.rows.get(place)?;
        let (length, cell) = self.all.get(owner..end)?.split_first()?;
        let (_behind, cell) = cell.split_last()?;
        (cell.len() == usize::from(*length)).then_some(cell)
    }

    /// Keeps a row of text that has no quotation marks, and says where its owner is.
    #[inline]
    fn keep_plain(
        &mut self,
        delimiter: u8,
        shape: &RowShape,
        bytes: &[u8],
        row: Range<usize>,
    ) -> Option<usize> {
        if !cell_ends(bytes.get(row.clone())?, delimiter, &mut self.ends) {
            return None;
        }
        // Each cell is kept with two bytes more, if it is not long.
        let most = self.end + row.len() + 2 * shape.columns.len() + WIDE;
        if self.all.len() < most {
            self.all.resize(most + most / 2, 0);
        }
        let mut owner = self.end;
        for (place, column) in shape.columns.iter().enumerate() {
            let before = column.number.checked_sub(1).and_then(|before| self.ends.get(before));
            let start = row.start + before.map_or(0, |end| *end as usize + 1);
            self.put(bytes, start, row.start + self.ends[column.number] as usize);
            if place < shape.of_events {
                owner = self.end;
            }
        }
        Some(owner)
    }

    /// Keeps any other row.
    fn keep(&mut self, columns: &Columns<'_>, shape: &RowShape, row: &str) -> Option<usize> {
        let mut cells = std::mem::take(&mut self.cells);
        let mut owner = self.end;
        let split = columns.split(row, &mut cells).map(|row| {
            for (place, column) in shape.columns.iter().enumerate() {
                self.put_any(row.text(column.number).as_bytes());
                if place < shape.of_events {
                    owner = self.end;
                }
            }
        });
        self.cells = cells;
        split.map(|()| owner)
    }

    /// Takes up a cell after its length.
    #[inline(always)]
    fn put(&mut self, bytes: &[u8], start: usize, end: usize) {
        let (at, length) = (self.end + 1, end - start);
        if length <= WIDE
            && let Some(cell) = bytes.get(start..start + WIDE)
            && let Some(room) = self.all.get_mut(self.end..at + WIDE + 1)
        {
            room[0] = length as u8;
            room[1..1 + WIDE].copy_from_slice(cell);
            room[1 + length] = BEHIND;
            self.end = at + length + 1;
            return;
        }
        self.put_any(&bytes[start..end]);
    }

    /// The same of a cell of any length.
    #[inline(never)]
    fn put_any(&mut self, cell: &[u8]) {
        let (KeptRows { all, end, .. }, mut length) = (self, cell.len());
        all.truncate(*end);
        while length > usize::from(BITS) {
            all.push(length as u8 & BITS | MORE);
            length >>= MORE.trailing_zeros();
        }
        all.push(length as u8);
        all.extend_from_slice(cell);
        all.push(BEHIND);
        *end = all.len();
    }
}
