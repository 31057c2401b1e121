//! A record as the fast path reads it.

use super::rows::CellRows;

/// A record as the fast path reads it: as JSON, with the rows of tables that belong to it.
#[derive(Clone, Copy, Debug)]
pub struct FastRecord<'c> {
    /// The record, with the rows that are not kept as cells.
    pub json: &'c [u8],
    /// The rows, if all of them are kept as cells.
    pub rows: Option<CellRows<'c>>,
}

impl FastRecord<'_> {
    /// How many bytes it has, with its rows.
    pub fn length(&self) -> usize {
        self.json.len() + self.rows.map_or(0, |rows| rows.length())
    }
}

impl<'c, J: AsRef<[u8]> + ?Sized> From<&'c J> for FastRecord<'c> {
    fn from(json: &'c J) -> FastRecord<'c> {
        FastRecord { json: json.as_ref(), rows: None }
    }
}
