//! Records that were rejected, and rows of nobody, as tables.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{ArrayBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

/// What was rejected.
static REJECTED: LazyLock<SchemaRef> = LazyLock::new(|| {
    schema(&[
        ("file", false),
        ("id", true),
        ("path", false),
        ("code", false),
        ("reason", false),
        ("record", false),
    ])
});

/// Rows that belong to nobody.
static STRAYS: LazyLock<SchemaRef> =
    LazyLock::new(|| schema(&[("table", false), ("list", false), ("record", false)]));

fn schema(columns: &[(&str, bool)]) -> SchemaRef {
    let field = |(name, nullable): &(&str, bool)| Field::new(*name, DataType::Utf8, *nullable);
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<Field>>()))
}

/// Columns of text.
pub(super) struct Texts {
    schema: SchemaRef,
    columns: Vec<StringBuilder>,
}

impl Texts {
    /// Records that were rejected: `file`, `id`, `path`, `code`, `reason` and `record`.
    pub(super) fn rejected() -> Texts {
        Texts::new(&REJECTED)
    }

    /// Rows of nobody: `table`, `list` and `record`.
    pub(super) fn strays() -> Texts {
        Texts::new(&STRAYS)
    }

    fn new(schema: &SchemaRef) -> Texts {
        let columns = schema.fields().iter().map(|_| StringBuilder::with_capacity(0, 0));
        Texts { schema: Arc::clone(schema), columns: columns.collect() }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Adds a row, in the order of the columns.
    pub(super) fn add<'t>(&mut self, texts: impl IntoIterator<Item = Option<&'t str>>) {
        for (column, text) in self.columns.iter_mut().zip(texts) {
            column.append_option(text);
        }
    }

    /// The columns as a part of a table; nothing if it is empty.
    ///
    /// # Errors
    /// If a row had too few texts, which is a mistake of this module.
    pub(super) fn batch(self) -> Result<Option<RecordBatch>, ArrowError> {
        if self.columns.first().is_none_or(|column| column.is_empty()) {
            return Ok(None);
        }
        let columns = self.columns.into_iter();
        let columns = columns.map(|mut column| Arc::new(column.finish()) as ArrayRef).collect();
        RecordBatch::try_new(self.schema, columns).map(Some)
    }
}
