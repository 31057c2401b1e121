//! The rows of a table as lines of JSON, to be read as often as the engine asks.

use std::io::{self, Read};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema};

use super::Layout;
use super::cell::{Member, object};
use crate::failed::Failed;

/// This many bytes are written at once.
const BLOCK: usize = 256 << 10;

/// The rows of a table.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    batches: Arc<[RecordBatch]>,
    form: Form,
}

/// How a row becomes a line.
#[derive(Clone, Debug)]
enum Form {
    /// Its cells become the members of an object.
    Cells(Arc<Layout>),
    /// One column has the record as a text.
    Json(usize),
}

impl Rows {
    /// The rows of a table whose columns are the values of a record.
    pub(crate) fn new(batches: Vec<RecordBatch>, layout: Layout) -> Rows {
        Rows { batches: batches.into(), form: Form::Cells(Arc::new(layout)) }
    }

    /// The rows of a table that has whole records as texts in one of its columns.
    ///
    /// # Errors
    /// If there is no such column, or no text is in it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "Arrow may name more types")]
    pub(crate) fn of_json(
        name: &str,
        batches: Vec<RecordBatch>,
        schema: &Schema,
        column: &str,
    ) -> Result<Rows, Failed> {
        let place = schema.index_of(column).map_err(|_| {
            Failed::column(name, format!("there is no column \"{column}\" with records as JSON"))
        })?;
        match schema.field(place).data_type() {
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView => {}
            other => {
                let what = format!("the column \"{column}\" has the type {other}, and not text");
                return Err(Failed::column(name, what));
            }
        }
        Ok(Rows { batches: batches.into(), form: Form::Json(place) })
    }

    /// The lines, from the first row on.
    pub(crate) fn lines(&self) -> Lines {
        let rows = self.clone();
        Lines { rows, batch: 0, row: 0, open: None, written: Vec::new(), at: 0 }
    }
}

/// The lines of a table, one after the other.
pub(crate) struct Lines {
    rows: Rows,
    /// The number of the batch, and that of the next row in it.
    batch: usize,
    row: usize,
    /// What writes the rows of the batch.
    open: Option<Open>,
    written: Vec<u8>,
    /// How much of that has been read.
    at: usize,
}

enum Open {
    Cells(Vec<Member>),
    Json(ArrayRef),
}

impl Lines {
    /// Writes the next lines; none after the last row.
    fn fill(&mut self) -> io::Result<()> {
        self.written.clear();
        self.at = 0;
        while self.written.len() < BLOCK {
            let Some(batch) = self.rows.batches.get(self.batch) else { break };
            if self.row >= batch.num_rows() {
                (self.batch, self.row, self.open) = (self.batch + 1, 0, None);
                continue;
            }
            let open = match self.open.take() {
                Some(open) => open,
                None => open(&self.rows.form, batch)?,
            };
            while self.row < batch.num_rows() && self.written.len() < BLOCK {
                open.write(self.row, &mut self.written);
                self.written.push(b'\n');
                self.row += 1;
            }
            self.open = Some(open);
        }
        Ok(())
    }
}

fn open(form: &Form, batch: &RecordBatch) -> io::Result<Open> {
    let opened = match form {
        Form::Cells(layout) => layout.cells(batch).map(Open::Cells),
        Form::Json(column) => batch.columns().get(*column).cloned().map(Open::Json),
    };
    opened.ok_or_else(|| {
        let what = "a part of the table has other columns than the table";
        io::Error::new(io::ErrorKind::InvalidData, what)
    })
}

impl Open {
    fn write(&self, row: usize, out: &mut Vec<u8>) {
        match self {
            Open::Cells(members) => object(members, row, out),
            Open::Json(array) => {
                // A line without a record is rejected, and so counts as the row that it is.
                let line = text_at(array, row).unwrap_or(b"null");
                // Within JSON, line breaks are only between its parts.
                let one_line = |byte: &u8| if matches!(byte, b'\n' | b'\r') { b' ' } else { *byte };
                out.extend(line.iter().map(one_line));
            }
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "Arrow may name more types")]
fn text_at(array: &ArrayRef, row: usize) -> Option<&[u8]> {
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).as_bytes(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).as_bytes(),
        DataType::Utf8View => array.as_string_view().value(row).as_bytes(),
        DataType::Binary => array.as_binary::<i32>().value(row),
        DataType::LargeBinary => array.as_binary::<i64>().value(row),
        DataType::BinaryView => array.as_binary_view().value(row),
        _ => return None,
    })
}

impl Read for Lines {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.written.len() {
            self.fill()?;
        }
        let rest = &self.written[self.at..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}
