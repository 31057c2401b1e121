//! Records that were rejected, as the columns of a table.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::{RecordBatch, StringArray};
use arrow_schema::ArrowError;
use flywheel::plan::Needs;
use flywheel::problems::Code;
use flywheel::records::Reader;
use flywheel::run::Rejected;

use super::lists::text;
use super::schema;

/// Records that were rejected.
pub(super) struct Rejects {
    file: StringBuilder,
    line: Int64Builder,
    id: StringBuilder,
    path: StringBuilder,
    code: StringBuilder,
    reason: StringBuilder,
    customer_file: StringBuilder,
    customer_line: Int64Builder,
}

impl Rejects {
    pub(super) fn new() -> Rejects {
        // There are few or none.
        let texts = || StringBuilder::with_capacity(0, 0);
        let lines = || Int64Builder::with_capacity(0);
        Rejects {
            file: texts(),
            line: lines(),
            id: texts(),
            path: texts(),
            code: texts(),
            reason: texts(),
            customer_file: texts(),
            customer_line: lines(),
        }
    }

    /// Adds one.
    pub(super) fn add(&mut self, rejected: &Rejected<'_>, needs: &Needs) {
        self.file.append_value(rejected.input);
        self.line.append_value(rejected.line as i64);
        self.id.append_option(id(rejected, needs));
        self.path.append_value(&rejected.fault.path);
        self.code.append_value(rejected.fault.code.id);
        self.reason.append_value(&rejected.fault.reason);
        self.customer_file.append_option(rejected.customer.map(|(file, _)| file));
        self.customer_line.append_option(rejected.customer.map(|(_, line)| line as i64));
    }

    /// The columns as a part of a table; nothing if there are none.
    ///
    /// # Errors
    /// If the columns are not those of the schema, which is a mistake of this file.
    pub(super) fn batch(mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let (line, customer_line) = (self.line.finish(), self.customer_line.finish());
        if line.is_empty() {
            return Ok(None);
        }
        let columns = vec![
            text(self.file),
            Arc::new(line),
            text(self.id),
            text(self.path),
            text(self.code),
            text(self.reason),
            text(self.customer_file),
            Arc::new(customer_line),
        ];
        RecordBatch::try_new(Arc::clone(&schema::REJECTED), columns).map(Some)
    }
}

/// Why those rows were rejected that have a code, each with the name of the records.
pub(super) fn reasons(rejected: &RecordBatch, code: Code) -> Vec<String> {
    let column = |name| rejected.column_by_name(name).and_then(|column| column.as_string_opt());
    let columns: [Option<&StringArray>; 3] = [column("file"), column("code"), column("reason")];
    let [Some(files), Some(codes), Some(reasons)] = columns else { return Vec::new() };
    let each = files.iter().zip(codes).zip(reasons);
    let found = each.filter(|((_, other), _)| *other == Some(code.id));
    found.filter_map(|((file, _), reason)| Some(format!("{}: {}", file?, reason?))).collect()
}

/// Whose record it is, as far as that can be read: of a record that is JSON, also where something else is wrong with it.
fn id(rejected: &Rejected<'_>, needs: &Needs) -> Option<String> {
    if let Some(id) = &rejected.id {
        return Some(id.text.to_string());
    }
    let is_record = rejected.customer.is_none() && rejected.header.is_none();
    if is_record { id_of(rejected.raw, needs) } else { None }
}

/// Whose record of JSON it is, whatever else is wrong with it.
pub(crate) fn id_of(raw: &[u8], needs: &Needs) -> Option<String> {
    let record = Reader::of_texts(needs, &[]).read(raw).ok();
    record.map(|record| record.id.text.into_owned())
}
