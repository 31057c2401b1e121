//! The rows of a table as lines of JSON, each with what says whose it is.

use std::io::{BufRead, BufReader};
use std::slice::from_ref;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use flywheel::plan::{Needs, Owner};
use flywheel::records::{TextReader, write_text};
use flywheel::values::Path;

use crate::arrow::{Wanted, needed};
use crate::decisions::{Table, needs_of_state};
use crate::failed::Failed;
use crate::records::{Content, Records};

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source<'s> {
    Customers,
    States,
    /// Rows of a table that the rules name.
    Table(&'s str),
}

impl Source<'_> {
    /// What is needed of a row.
    pub(crate) fn wanted(self, needs: &Needs) -> Wanted {
        match self {
            Source::Customers => Wanted::of_customers(needs),
            Source::States => Wanted::of_state(),
            Source::Table(table) => Wanted::of_rows(needs, table),
        }
    }

    /// The texts that say whose a row is, and which row it is, each with the name of its column.
    pub(super) fn texts(self, needs: &Needs) -> (Vec<String>, TextReader) {
        let (mut names, mut texts): (Vec<String>, Vec<(&[Path], bool)>) = Default::default();
        let of_state = needs_of_state(needs);
        match self {
            Source::Customers => {
                names.push("id".to_owned());
                texts.push((from_ref(&needs.id), needs.id_ignores_case));
                for (slot, field) in fields(needs) {
                    names.push(format!("field:{slot}"));
                    texts.push((from_ref(&field.path), field.kind.ignores_case()));
                }
            }
            Source::States => {
                names.push("id".to_owned());
                texts.push((from_ref(&of_state.id), needs.id_ignores_case));
            }
            Source::Table(name) => {
                for (slot, list) in needs.lists.iter().enumerate() {
                    let Some(table) = list.table.as_ref().filter(|need| need.table == name) else {
                        continue;
                    };
                    names.push(format!("by:{slot}"));
                    texts.push((from_ref(&table.by), needs.owner_ignores_case(table.owner)));
                    if let Some(key) = &list.key {
                        names.push(format!("key:{slot}"));
                        texts.push((&key.paths, false));
                    }
                }
            }
        }
        let form = if self == Source::States { &of_state } else { needs };
        let reader = TextReader::new(texts.into_iter(), form);
        (names, reader)
    }
}

/// The fields that say whose rows of tables are, by their slots.
fn fields(needs: &Needs) -> impl Iterator<Item = (usize, &flywheel::plan::FieldNeed)> {
    let is_named = |slot: usize| {
        let owners = needs.lists.iter().filter_map(|list| Some(list.table.as_ref()?.owner));
        owners.into_iter().any(|owner| owner == Owner::Field(slot))
    };
    needs.fields.iter().enumerate().filter(move |(slot, _)| is_named(*slot))
}

/// Those of some columns that have what is needed.
pub(crate) fn columns(source: Source<'_>, needs: &Needs, names: Vec<String>) -> Vec<String> {
    let wanted = source.wanted(needs);
    names.into_iter().filter(|name| needed(name, &wanted).is_some()).collect()
}

/// The rows of a table as lines of JSON: the column `record`. The others have what says whose a row is: `id` of customers and
/// states, `field:SLOT` of customers who have rows by it, `by:SLOT` and `key:SLOT` of rows for a list. Null says that there is
/// nothing, or nothing that can be read.
///
/// # Errors
/// If they are not in a table of Arrow.
pub(crate) fn keyed(source: Source<'_>, needs: &Needs, records: &Records) -> Result<Table, Failed> {
    let Content::Rows(rows) = &records.content else {
        return Err(Failed::usage("only a table of Arrow has lines with keys"));
    };
    let (names, reader) = source.texts(needs);
    let mut columns: Vec<StringBuilder> = names.iter().map(|_| StringBuilder::new()).collect();
    let mut record = StringBuilder::new();
    let (mut lines, mut line) = (BufReader::new(rows.lines()), Vec::new());
    let unread = |error: std::io::Error| Failed::column(&records.name, error.to_string());
    while lines.read_until(b'\n', &mut line).map_err(unread)? > 0 {
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        let mut texts = Vec::new();
        let is_read = match str::from_utf8(&line) {
            Ok(text) if !text.trim().is_empty() => {
                record.append_value(text);
                reader.read(&line, &mut texts).is_ok()
            }
            // A text is no record, so it is rejected, and nobody's id is made up of what could not be read.
            Ok(_) | Err(_) => {
                let mut text = Vec::new();
                write_text(&String::from_utf8_lossy(&line), &mut text);
                record.append_value(String::from_utf8_lossy(&text));
                false
            }
        };
        for (place, column) in columns.iter_mut().enumerate() {
            let text = texts.get(place).filter(|_| is_read);
            column.append_option(text.and_then(|text| text.as_ref().ok()?.as_deref()));
        }
        line.clear();
    }
    let fields = names.into_iter().map(|name| Field::new(name, DataType::Utf8, true));
    let fields = fields.chain([Field::new("record", DataType::Utf8, false)]);
    let schema: SchemaRef = Arc::new(Schema::new(fields.collect::<Vec<Field>>()));
    let columns = columns.into_iter().chain([record]);
    let columns = columns.map(|mut column| Arc::new(column.finish()) as ArrayRef).collect();
    let failed = |error: ArrowError| Failed::usage(format!("cannot make a table: {error}"));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(failed)?;
    Ok(Table { batches: vec![batch], schema })
}
