//! The records as they are written, with what is decided day after day: the same bytes as if each day had
//! been written to a file, and the next one read from that.

use crate::after::{Changes, Writes};
use crate::plan::{Needs, Plan};
use crate::records::{Chunk, Columns, RowUpdate, emptied_json, update_json};
use crate::run::Fault;

/// Writes the records of an input.
pub(super) struct Texts<'r> {
    needs: &'r Needs,
    writes: Writes,
    start_empty: bool,
    /// Where the records are rows.
    rows: Option<Rows<'r>>,
    max_record: usize,
}

/// What columns there are.
struct Rows<'r> {
    /// Those of the file.
    own: Columns<'r>,
    /// Those, and the ones that the first day adds.
    all: Columns<'r>,
}

impl<'r> Texts<'r> {
    /// Writes what is in a chunk. `reader` reads all of a record.
    ///
    /// # Errors
    /// If a header has columns that cannot be told apart.
    pub(super) fn new(
        plan: &Plan,
        reader: &'r crate::records::Reader,
        chunk: &Chunk<'_>,
        start_empty: bool,
        max_record: usize,
    ) -> Result<Texts<'r>, Fault> {
        let writes = Writes::of(plan);
        let rows = match chunk.columns() {
            None => None,
            Some(columns) => {
                let own = columns.with_header(columns.header(), reader)?;
                let header = RowUpdate::new(&own, writes).header(own.header());
                let all = own.with_header(&header, reader)?;
                Some(Rows { own, all })
            }
        };
        Ok(Texts { needs: reader.needs(), writes, start_empty, rows, max_record })
    }

    /// The header of rows, with columns for what it has no place for.
    pub(super) fn header(&self, raw: &[u8]) -> Vec<u8> {
        match &self.rows {
            Some(rows) => RowUpdate::new(&rows.own, self.writes).header(raw),
            None => raw.to_vec(),
        }
    }

    /// A record before anything is decided.
    pub(super) fn begin(&self, raw: &[u8]) -> Vec<u8> {
        match (&self.rows, self.start_empty) {
            (Some(rows), true) => RowUpdate::new(&rows.own, self.writes).emptied(raw),
            (Some(rows), false) => {
                let row = RowUpdate::new(&rows.own, self.writes).row(raw, &Changes::default());
                row.unwrap_or_else(|_| raw.to_vec())
            }
            (None, true) => emptied_json(raw, self.needs),
            (None, false) => raw.to_vec(),
        }
    }

    /// The same record with what a decision changes.
    ///
    /// # Errors
    /// If it has no place for that, or would be too long.
    pub(super) fn changed(&self, text: &[u8], changes: &Changes<'_>) -> Result<Vec<u8>, Fault> {
        if changes.is_empty() {
            return Ok(text.to_vec());
        }
        let changed = match &self.rows {
            Some(rows) => RowUpdate::new(&rows.all, self.writes).row(text, changes),
            None => update_json(text, self.needs, changes),
        }?;
        if changed.len() <= self.max_record { Ok(changed) } else { Err(Fault::outgrown()) }
    }
}
