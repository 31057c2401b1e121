//! What decisions do not say, for those who show them in another way than the command line.

use super::{absent, earlier, tables};
use crate::output::decisions::{Run, Tally};
use crate::records::MissingColumn;
use crate::run::Engine;

/// Records with columns that the rules need and that they do not have.
#[derive(Clone, Copy, Debug)]
pub struct Lacking<'l> {
    /// What the records are called.
    pub name: &'l str,
    /// The table whose rows they are, if they are not customers.
    pub table: Option<&'l str>,
    /// The columns.
    pub columns: &'l [MissingColumn],
}

/// What decisions do not say, a sentence each: what the records lack, and which rows belong to nobody.
pub fn notes(
    engine: &Engine,
    run: &Run<'_>,
    tally: &Tally,
    lacking: &[Lacking<'_>],
) -> Vec<String> {
    let plan = run.plan;
    let mut notes = Vec::new();
    for Lacking { name, table, columns } in lacking {
        notes.extend(columns.iter().map(|column| absent::sentence(name, column, plan, *table)));
    }
    let of_customers = lacking.iter().filter(|records| records.table.is_none());
    let columns: Vec<MissingColumn> =
        of_customers.flat_map(|records| records.columns).cloned().collect();
    notes.extend(absent::sentences(plan, &absent::absent(plan, tally, &columns)));
    notes.extend(earlier::later(tally, run));
    let joined = engine.joined().into_iter();
    notes.extend(
        joined.flat_map(|joined| tables::notes(joined, plan, false, tally.rejections.count)),
    );
    notes
}
