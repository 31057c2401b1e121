//! The cells of many rows, split all at once.

use std::ops::Range;

use super::columns::Columns;
use super::row::{Cell, split};
use crate::records::fault::Fault;
use crate::records::plain::{Draft, utf8};

/// The cells of the rows of a chunk. Texts whose quotes are doubled are kept apart, undoubled, so
/// that all records of the chunk can borrow from it.
#[derive(Debug, Default)]
pub(in crate::records) struct RowCells {
    cells: Vec<Cell>,
    /// By row: which cells are its own, or why it has none.
    rows: Vec<Result<Range<usize>, Fault>>,
    /// By cell: where its text is in `undoubled`.
    places: Vec<Range<usize>>,
    undoubled: String,
}

impl RowCells {
    /// Splits rows.
    pub(crate) fn new<'b>(rows: impl Iterator<Item = &'b [u8]>, delimiter: u8) -> RowCells {
        let mut all = RowCells::default();
        for row in rows {
            let cells = all.push(row, delimiter);
            all.rows.push(cells);
        }
        all
    }

    /// Reads a row by its place among those that were split. `raw` is all of it.
    pub(crate) fn fill<'c>(
        &'c self,
        place: usize,
        raw: &'c [u8],
        columns: &Columns<'_>,
        draft: &mut Draft<'_, 'c>,
    ) -> Result<(), Fault> {
        let text = utf8(raw)?;
        let cells = match self.rows.get(place) {
            Some(Ok(cells)) => cells.clone(),
            Some(Err(fault)) => return Err(fault.clone()),
            None => 0..0,
        };
        let texts = cells.clone().map(|cell| self.text(cell, text));
        columns.fill(&self.cells[cells], texts, draft)
    }

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
