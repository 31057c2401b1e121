//! The records of one chunk with what decisions change in them.

use super::{Decided, Fault};
use crate::after::{Changes, Writes};
use crate::eval::{Decision, Record};
use crate::plan::Plan;
use crate::records::{Chunk, JsonUpdate, RowUpdate, UpdateFault, Written};
use crate::values::Instant;

/// Writes the records of one chunk.
pub(super) struct Updater<'c, 'p> {
    as_of: Instant,
    form: Form<'c, 'p>,
}

/// How the records are written.
enum Form<'c, 'p> {
    Json(JsonUpdate<'p>),
    Rows(RowUpdate<'c, 'c>),
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
        let form = match chunk.columns() {
            Some(columns) => Form::Rows(RowUpdate::new(columns, writes)),
            None => Form::Json(JsonUpdate::new(&plan.needs)),
        };
        Updater { as_of, form }
    }

    /// The header of rows, with columns for what it has no place for.
    pub(super) fn header(&self, raw: &[u8]) -> Vec<u8> {
        match &self.form {
            Form::Rows(rows) => rows.header(raw),
            Form::Json(_) => raw.to_vec(),
        }
    }

    /// Writes a record that nothing is decided for.
    pub(super) fn untouched(&self, raw: &[u8], out: &mut Vec<u8>) {
        match &self.form {
            Form::Rows(rows) => match rows.row(raw, &Changes::default()) {
                Ok(row) => out.extend(row),
                Err(_) => out.extend_from_slice(raw),
            },
            Form::Json(_) => out.extend_from_slice(raw),
        }
    }

    /// Writes a record that nothing is decided for, of a customer whom a ledger knows: with what it keeps
    /// of them.
    ///
    /// # Errors
    /// If the record cannot be read, or a path of the rules leads to no place in it.
    pub(super) fn kept(&mut self, written: &Written<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
        let record = written.read().map_err(|faulty| faulty.fault)?;
        Ok(self.whole(written.raw, &record, None, out)?)
    }

    /// Writes a record with what a decision changes; of a customer whom a ledger knows, with all that it
    /// keeps of them.
    ///
    /// # Errors
    /// If a path of the rules leads to no place in this record.
    #[inline]
    pub(super) fn write(
        &mut self,
        decided: &Decided<'_, '_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        if decided.known().is_some() {
            let record = decided.record()?;
            return Ok(self.whole(decided.raw, &record, Some(decided.decision), out)?);
        }
        // So it is for most customers on most days. A row may still have to grow by some columns.
        if decided.decision.is_nothing() {
            self.untouched(decided.raw, out);
            return Ok(());
        }
        // Only to set tags has the record to be read again.
        let record = match decided.decision.changes_tags() {
            true => Some(decided.record()?),
            false => None,
        };
        let tags = record.as_ref().map_or(&[][..], |record| &record.tags);
        let changes = Changes::of(tags, decided.decision, self.as_of);
        Ok(self.updated(decided.raw, &changes, out)?)
    }

    /// Writes a record with all that rules did to the customer, in place of what it says of it.
    fn whole(
        &mut self,
        raw: &[u8],
        record: &Record<'_>,
        decision: Option<&Decision>,
        out: &mut Vec<u8>,
    ) -> Result<(), UpdateFault> {
        let changes = Changes::whole(record, decision, self.as_of);
        match &mut self.form {
            Form::Rows(rows) => out.extend(rows.whole(raw, &changes)?),
            Form::Json(json) => json.whole(raw, &changes, out)?,
        }
        Ok(())
    }

    fn updated(
        &mut self,
        raw: &[u8],
        changes: &Changes<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), UpdateFault> {
        match &mut self.form {
            Form::Rows(rows) => out.extend(rows.row(raw, changes)?),
            Form::Json(_) if changes.is_empty() => out.extend_from_slice(raw),
            Form::Json(json) => json.write(raw, changes, out)?,
        }
        Ok(())
    }
}
