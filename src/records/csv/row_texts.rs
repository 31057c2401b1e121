//! Single texts out of rows of tables as they are kept, such as whose a row is, and its key.

use std::sync::Arc;

use super::columns::Columns;
use super::kept::{KeptCells, RowShape};
use super::kept_rows::KeptRows;
use super::torn::TornRow;
use crate::records::fault::Fault;
use crate::records::json::torn_values;
use crate::records::plain::{ReadText, TextReader, without_apostrophe};
use crate::values::Path;

/// Reads texts of the rows of a file as a [`TextReader`] does: of CSV right from the cells, where each
/// text is made of whole ones.
#[derive(Clone, Debug)]
pub struct RowTexts {
    reader: TextReader,
    /// How rows of CSV are kept; those of JSON are kept as they are written.
    shape: Option<Arc<RowShape>>,
    /// By text, the cells that its parts are; `None` for a part that no column has.
    cells: Option<Vec<Vec<Option<usize>>>>,
    /// Whether the first text of each pair is the only cell that only says whose a row is, as it is
    /// written.
    only_owner: bool,
}

impl RowTexts {
    /// Reads what a reader reads, of rows of this shape or of JSON.
    pub fn new(reader: TextReader, shape: Option<&Arc<RowShape>>) -> RowTexts {
        let cells = shape.and_then(|shape| {
            let text = |parts: &Vec<Path>| parts.iter().map(|part| cell(shape, part)).collect();
            reader.paths().iter().map(text).collect()
        });
        let mut texts = RowTexts { reader, shape: shape.cloned(), cells, only_owner: false };
        texts.only_owner = texts.has_only_owner().unwrap_or(false);
        texts
    }

    fn has_only_owner(&self) -> Option<bool> {
        let (shape, cells) = (self.shape.as_ref()?, self.cells.as_ref()?);
        let (owner, is_last) = (shape.of_events, shape.of_events + 1 == shape.columns.len());
        let is_it = |text: usize| *cells[text] == [Some(owner)] && self.reader.is_as_written(text);
        let is_its = (0..cells.len()).step_by(2).all(is_it);
        let column = shape.columns.get(owner)?;
        Some(is_last && is_its && column.text && !column.brackets)
    }

    /// The text that says whose a row is for all lists, if that is quick to see; it is what is read
    /// there then.
    #[inline]
    pub fn owner<'k>(&self, rows: &'k KeptRows, place: usize) -> Option<&'k [u8]> {
        let owner = rows.owner(place).filter(|_| self.only_owner)?;
        // Nothing else is marked, or says nothing.
        let is_usual = |byte: &u8| byte.is_ascii_graphic() && *byte != b'\'';
        owner.first().is_some_and(is_usual).then_some(owner)
    }

    /// How the rows are kept, if they are of CSV.
    pub fn shape(&self) -> Option<&Arc<RowShape>> {
        self.shape.as_ref()
    }

    /// Reads the texts of a row that was kept, in order, each with what is wrong with it. A text that is
    /// needed only if the one before it says nothing is none where that says something, if not all are
    /// wanted.
    ///
    /// # Errors
    /// If it is not a row.
    pub fn read<'k>(
        &self,
        kept: &'k [u8],
        all: bool,
        texts: &mut Vec<ReadText<'k>>,
    ) -> Result<(), Fault> {
        let Some(shape) = &self.shape else { return self.reader.read(kept, texts) };
        if let Some(cells) = &self.cells
            && self.read_cells(shape, cells, kept, all, texts).is_some()
        {
            return Ok(());
        }
        let (mut json, mut read) = (Vec::new(), Vec::new());
        shape.write_whole(kept, &mut json);
        self.reader.read(&json, &mut read)?;
        texts.clear();
        let owned = |text: ReadText<'_>| Ok(text?.map(|text| text.into_owned().into()));
        texts.extend(read.into_iter().map(owned));
        Ok(())
    }

    /// What the texts of a row may be that cannot be read, by text: of a row of CSV with these columns,
    /// or of JSON. A text of several parts is not told.
    pub fn guess(&self, raw: &[u8], columns: Option<&Columns<'_>>) -> Vec<Vec<String>> {
        let texts = self.reader.paths().iter().enumerate();
        let told = texts.map(|(text, parts)| match (parts.as_slice(), columns) {
            ([_], Some(columns)) => self.guess_cells(text, raw, columns).unwrap_or_default(),
            ([path], None) => torn_values(raw, path)
                .iter()
                .filter_map(|json| self.only_text(text, json))
                .collect(),
            (_, _) => Vec::new(),
        });
        told.collect()
    }

    fn guess_cells(&self, text: usize, raw: &[u8], columns: &Columns<'_>) -> Option<Vec<String>> {
        let cell = (*self.cells.as_ref()?.get(text)?.first()?)?;
        let column = self.shape.as_ref()?.columns.get(cell)?;
        let row = TornRow::new(raw, columns.delimiter, columns.columns.len());
        let said = row.at(column.number).filter_map(|said| {
            let said = if column.text { without_apostrophe(said) } else { said };
            let told = self.reader.said(text, [Some(said)].into_iter())??;
            Some(told.into_owned())
        });
        Some(said.collect())
    }

    /// A text of an object that may have no others.
    fn only_text(&self, text: usize, json: &[u8]) -> Option<String> {
        let mut texts = Vec::new();
        self.reader.read(json, &mut texts).ok()?;
        Some(texts.swap_remove(text).ok()??.into_owned())
    }

    /// A row that was kept, as an object of JSON.
    pub fn json(&self, kept: &[u8]) -> Vec<u8> {
        let mut json = Vec::new();
        match &self.shape {
            Some(shape) => shape.write_whole(kept, &mut json),
            None => json.extend_from_slice(kept),
        }
        json
    }

    /// `None` if a cell may hold JSON.
    fn read_cells<'k>(
        &self,
        shape: &RowShape,
        cells: &[Vec<Option<usize>>],
        kept: &'k [u8],
        all: bool,
        texts: &mut Vec<ReadText<'k>>,
    ) -> Option<()> {
        texts.clear();
        let mut kept = KeptCells::new(kept);
        for (text, parts) in cells.iter().enumerate() {
            // Texts come in pairs.
            if !all && text % 2 == 1 && matches!(texts.last(), Some(Ok(Some(_)))) {
                texts.push(Ok(None));
                continue;
            }
            let mut said = |cell: &Option<usize>| {
                let Some(cell) = *cell else { return Some("") };
                let (column, said) = (&shape.columns[cell], kept.at(cell));
                if column.brackets && said.trim_start().starts_with(['[', '{']) {
                    return None;
                }
                Some(if column.text { without_apostrophe(said) } else { said })
            };
            texts.push(Ok(match parts.as_slice() {
                [part] => self.reader.said_whole(text, said(part)?),
                parts => self.reader.said(text, parts.iter().map(said))?,
            }));
        }
        Some(())
    }
}

/// The cell that a value is. `None` if it may be a part of a cell, or be made of several; and
/// `Some(None)` if no column has it.
fn cell(shape: &RowShape, path: &Path) -> Option<Option<usize>> {
    let of_it = |column: &Path| column.0.starts_with(&path.0) || path.0.starts_with(&column.0);
    let mut columns = shape.columns.iter().enumerate().filter(|(_, column)| of_it(&column.path));
    match (columns.next(), columns.next()) {
        (None, _) => Some(None),
        (Some((cell, column)), None) if column.path == *path => Some(Some(cell)),
        (Some(_), _) => None,
    }
}
