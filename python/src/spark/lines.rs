//! Sorted lines of customers, states and rows, as Arrow has them.

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, Int32Array, RecordBatch, StringArray};

use super::About;
use crate::failed::Failed;

/// A line, with whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'l> {
    pub about: About,
    /// What tells whose it is, if anything does.
    pub key: Option<&'l str>,
    /// As JSON.
    pub record: &'l str,
}

/// The columns of a batch.
struct Columns<'b> {
    about: &'b Int32Array,
    key: &'b StringArray,
    record: &'b StringArray,
}

/// All lines, in their order.
///
/// # Errors
/// If the columns are others than `about`, `key` and `record`.
pub(super) fn lines(batches: &[RecordBatch]) -> Result<Vec<Line<'_>>, Failed> {
    let mut lines = Vec::with_capacity(batches.iter().map(RecordBatch::num_rows).sum());
    for batch in batches {
        let unusable = || Failed::usage("these are no lines of customers, states and rows");
        let Columns { about, key, record } = columns(batch).ok_or_else(unusable)?;
        for row in 0..batch.num_rows() {
            lines.push(Line {
                about: About::of(about.value(row)).ok_or_else(unusable)?,
                key: key.is_valid(row).then(|| key.value(row)),
                record: record.value(row),
            });
        }
    }
    Ok(lines)
}

fn columns(batch: &RecordBatch) -> Option<Columns<'_>> {
    Some(Columns {
        about: batch.column_by_name("about")?.as_primitive_opt::<Int32Type>()?,
        key: batch.column_by_name("key")?.as_string_opt()?,
        record: batch.column_by_name("record")?.as_string_opt()?,
    })
}
