//! Rows of tables as they are kept: of a row of CSV the cells that are needed, without their names.

use std::ops::Range;

use super::columns::{Column, Columns};
use super::outline::Outline;
use crate::records::plain::{RecordUse, without_apostrophe};
use crate::values::Path;

/// What is kept of the rows of a CSV file, and how it becomes an object of JSON: so that the names of
/// columns are not kept, read and copied with each row.
#[derive(Clone, Debug)]
pub struct RowShape {
    /// The columns that are needed: those that events need in order, and then those that only say
    /// whose a row is.
    pub(super) columns: Vec<KeptColumn>,
    /// How many of them events need.
    pub(super) of_events: usize,
    /// What events need of a row.
    events: Outline,
    /// All that is kept of it.
    whole: Outline,
    /// How much longer a row of JSON may be than the row that is kept.
    longer: usize,
}

/// A column that is needed.
#[derive(Clone, Debug)]
pub(in crate::records) struct KeptColumn {
    /// Its number in the file.
    pub(super) number: usize,
    pub path: Path,
    /// It is kept as a text, which a spreadsheet may have marked as one.
    pub text: bool,
    /// It may hold JSON.
    pub brackets: bool,
}

/// How long a cell is, which comes before it, is written six bits to a byte, and another bit where more
/// follow. So all of a row is text. After the cell there is a quotation mark, so that it is read as a
/// text of JSON is.
pub(super) const BITS: u8 = 0x3f;
pub(super) const MORE: u8 = 0x40;
pub(super) const BEHIND: u8 = b'"';

/// What JSON has around a cell and its name.
const AROUND: usize = r#","":"","#.len();

impl RowShape {
    /// `None` where rows are not objects.
    pub(super) fn new(columns: &Columns<'_>) -> Option<RowShape> {
        let reader = columns.reader;
        let mut needed: Vec<(usize, &Column<'_>)> = columns.needed().collect();
        needed.sort_by_key(|(_, column)| !is_of_events(column));
        let needed = || needed.iter().copied().enumerate();
        let kept = needed().map(|(_, (number, column))| KeptColumn {
            number,
            path: column.path.clone(),
            text: column.is_text(reader),
            brackets: reader.takes_brackets(column.node),
        });
        let outline = |is_in: fn(&Column<'_>) -> bool| {
            let columns = needed().map(|(cell, (_, column))| (cell, column));
            Outline::new(reader, columns.filter(|(_, column)| is_in(column)))
        };
        let names = needed().map(|(_, (_, column))| column.path.to_string().len() + AROUND);
        Some(RowShape {
            columns: kept.collect(),
            of_events: needed().filter(|(_, (_, column))| is_of_events(column)).count(),
            events: outline(is_of_events)?,
            whole: outline(|_| true)?,
            longer: names.sum(),
        })
    }

    /// Writes what events need of a row that was kept, as an object of JSON.
    pub(in crate::records) fn write_event(&self, kept: &[u8], out: &mut Vec<u8>) {
        write(&self.events, kept, out);
    }

    /// Writes all that is kept of a row, as an object of JSON.
    pub(super) fn write_whole(&self, kept: &[u8], out: &mut Vec<u8>) {
        write(&self.whole, kept, out);
    }

    /// The columns that are needed, in order.
    pub(in crate::records) fn columns(&self) -> &[KeptColumn] {
        &self.columns
    }

    /// How long the JSON of a row can be of which this much is kept.
    pub fn most(&self, kept: usize) -> usize {
        kept + self.longer
    }

    /// The same of what events need of a row that was kept.
    pub fn event(&self, kept: &[u8]) -> usize {
        let after = |at, _| cell_at(kept, at).map(|cell| cell.end + 1);
        self.most((0..self.of_events).try_fold(0, after).unwrap_or(kept.len()))
    }
}

/// Whether events need a column: not only whoever asks whose the row is.
fn is_of_events(column: &Column<'_>) -> bool {
    column.node.has_children() || column.node.uses.iter().any(|used| *used != RecordUse::Id)
}

/// Writes a row that was kept as an object of JSON.
fn write(outline: &Outline, kept: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.push(b'{');
    // The cells are asked for in their order, but for those that are parts of one value.
    let mut cells = KeptCells::new(kept);
    let written = outline.write(|cell| cells.at(cell), out);
    debug_assert!(written.is_some(), "the cells of rows of tables have no other form");
    if written.is_none() {
        out.truncate(start + 1);
    }
    out.push(b'}');
}

/// The cells of a row that was kept.
pub(super) struct KeptCells<'k> {
    kept: &'k [u8],
    /// Where the next cell is.
    at: usize,
    next: usize,
}

impl<'k> KeptCells<'k> {
    /// Those of a row of text, which all rows are that were kept.
    pub(super) fn new(kept: &'k [u8]) -> KeptCells<'k> {
        KeptCells { kept, at: 0, next: 0 }
    }

    /// The text of a cell, by its number.
    #[inline]
    pub(super) fn at(&mut self, cell: usize) -> &'k str {
        if cell < self.next {
            (self.at, self.next) = (0, 0);
        }
        let mut text = 0..0;
        while self.next <= cell {
            text = self.take().unwrap_or_default();
            self.next += 1;
        }
        let text = self.kept.get(text).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// The next cell, which comes after its length.
    #[inline]
    fn take(&mut self) -> Option<Range<usize>> {
        let cell = cell_at(self.kept, self.at)?;
        self.at = cell.end + 1;
        Some(cell)
    }
}

/// Where the text of the cell is whose length is at a place. It ends within the bytes.
#[inline(always)]
fn cell_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let first = *bytes.get(at)?;
    if first & MORE == 0 {
        let (start, length) = (at + 1, usize::from(first));
        return (length < bytes.len() - start).then_some(start..start + length);
    }
    long_cell_at(bytes, at)
}

#[inline(never)]
fn long_cell_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let (mut length, mut shift, mut start) = (0, 0, at);
    loop {
        let byte = *bytes.get(start)?;
        length |= usize::from(byte & BITS).checked_shl(shift)?;
        (start, shift) = (start + 1, shift + MORE.trailing_zeros());
        if byte & MORE == 0 {
            break;
        }
    }
    (length < bytes.len().saturating_sub(start)).then_some(start..start + length)
}

/// Where the texts of the cells of some rows are that were kept and stand one after the other in `text`,
/// each with all of these columns: as far as they are wanted, which is said of each column. Each is
/// handed to `found` with the places of what is around it. `None` if a cell may hold JSON.
pub(in crate::records) fn each_cell(
    text: &str,
    columns: &[(&KeptColumn, bool)],
    mut found: impl FnMut(Range<usize>),
) -> Option<()> {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        for (column, wanted) in columns {
            let cell = cell_at(bytes, at)?;
            at = cell.end + 1;
            if *wanted {
                let said = column.said(text, cell)?;
                found(said.start - 1..said.end + 1);
            }
        }
    }
    Some(())
}

impl KeptColumn {
    /// Where the text of a cell is without the mark of a spreadsheet. `None` if it may be JSON.
    #[inline(always)]
    fn said(&self, text: &str, cell: Range<usize>) -> Option<Range<usize>> {
        if !self.text && !self.brackets {
            return Some(cell);
        }
        let first = text.as_bytes()[cell.start];
        if first.is_ascii_graphic() && !matches!(first, b'\'' | b'[' | b'{') {
            return Some(cell);
        }
        let said = text.get(cell.clone())?;
        if self.brackets && said.trim_start().starts_with(['[', '{']) {
            return None;
        }
        let marked = self.text && without_apostrophe(said).len() < said.len();
        Some(cell.start + usize::from(marked)..cell.end)
    }
}
