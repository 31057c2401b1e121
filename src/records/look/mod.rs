//! Records as they are, for whoever does not know yet what is in them.

mod places;
mod tree;

use std::io::{self, Read};
use std::sync::Arc;

pub use places::{Place, places};
pub use tree::Tree;

use super::csv::{Cell, check_count, split};
use super::fault::Fault;
use super::json::{Found, RawText};
use super::plain::{Reader, convert};
use super::stream::{Chunk, Format, Options, StreamFault, Written, run};

/// What takes in the records of a stream, in their order.
pub trait Looker: Send {
    /// The names of the columns, where the stream is CSV.
    fn header(&mut self, names: &[Arc<str>]);

    /// A record.
    fn record(&mut self, record: Tree);

    /// A record that cannot be read at all, and the line where that shows.
    fn unread(&mut self, line: u64, fault: Fault);
}

/// Shows every record of a stream to a looker, and says what the stream is and what is wrong with
/// it as a whole. Memory does not grow with the stream.
///
/// # Errors
/// If the stream cannot be read.
pub fn look(
    input: impl Read + Send,
    options: &Options,
    looker: &mut impl Looker,
) -> io::Result<(Format, Option<StreamFault>)> {
    let reader = Reader::of_anything();
    let outcome = run(input, options, &reader, Part::of, |_, part: Part| {
        if let Some(names) = &part.header {
            looker.header(names);
        }
        for record in part.records {
            match record {
                Ok(record) => looker.record(record),
                Err((line, fault)) => looker.unread(line, fault),
            }
        }
        Ok::<(), io::Error>(())
    })?;
    Ok((outcome.format, outcome.fault))
}

/// Whether a text is one of the words for yes and no.
pub fn is_yes_or_no(text: &str) -> bool {
    convert::yes_no(Found::Text(RawText::plain(text))).is_ok()
}

/// What was read of a chunk.
struct Part {
    header: Option<Vec<Arc<str>>>,
    records: Vec<Result<Tree, (u64, Fault)>>,
}

impl Part {
    fn of(chunk: &Chunk<'_>) -> Part {
        let columns = chunk.columns();
        let names = columns.and_then(|columns| columns.names().ok());
        let names = names.map(|names| names.into_iter().map(Arc::from).collect::<Vec<Arc<str>>>());
        let delimiter = columns.map(|columns| columns.delimiter);
        let record = |written: Written<'_>| match (written.fault(), delimiter, &names) {
            (Some(fault), _, _) => Err(fault.clone()),
            (None, Some(delimiter), Some(names)) => row(written.raw, delimiter, names),
            (None, _, _) => Tree::read(written.raw),
        };
        let records =
            chunk.written().map(|written| record(written).map_err(|fault| (written.line, fault)));
        Part { records: records.collect(), header: names }
    }
}

/// A row, as an object whose keys are the names of the columns. A cell is a text, or a list that is
/// written as JSON.
fn row(raw: &[u8], delimiter: u8, names: &[Arc<str>]) -> Result<Tree, Fault> {
    let text = super::plain::utf8(raw)?;
    let mut cells = Vec::new();
    split(raw, delimiter, &mut cells)?;
    check_count(cells.len(), names.len())?;
    let value = |cell: &Cell| {
        let text = &text[cell.start..cell.end];
        let text = if cell.doubled { text.replace("\"\"", "\"") } else { text.to_owned() };
        match text.starts_with('[').then(|| Tree::read(text.as_bytes())) {
            Some(Ok(list)) => list,
            Some(Err(_)) | None => Tree::Text(text),
        }
    };
    let members = names.iter().zip(&cells).map(|(name, cell)| (Arc::clone(name), value(cell)));
    Ok(Tree::Object(members.collect()))
}
