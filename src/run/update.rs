//! The records of one chunk with what decisions change in them.

use super::{Decided, Fault};
use crate::after::{Changes, Writes};
use crate::eval::{Decision, Record};
use crate::plan::Plan;
use crate::records::{Chunk, RowUpdate, UpdateFault, Written, emptied_json, update_json};
use crate::values::Instant;

/// Writes the records of one chunk.
pub(super) struct Updater<'c, 'p> {
    plan: &'p Plan,
    as_of: Instant,
    /// Where the records are rows.
    rows: Option<RowUpdate<'c, 'c>>,
}

impl<'c, 'p> Updater<'c, 'p> {
    /// `has_ledger` says whether a ledger keeps what the rules did to customers before: it may know tags
    /// that these rules do not set.
    pub(super) fn new(
        plan: &'p Plan,
        as_of: Instant,
        chunk: &'c Chunk<'c>,
        has_ledger: bool,
    ) -> Updater<'c, 'p> {
        let of_plan = Writes::of(plan);
        let writes = Writes { tags: of_plan.tags || has_ledger, ..of_plan };
        let rows = chunk.columns().map(|columns| RowUpdate::new(columns, writes));
        Updater { plan, as_of, rows }
    }

    /// The header of rows, with columns for what it has no place for.
    pub(super) fn header(&self, raw: &[u8]) -> Vec<u8> {
        self.rows.as_ref().map_or_else(|| raw.to_vec(), |rows| rows.header(raw))
    }

    /// A record that nothing is decided for.
    pub(super) fn untouched(&self, raw: &[u8]) -> Vec<u8> {
        let row = self.rows.as_ref().map(|rows| rows.row(raw, &Changes::default()));
        row.and_then(Result::ok).unwrap_or_else(|| raw.to_vec())
    }

    /// A record that nothing is decided for, of a customer whom a ledger knows: with what it keeps of them.
    ///
    /// # Errors
    /// If the record cannot be read, or a path of the rules leads to no place in it.
    pub(super) fn kept(&self, written: &Written<'_>) -> Result<Vec<u8>, Fault> {
        let record = written.read().map_err(|faulty| faulty.fault)?;
        Ok(self.whole(written.raw, &record, None)?)
    }

    /// A record with what a decision changes; of a customer whom a ledger knows, with all that it keeps of
    /// them.
    ///
    /// # Errors
    /// If a path of the rules leads to no place in this record.
    #[inline]
    pub(super) fn write(&self, decided: &Decided<'_, '_>, out: &mut Vec<u8>) -> Result<(), Fault> {
        if decided.known().is_some() {
            let record = decided.record()?;
            out.extend(self.whole(decided.raw, &record, Some(decided.decision))?);
            return Ok(());
        }
        // So it is for most customers on most days. A row may still have to grow by some columns.
        if decided.decision.is_nothing() && self.rows.is_none() {
            out.extend_from_slice(decided.raw);
            return Ok(());
        }
        let record = decided.record()?;
        let changes = Changes::of(&record, decided.decision, self.as_of);
        out.extend(self.updated(decided.raw, &changes)?);
        Ok(())
    }

    /// A record with all that rules did to the customer, in place of what it says of it.
    fn whole(
        &self,
        raw: &[u8],
        record: &Record<'_>,
        decision: Option<&Decision>,
    ) -> Result<Vec<u8>, UpdateFault> {
        let changes = Changes::whole(record, decision, self.as_of);
        let needs = &self.plan.needs;
        match &self.rows {
            Some(rows) => rows.whole(raw, &changes),
            None => update_json(&emptied_json(raw, needs), needs, &changes),
        }
    }

    fn updated(&self, raw: &[u8], changes: &Changes<'_>) -> Result<Vec<u8>, UpdateFault> {
        match &self.rows {
            Some(rows) => rows.row(raw, changes),
            None if changes.is_empty() => Ok(raw.to_vec()),
            None => update_json(raw, &self.plan.needs, changes),
        }
    }
}
