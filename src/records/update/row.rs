//! Writes changes into the rows of a CSV file.

use std::borrow::Cow;

use crate::after::{Changes, Writes};
use crate::plan::Needs;
use crate::records::csv::{Cell, Columns, split};
use crate::records::json::Index;
use crate::values::Path;

use super::edit::{Edit, UpdateFault};
use super::{json, patch, value};

/// Writes rows of a CSV file with changes, and its header with the columns that they need.
#[derive(Clone, Debug)]
pub struct RowUpdate<'c, 'r> {
    columns: &'c Columns<'r>,
    /// The columns to add, which are last.
    added: Vec<&'r Path>,
}

impl<'c, 'r> RowUpdate<'c, 'r> {
    /// `writes` says for what a column is added where the header has none.
    pub fn new(columns: &'c Columns<'r>, writes: Writes) -> RowUpdate<'c, 'r> {
        let needs: &'r Needs = columns.reader.needs();
        let owed = needs.owed.as_ref().map(|owed| (writes.owed, &owed.path));
        let wanted = [
            (writes.stage, &needs.stage),
            (writes.stage, &needs.stage_since),
            (writes.tags, &needs.tags),
            (writes.given, &needs.given),
        ];
        let wanted = wanted.into_iter().chain(owed);
        let has = |path: &Path| columns.paths().any(|column| path.0.starts_with(&column.0));
        let added = wanted.filter(|(wanted, path)| *wanted && !has(path));
        RowUpdate { columns, added: added.map(|(_, path)| path).collect() }
    }

    /// The header with the columns that were added.
    pub fn header(&self, raw: &[u8]) -> Vec<u8> {
        let mut out = raw.to_vec();
        for path in &self.added {
            out.push(self.columns.delimiter);
            self.quote(&path.to_string(), false, &mut out);
        }
        out
    }

    /// A row with its changes, or as it was but for empty cells in the columns that were added. A
    /// row that has too many or too few cells still has as many too many or too few.
    ///
    /// # Errors
    /// If a path leads into a cell whose JSON has no place for the value.
    pub fn row(&self, raw: &[u8], changes: &Changes<'_>) -> Result<Vec<u8>, UpdateFault> {
        self.edited(raw, Edit::all(changes, self.columns.reader.needs()))
    }

    /// A row in which all that rules did to the customer, but for the tags, is what the changes say.
    ///
    /// # Errors
    /// As [`row`](RowUpdate::row).
    pub fn whole(&self, raw: &[u8], changes: &Changes<'_>) -> Result<Vec<u8>, UpdateFault> {
        let edits = Edit::all(changes, self.columns.reader.needs());
        self.edited(raw, self.emptying().chain(edits))
    }

    /// A row without what rules did to the customer before, but for the tags.
    pub fn emptied(&self, raw: &[u8]) -> Vec<u8> {
        self.edited(raw, self.emptying()).unwrap_or_else(|_| raw.to_vec())
    }

    /// Takes away what there is of what rules did to the customer before.
    fn emptying(&self) -> impl Iterator<Item = Edit<'r>> {
        let needs: &'r Needs = self.columns.reader.needs();
        let is_there = |edit: &Edit<'_>| match self.place(edit.path(needs)) {
            Some((place, inner)) => place < self.columns.columns.len() && inner == 0,
            None => false,
        };
        Edit::emptying(needs).filter(is_there).collect::<Vec<_>>().into_iter()
    }

    fn edited<'e>(
        &self,
        raw: &[u8],
        edits: impl Iterator<Item = Edit<'e>>,
    ) -> Result<Vec<u8>, UpdateFault> {
        let mut cells = Vec::new();
        if split(raw, self.columns.delimiter, &mut cells).is_err() {
            return Ok(raw.to_vec());
        }
        let fits = cells.len() == self.columns.columns.len();
        let Some(text) = std::str::from_utf8(raw).ok().filter(|_| fits) else {
            return Ok(self.widened(raw));
        };
        let mut texts: Vec<Option<String>> = vec![None; cells.len() + self.added.len()];
        let needs = self.columns.reader.needs();
        for edit in edits {
            let fault = || edit.fault(needs);
            let (place, inner) = self.place(edit.path(needs)).ok_or_else(fault)?;
            let old = match texts[place].take() {
                Some(changed) => changed,
                None => cells.get(place).map_or(String::new(), |cell| plain(text, *cell).into()),
            };
            let new = if inner == 0 {
                Some(value::cell(edit, &old))
            } else {
                within(&old, &edit.path(needs).0[inner..], edit)
            };
            texts[place] = Some(new.ok_or_else(fault)?);
        }
        Ok(self.write(raw, &cells, &texts))
    }

    /// A row that cannot be read, with an empty cell for each column that was added. Without these
    /// a row with too many cells might fit the header by accident, and next time be read as a
    /// customer that it is not.
    fn widened(&self, raw: &[u8]) -> Vec<u8> {
        let more = std::iter::repeat_n(self.columns.delimiter, self.added.len());
        raw.iter().copied().chain(more).collect()
    }

    /// The column that holds the value, and how many steps of the path it stands for; 0 for all.
    fn place(&self, path: &Path) -> Option<(usize, usize)> {
        let columns = self.columns.columns.iter();
        let old = columns.map(|column| column.as_ref().map(|column| &column.path));
        let added = self.added.iter().map(|path| Some(*path));
        let holds = |column: &Option<&Path>| column.is_some_and(|c| path.0.starts_with(&c.0));
        let (place, column) = old.chain(added).enumerate().find(|(_, column)| holds(column))?;
        let steps = column.map_or(0, |column| column.0.len());
        Some((place, if steps == path.0.len() { 0 } else { steps }))
    }

    fn write(&self, raw: &[u8], cells: &[Cell], texts: &[Option<String>]) -> Vec<u8> {
        let mut out = Vec::with_capacity(raw.len() + 64);
        for (place, text) in texts.iter().enumerate() {
            if place > 0 {
                out.push(self.columns.delimiter);
            }
            match (text, cells.get(place)) {
                (Some(text), _) if text.is_empty() => {}
                (Some(text), cell) => self.quote(text, cell.is_some_and(|c| c.quoted), &mut out),
                (None, Some(cell)) => out.extend_from_slice(&raw[cell.outer()]),
                (None, None) => {}
            }
        }
        out
    }

    /// Writes a cell, in quotes where it needs them or had them.
    fn quote(&self, text: &str, quoted: bool, out: &mut Vec<u8>) {
        let needs = |b: u8| matches!(b, b'"' | b'\n' | b'\r') || b == self.columns.delimiter;
        if !quoted && !text.bytes().any(needs) {
            out.extend_from_slice(text.as_bytes());
            return;
        }
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    }
}

/// The text of a cell without its quotes.
fn plain(row: &str, cell: Cell) -> Cow<'_, str> {
    let text = &row[cell.start..cell.end];
    if cell.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }
}

/// A cell of JSON with one value in it set; an empty cell becomes an object.
fn within(old: &str, steps: &[crate::values::Step], edit: Edit<'_>) -> Option<String> {
    if old.is_empty() {
        return patch::nested(steps, edit);
    }
    let new = json::set(&mut Index::new(), old.as_bytes(), steps, edit)?;
    String::from_utf8(new).ok()
}
