//! What happens to customers, as tables of Arrow.
//!
//! ```text
//! noter    notes decisions on all threads   schema   the columns of the tables
//! columns  decisions, a row each            lists    columns with a list in each row
//! rejects  rejected records, a row each     shown    columns of what the rules show
//! table    a table for other libraries      exact    numbers, moments and days of Arrow
//! state    where customers are, a row each
//! ```

mod columns;
mod exact;
mod lists;
mod noter;
mod rejects;
pub(crate) mod schema;
mod shown;
mod state;
mod table;

use std::sync::Arc;

use flywheel::front::{Lacking, notes};
use flywheel::output::decisions::{Format, Publisher, Run, Scribe};
use flywheel::problems::Look;
use flywheel::problems::register::NOT_SURVEYED;
use flywheel::run::{Engine, Settings};
use flywheel::values::AsOf;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

pub(crate) use columns::{Columns, Unfit};
pub(crate) use rejects::id_of;
use rejects::reasons;
pub(crate) use state::{State, States, needs as needs_of_state};
pub(crate) use table::Table;

use crate::asked::Asked;
use crate::failed::Failed;
use crate::patient::{Stop, patiently};
use crate::program::Rules;
use noter::Noter;

/// What the rules decided for some customers.
#[pyclass(frozen, module = "flywheel._flywheel")]
pub(crate) struct Decisions {
    rules: Arc<Rules>,
    asked: Asked,
    /// What decided, with the rows of the tables.
    engine: Engine,
    threads: Option<usize>,
    table: Py<Table>,
    rejected: Py<Table>,
    told: Told,
}

/// What is said of all of them.
struct Told {
    summary: String,
    notes: Vec<String>,
    moves: Vec<(Option<String>, String, u64)>,
    decided: u64,
    left_out: u64,
    /// Records of a part, and rows of tables, that were not surveyed as they are.
    unsurveyed: Vec<String>,
}

/// What a run makes.
struct Made {
    engine: Engine,
    table: Table,
    rejected: Table,
    told: Told,
}

/// What the decisions are about.
pub(crate) fn about<'a>(rules: &'a Rules, as_of: AsOf, why: bool, changes: bool) -> Run<'a> {
    Run {
        plan: rules.program.plan(),
        title: rules.title(),
        as_of,
        withheld: false,
        why: why.then(|| rules.program.sources()),
        changes,
        spreadsheet: false,
    }
}

impl Decisions {
    /// Decides for customers.
    pub(crate) fn of(
        py: Python<'_>,
        rules: &Arc<Rules>,
        asked: Asked,
        engine: Engine,
        threads: Option<usize>,
    ) -> PyResult<Decisions> {
        let made = patiently(py, threads, |stop| decide(rules, &asked, engine, stop))?;
        let Made { engine, table, rejected, told } = made;
        let (table, rejected) = (Py::new(py, table)?, Py::new(py, rejected)?);
        Ok(Decisions { rules: Arc::clone(rules), asked, engine, threads, table, rejected, told })
    }
}

fn decide(rules: &Rules, asked: &Asked, engine: Engine, stop: &Stop) -> Result<Made, Failed> {
    let engine = asked.join(engine, stop)?;
    let run = about(rules, engine.as_of(), false, false);
    let schema = schema::decisions(run.plan);
    let noter = Noter::new(&run, &schema);
    let mut publisher = Publisher::begin(run, Format::Summary, Look::PLAIN, Vec::new())?;
    let (mut decided, mut rejected) = (Vec::new(), Vec::new());
    let settings = Settings { update: false };
    engine.run(&[asked.customers.until(stop)], settings, &noter, |part| {
        let (more_decided, more_rejected, part) = part.results.tables()?;
        decided.extend(more_decided);
        rejected.extend(more_rejected);
        publisher.add(part)?;
        Ok::<(), Failed>(())
    })?;
    let (tally, summary) = publisher.finish_into()?;
    let of_tables = asked.tables().map(|(name, rows)| rows.lacking(Some(name)));
    let lacking: Vec<Lacking<'_>> = of_tables.chain([asked.customers.lacking(None)]).collect();
    let stage = |stage: usize| run.plan.stages[stage].name.clone();
    let told = Told {
        summary: String::from_utf8_lossy(&summary).into_owned(),
        notes: notes(&engine, &run, &tally, &lacking),
        moves: tally.moves().map(|(from, to, count)| (from.map(stage), stage(to), count)).collect(),
        decided: tally.decided,
        left_out: tally.left_out,
        unsurveyed: rejected.iter().flat_map(|batch| reasons(batch, NOT_SURVEYED)).collect(),
    };
    let rejected = Table { batches: rejected, schema: Arc::clone(&schema::REJECTED) };
    Ok(Made { engine, table: Table { batches: decided, schema }, rejected, told })
}

#[pymethods]
impl Decisions {
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<Table> {
        self.table.clone_ref(py)
    }

    #[getter]
    fn rejected(&self, py: Python<'_>) -> Py<Table> {
        self.rejected.clone_ref(py)
    }

    #[getter]
    fn summary(&self) -> &str {
        &self.told.summary
    }

    #[getter]
    fn notes(&self) -> Vec<String> {
        self.told.notes.clone()
    }

    #[getter]
    fn moves(&self) -> Vec<(Option<String>, String, u64)> {
        self.told.moves.clone()
    }

    #[getter]
    fn decided(&self) -> u64 {
        self.told.decided
    }

    #[getter]
    fn left_out(&self) -> u64 {
        self.told.left_out
    }

    #[getter]
    fn unsurveyed(&self) -> Vec<String> {
        self.told.unsurveyed.clone()
    }

    #[getter]
    fn as_of(&self) -> String {
        self.engine.as_of().to_string()
    }

    /// Decides again, because the text of all decisions is not kept, and writes it as the command line does.
    fn to_ndjson<'py>(
        &self,
        py: Python<'py>,
        why: bool,
        changes: bool,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let run = about(&self.rules, self.engine.as_of(), why, changes);
        let lines = patiently(py, self.threads, |stop| {
            let scribe = Scribe::new(&run, Format::Ndjson, false);
            let mut publisher = Publisher::begin(run, Format::Ndjson, Look::PLAIN, Vec::new())?;
            let settings = Settings { update: false };
            let customers = [self.asked.customers.until(stop)];
            self.engine.run(&customers, settings, &scribe, |part| {
                scribe.reuse(publisher.add(part.results)?);
                Ok::<(), Failed>(())
            })?;
            Ok(publisher.finish_into()?.1)
        })?;
        Ok(PyBytes::new(py, &lines))
    }
}
