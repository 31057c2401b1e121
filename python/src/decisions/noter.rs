//! Notes what happens to customers, on the threads that decide for them.

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use flywheel::output::decisions::{Format, Part, Run, Scribe};
use flywheel::plan::Plan;
use flywheel::run::{Decided, LedgerRow, Observer, Rejected};

use super::columns::{Columns, Unfit};
use super::rejects::Rejects;
use crate::failed::Failed;

/// Notes what happens, as columns and for the summary.
pub(super) struct Noter<'a> {
    plan: &'a Plan,
    schema: SchemaRef,
    scribe: Scribe<'a>,
}

/// What happens to the customers of a part of the input.
pub(super) struct Notes {
    pub part: Part,
    columns: Columns,
    rejects: Rejects,
    /// The first value that has no place in its column, with its record.
    unfit: Option<(String, u64, Unfit)>,
}

impl<'a> Noter<'a> {
    pub(super) fn new(run: &Run<'a>, schema: &SchemaRef) -> Noter<'a> {
        let scribe = Scribe::new(run, Format::Summary, false);
        Noter { plan: run.plan, schema: schema.clone(), scribe }
    }
}

impl Notes {
    /// What was noted, as parts of the two tables and of the summary.
    ///
    /// # Errors
    /// If a value has no place in its column.
    pub(super) fn tables(self) -> Result<(Option<RecordBatch>, Option<RecordBatch>, Part), Failed> {
        if let Some((file, line, Unfit { column, why })) = self.unfit {
            return Err(Failed::unfit(&file, line, format!("{file}:{line}: {column}: {why}")));
        }
        let failed = |error: ArrowError| Failed::usage(format!("cannot make a table: {error}"));
        let decided = self.columns.batch().map_err(failed)?;
        Ok((decided, self.rejects.batch().map_err(failed)?, self.part))
    }
}

impl Observer for Noter<'_> {
    type Results = Notes;

    fn begin(&self) -> Notes {
        let (columns, rejects) = (Columns::new(&self.schema), Rejects::new());
        Notes { part: self.scribe.begin(), columns, rejects, unfit: None }
    }

    fn decided(&self, notes: &mut Notes, decided: &Decided<'_, '_>) {
        self.scribe.decided(&mut notes.part, decided);
        if notes.unfit.is_none()
            && let Err(unfit) = notes.columns.add(self.plan, decided.id, decided.decision)
        {
            notes.unfit = Some((decided.input.to_owned(), decided.line, unfit));
        }
    }

    fn left_out(&self, notes: &mut Notes, known: Option<LedgerRow>) {
        self.scribe.left_out(&mut notes.part, known);
    }

    fn rejected(&self, notes: &mut Notes, rejected: Rejected<'_>) {
        notes.rejects.add(&rejected, &self.plan.needs);
        self.scribe.rejected(&mut notes.part, rejected);
    }
}
