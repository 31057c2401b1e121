//! What the columns of a CSV file hold, by its header.

use std::sync::Arc;

use crate::eval::Id;
use crate::records::fault::{Fault, FaultKind};
use crate::records::plain::{Draft, Node, Reader, RecordUse, Subject, utf8};
use crate::records::words;
use crate::values::likeness::{distance, meant};
use crate::values::{Path, Step, path};

use super::kept::RowShape;
use super::lacks::MissingColumn;
use super::outline::Outline;
use super::row::{Cell, split, split_wanted};

/// What the columns of a CSV file hold, by its header.
#[derive(Clone, Debug)]
pub struct Columns<'r> {
    pub(in crate::records) reader: &'r Reader,
    pub(in crate::records) delimiter: u8,
    /// The header as it is written.
    pub(in crate::records) header: Arc<[u8]>,
    /// By column; `None` if nothing is needed of it.
    pub(in crate::records) columns: Vec<Option<Column<'r>>>,
    /// By column, whether something is needed of it.
    wanted: Vec<bool>,
    /// The columns that are needed, and that are not here.
    pub(in crate::records) lacks: Vec<MissingColumn>,
    /// A row as JSON; `None` if rows of these columns cannot be that.
    outline: Option<Outline>,
    /// How rows are kept, where they are those of a table.
    shape: Option<Arc<RowShape>>,
}

/// A column of which something is needed.
#[derive(Clone, Debug)]
pub(in crate::records) struct Column<'r> {
    pub path: Path,
    pub(super) node: &'r Node<RecordUse>,
}

impl Column<'_> {
    /// Whether it is kept as a text, which a spreadsheet may have marked as one.
    pub(super) fn is_text(&self, reader: &Reader) -> bool {
        self.node.uses.iter().any(|used| used.is_text(reader.needs()))
    }
}

/// A row whose cells have been split.
pub(super) struct SplitRow<'c> {
    row: &'c str,
    cells: &'c [Cell],
    /// The needed cells in which quotation marks are doubled, with their texts.
    undoubled: Vec<(usize, String)>,
}

impl SplitRow<'_> {
    /// The text of a cell, by its column.
    #[inline]
    pub(super) fn text(&self, column: usize) -> &str {
        match self.undoubled.iter().find(|(other, _)| *other == column) {
            Some((_, text)) => text.as_str(),
            None => &self.row[self.cells[column].start..self.cells[column].end],
        }
    }
}

impl<'r> Columns<'r> {
    pub(super) fn new(
        header: &[u8],
        delimiter: u8,
        reader: &'r Reader,
    ) -> Result<Columns<'r>, Fault> {
        let names = names(header, delimiter)?;
        let columns: Vec<_> = names.iter().map(|name| column(name, reader)).collect();
        let header = Arc::from(header);
        let wanted = columns.iter().map(Option::is_some).collect();
        let (lacks, outline, shape) = (Vec::new(), None, None);
        let mut columns =
            Columns { reader, delimiter, header, columns, wanted, lacks, outline, shape };
        columns.check_overlaps()?;
        columns.outline = Outline::new(reader, columns.needed());
        if reader.subject == Subject::Rows {
            columns.shape = RowShape::new(&columns).map(Arc::new);
        }
        columns.lacks = columns.lacks(&names);
        let id = &reader.needs().id;
        let has_id = || columns.paths().any(|path| id.0.starts_with(&path.0));
        if reader.subject != Subject::Anything && !has_id() {
            let message = without_id(id, &names, reader.subject);
            return Err(Fault::whole(FaultKind::Header, message));
        }
        Ok(columns)
    }

    /// What the columns of another header with the same delimiter hold, for another reader.
    ///
    /// # Errors
    /// If it is not a header that the reader can use.
    pub fn with_header<'o>(&self, header: &[u8], reader: &'o Reader) -> Result<Columns<'o>, Fault> {
        Columns::new(header, self.delimiter, reader)
    }

    /// The header as it is written.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    pub(in crate::records) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.columns.iter().flatten().map(|column| &column.path)
    }

    /// The columns that are needed, each with its number in the file.
    pub(super) fn needed(&self) -> impl Iterator<Item = (usize, &Column<'r>)> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(|(number, column)| Some((number, column.as_ref()?)))
    }

    /// How rows are kept; `None` if they are not those of a table, or cannot be an object.
    pub fn shape(&self) -> Option<&Arc<RowShape>> {
        self.shape.as_ref()
    }

    /// The texts of the header's cells.
    pub(in crate::records) fn names(&self) -> Result<Vec<String>, Fault> {
        names(&self.header, self.delimiter)
    }

    /// No value may come from two columns.
    fn check_overlaps(&self) -> Result<(), Fault> {
        let paths: Vec<&Path> = self.paths().collect();
        for (place, one) in paths.iter().enumerate() {
            for other in &paths[..place] {
                if !one.0.starts_with(&other.0) && !other.0.starts_with(&one.0) {
                    continue;
                }
                let shown = words::quoted(&one.to_string());
                let message = if one == other {
                    format!("the column {shown} appears twice; keep one of them")
                } else {
                    let other = words::quoted(&other.to_string());
                    format!("the columns {other} and {shown} overlap; remove one of them")
                };
                return Err(Fault::whole(FaultKind::Header, message));
            }
        }
        Ok(())
    }

    /// Whether a row can be written as one object of JSON.
    pub fn are_an_object(&self) -> bool {
        self.outline.is_some()
    }

    /// Writes what is needed of a row as the members of a JSON object. `None` if the plain path
    /// has to read it: what has been written is of no use then. `cells` is memory to split it in.
    pub(in crate::records) fn members(
        &self,
        row: &[u8],
        cells: &mut Vec<Cell>,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        let row = self.split(utf8(row).ok()?, cells)?;
        self.outline.as_ref()?.write(|column| row.text(column), out)
    }

    /// Splits a row; `None` if it does not have the cells that the header has.
    pub(super) fn split<'c>(&self, row: &'c str, cells: &'c mut Vec<Cell>) -> Option<SplitRow<'c>> {
        let undoubled = match split_wanted(row.as_bytes(), self.delimiter, &self.wanted, cells)? {
            true => self.undoubled(row, cells),
            false => Vec::new(),
        };
        Some(SplitRow { row, cells, undoubled })
    }

    /// The needed cells in which quotation marks are doubled, with their texts.
    fn undoubled(&self, row: &str, cells: &[Cell]) -> Vec<(usize, String)> {
        let needed = self.columns.iter().zip(cells).enumerate();
        let doubled = needed.filter(|(_, (column, cell))| column.is_some() && cell.doubled);
        let text = |cell: &Cell| row[cell.start..cell.end].replace("\"\"", "\"");
        doubled.map(|(column, (_, cell))| (column, text(cell))).collect()
    }

    /// Reads a row whose cells are split. `row` is all of it, `texts` its cells without quotes.
    pub(in crate::records) fn fill<'a>(
        &self,
        cells: &[Cell],
        texts: impl Iterator<Item = &'a str>,
        draft: &mut Draft<'_, 'a>,
    ) -> Result<(), Fault> {
        check_count(cells.len(), self.columns.len())?;
        for ((text, cell), column) in texts.zip(cells).zip(&self.columns) {
            let Some(column) = column else { continue };
            self.reader.cell(column.node, text, draft).map_err(|mut fault| {
                let inner = fault.path.unwrap_or_default();
                fault.path = Some(path::prepend(&column.path, &inner));
                fault.at(cell.start)
            })?;
        }
        Ok(())
    }

    /// Whose row it is, by the texts of its cells: nobody's if they are too many or too few.
    pub(in crate::records) fn id<'a>(
        &self,
        texts: impl ExactSizeIterator<Item = &'a str>,
    ) -> Option<Id<'a>> {
        if texts.len() != self.columns.len() {
            return None;
        }
        let mut draft = self.reader.draft();
        for (text, column) in texts.zip(&self.columns) {
            let node = column.as_ref().and_then(|column| self.reader.only_id.at(&column.path));
            node.map_or(Ok(()), |node| self.reader.cell(node, text, &mut draft)).ok()?;
        }
        draft.into_id()
    }
}

/// The column that most likely says who a customer is.
fn likely_id(names: &[String]) -> &str {
    let words = ["id", "number", "no", "email", "mail", "key", "code", "user", "customer", "name"];
    let fits = |name: &&String, word: &str| {
        let lower = name.to_lowercase();
        lower.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
            || lower.ends_with(word) && word.len() > 2
    };
    let found = words.iter().find_map(|word| names.iter().find(|name| fits(name, word)));
    found.or(names.first()).map_or("email", String::as_str)
}

/// What a header lacks that has no column for the id, or for what says whose the rows of a table are.
fn without_id(id: &Path, names: &[String], subject: Subject) -> String {
    let wanted = match &id.0[..] {
        [Step::Key(name)] => name.clone(),
        _ => id.to_string(),
    };
    if subject == Subject::Rows {
        return without_owner(&wanted, names);
    }
    let nearest = meant(&wanted, names.iter().map(String::as_str));
    let likely = nearest.unwrap_or_else(|| likely_id(names));
    let others = names.iter().map(String::as_str).filter(|name| *name != likely);
    let columns =
        words::names(std::iter::once(likely).chain(others).collect::<Vec<_>>().into_iter());
    format!(
        "no column is named `{wanted}`; under `customer`, write `id from \"{likely}\"`, or another of \
         the columns: {columns}"
    )
}

/// The header of a table lacks the column that says whose its rows are. The names that are most like
/// it come first.
fn without_owner(wanted: &str, names: &[String]) -> String {
    let mut nearest_first: Vec<&str> = names.iter().map(String::as_str).collect();
    nearest_first.sort_by_cached_key(|name| distance(wanted, name).unwrap_or(usize::MAX));
    let columns = words::names(nearest_first.into_iter());
    match meant(wanted, names.iter().map(String::as_str)) {
        Some(nearest) => format!(
            "no column is named \"{wanted}\"; did you mean \"{nearest}\"? The columns are {columns}"
        ),
        None => format!("no column is named \"{wanted}\"; the columns are {columns}"),
    }
}

/// A row has as many cells as the header.
pub(in crate::records) fn check_count(cells: usize, columns: usize) -> Result<(), Fault> {
    if cells == columns {
        return Ok(());
    }
    let has = if cells == 1 { "1 cell" } else { &format!("{cells} cells") };
    let why = match cells > columns {
        true => "; a cell with the separator in it, such as a comma, has to be in quotes",
        false => "",
    };
    let message = format!("the row has {has}, but the header has {columns}{why}");
    Err(Fault::whole(FaultKind::CellCount, message))
}

/// The texts of the header's cells.
fn names(header: &[u8], delimiter: u8) -> Result<Vec<String>, Fault> {
    let text = utf8(header)?;
    let mut cells = Vec::new();
    split(header, delimiter, &mut cells)?;
    let name = |cell: &Cell| {
        let name = text[cell.start..cell.end].trim();
        if cell.doubled { name.replace("\"\"", "\"") } else { name.to_owned() }
    };
    Ok(cells.iter().map(name).collect())
}

/// What a column is needed for: its name is a key of the record, or a path to a value in it.
fn column<'r>(name: &str, reader: &'r Reader) -> Option<Column<'r>> {
    let key = Path(vec![Step::Key(name.to_owned())]);
    [Some(key), Path::parse(name)].into_iter().flatten().find_map(|path| {
        let node = reader.tree.at(&path)?;
        Some(Column { path, node })
    })
}
