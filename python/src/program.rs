//! The rules of a file, ready to be asked.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use flywheel::front::{self, Checked};
use flywheel::output::decisions::{Format as Shape, Scribe};
use flywheel::output::why::{Asking, Format};
use flywheel::problems::Look;
use flywheel::records::Reader;
use flywheel::run::Engine;
use flywheel::tools::why::{About, Patience};
use flywheel::values::{AsOf, Instant};
use flywheel::when::next_change;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyDict};

use crate::asked::{Asked, as_of};
use crate::decisions::{Decisions, Table, about};
use crate::failed::{Failed, drawn};
use crate::given::{self, CUSTOMERS};
use crate::over_days::{Days, day, replay};
use crate::parts::{self, Known};
use crate::patient::patiently;
use crate::picture;
use crate::records::Content;
use crate::reported::{Report, report};
use crate::spark::{self, Relation, Source, keyed, relations};

/// Rules without errors.
pub(crate) struct Rules {
    pub program: flywheel::Program,
    /// What the file is called.
    pub name: String,
}

impl Rules {
    /// What the rules are called: their title or, without one, their file.
    pub(crate) fn title(&self) -> &str {
        self.program.plan().title.as_deref().unwrap_or(&self.name)
    }
}

/// Rules without errors. `flywheel.Program` is made of it.
#[pyclass(frozen, module = "flywheel._flywheel")]
pub(crate) struct Program(pub Arc<Rules>);

/// As of which moment, and whether steps are repeated until nobody moves.
type When = (Option<String>, bool);

/// The moment of the next change, or until when there is none; the decisions before and after; and whether others may
/// change it.
type Next = (Option<String>, Option<String>, Vec<u8>, Vec<u8>, bool);

impl Program {
    fn new(name: String, program: flywheel::Program) -> Program {
        Program(Arc::new(Rules { program, name }))
    }

    /// What decides as of a moment.
    fn engine(&self, when: &When) -> Result<Engine, Failed> {
        let (plan, (moment, settle)) = (self.0.program.plan(), when);
        let engine = Engine::new(plan, as_of(moment.as_deref(), plan)?);
        Ok(if *settle { engine.settling()? } else { engine })
    }

    /// The same among customers of whom something is known, if it is. Unless it is said, the moment is
    /// that of what is known. It says so if records are not those that were surveyed.
    fn engine_among(&self, when: When, known: Option<&[u8]>) -> Result<Engine, Failed> {
        let Some(known) = known.map(Known::read).transpose()? else { return self.engine(&when) };
        let (moment, settle) = when;
        let moment = moment.unwrap_or_else(|| known.as_of().to_owned());
        let engine = known.among(&self.0, &self.engine(&(Some(moment), settle))?)?;
        Ok(known.expected_by(&engine))
    }

    /// The same for lines of Spark. It may cut them in another way when they are decided, so nothing is expected of
    /// them.
    fn engine_of_lines(&self, as_of: &str, known: Option<&[u8]>) -> Result<Engine, Failed> {
        let engine = self.engine(&(Some(as_of.to_owned()), false))?;
        match known.map(Known::read).transpose()? {
            Some(known) => known.among(&self.0, &engine),
            None => Ok(engine),
        }
    }
}

#[pymethods]
impl Program {
    /// Reads rules from a file, and the files that it uses.
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Program> {
        let name = path.display().to_string();
        let program = front::load_program(&path).map_err(Failed::from)?.map_err(Failed::from)?;
        Ok(Program::new(name, program))
    }

    /// Reads rules from a text; `files` has those that it uses, by their paths.
    #[staticmethod]
    fn parse(text: &str, name: &str, files: HashMap<String, String>) -> PyResult<Program> {
        let load = |used: &str| files.get(used).cloned().ok_or_else(|| "no such file".to_owned());
        let program = flywheel::Program::load(name, text, &load).map_err(Failed::from)?;
        Ok(Program::new(name.to_owned(), program))
    }

    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    #[getter]
    fn title(&self) -> &str {
        self.0.title()
    }

    /// The names of the stages, in the order of the file.
    #[getter]
    fn stages(&self) -> Vec<&str> {
        self.0.program.plan().stages.iter().map(|stage| &*stage.name).collect()
    }

    /// The names of the gifts, in the order of the file.
    #[getter]
    fn gifts(&self) -> Vec<&str> {
        self.0.program.plan().gifts.iter().map(|gift| &*gift.name).collect()
    }

    /// The files that were read, each with its text; the rules themselves are the first.
    fn texts(&self) -> Vec<(&str, &str)> {
        let files = self.0.program.sources().files().iter();
        files.map(|file| (&*file.name, &*file.text)).collect()
    }

    /// The lists that are made of rows of tables.
    #[getter]
    fn relations(&self) -> Vec<Relation> {
        relations(&self.0.program.plan().needs)
    }

    /// Those of some columns that have what the rules need, of customers or of a table.
    #[pyo3(signature = (names, table))]
    fn needed(&self, names: Vec<String>, table: Option<&str>) -> Vec<String> {
        let source = table.map_or(Source::Customers, Source::Table);
        spark::columns(source, &self.0.program.plan().needs, names)
    }

    /// The rows of a table of Arrow as lines of JSON, each with what says whose it is: `"customers"`, `"state"`, or the name of
    /// a table after `table:`.
    #[pyo3(signature = (records, source, json))]
    fn keyed(
        &self,
        records: &Bound<'_, PyAny>,
        source: &str,
        json: Option<&str>,
    ) -> PyResult<Table> {
        let needs = &self.0.program.plan().needs;
        let (name, source) = match source.strip_prefix("table:") {
            Some(table) => (table, Source::Table(table)),
            None if source == "state" => (source, Source::States),
            None => (CUSTOMERS, Source::Customers),
        };
        let records = given::wanted(name, records, needs, json, &source.wanted(needs))?;
        Ok(keyed(source, needs, &records)?)
    }

    /// What becomes of the customers of a part, as tables: decisions, what was rejected, states, and rows of nobody. The
    /// part has sorted lines with keys, in the columns `about`, `key` and `record`. Where customers compete, it is one of all
    /// parts, of which that is known.
    #[pyo3(signature = (lines, as_of, known, threads))]
    fn decide_part(
        &self,
        py: Python<'_>,
        lines: &Bound<'_, PyAny>,
        as_of: &str,
        known: Option<PyBackedBytes>,
        threads: Option<usize>,
    ) -> PyResult<(Table, Table, Table, Table)> {
        let engine = self.engine_of_lines(as_of, known.as_deref())?;
        if known.is_some() {
            parts::expect_complete(&engine)?;
        }
        let batches = given::batches("lines", lines)?;
        let run = about(&self.0, engine.as_of(), false, false);
        let part = patiently(py, threads, |stop| spark::decide(&engine, &batches, &run, stop))?;
        Ok((part.decisions, part.rejected, part.states, part.strays))
    }

    /// What the customers of such a part compete for; nothing if there are none.
    #[pyo3(signature = (lines, as_of, known, threads))]
    fn survey_part<'py>(
        &self,
        py: Python<'py>,
        lines: &Bound<'_, PyAny>,
        as_of: &str,
        known: Option<PyBackedBytes>,
        threads: Option<usize>,
    ) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let engine = self.engine_of_lines(as_of, known.as_deref())?;
        let batches = given::batches("lines", lines)?;
        let survey =
            patiently(py, threads, |stop| spark::survey(&self.0, &engine, &batches, stop))?;
        Ok(survey.map(|survey| PyBytes::new(py, &survey)))
    }

    /// Warnings, and what is proved about the rules: as data, and drawn.
    fn check(&self, py: Python<'_>) -> PyResult<(String, String)> {
        let rules = &self.0;
        patiently(py, None, |stop| {
            let stop: &AtomicBool = stop;
            let checked = Checked::of(&rules.name, Ok(rules.program.clone()), stop);
            Ok(drawn(&checked.sources, &checked.problems))
        })
    }

    /// Whether customers compete under these rules.
    #[getter]
    fn competes(&self) -> bool {
        let plan = self.0.program.plan();
        // Rules say it at any moment.
        Engine::new(plan, AsOf::Instant(Instant::UNIX_EPOCH)).has_limits_across_customers()
    }

    /// Whether all customers have to be surveyed, with what is known of them, before a part of them can be decided.
    fn needs_survey(&self, known: Option<PyBackedBytes>) -> PyResult<bool> {
        let Some(known) = known else { return Ok(self.competes()) };
        let engine = self.engine_among((None, false), Some(&known))?;
        Ok(!engine.phases_left().is_empty())
    }

    /// What a part of all customers competes for.
    #[pyo3(signature = (records, as_of, tables, known, json, threads))]
    #[expect(clippy::too_many_arguments, reason = "Python names them")]
    fn survey<'py>(
        &self,
        py: Python<'py>,
        records: &Bound<'_, PyAny>,
        as_of: Option<String>,
        tables: Option<&Bound<'_, PyDict>>,
        known: Option<PyBackedBytes>,
        json: Option<&str>,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let engine = self.engine_among((as_of, false), known.as_deref())?;
        let asked = Asked::new(self.0.program.plan(), records, tables, json)?;
        let survey = patiently(py, threads, |stop| parts::survey(&self.0, &asked, engine, stop))?;
        Ok(PyBytes::new(py, &survey))
    }

    /// What the surveys of all parts come to.
    fn merge<'py>(
        &self,
        py: Python<'py>,
        surveys: Vec<PyBackedBytes>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let merged = patiently(py, None, |_| parts::merge(&self.0, &surveys))?;
        Ok(PyBytes::new(py, &merged))
    }

    /// What happens to customers; with what is known of all, to a part of them.
    #[pyo3(signature = (records, when, tables, known, json, threads))]
    #[expect(clippy::too_many_arguments, reason = "Python names them")]
    fn decide(
        &self,
        py: Python<'_>,
        records: &Bound<'_, PyAny>,
        when: When,
        tables: Option<&Bound<'_, PyDict>>,
        known: Option<PyBackedBytes>,
        json: Option<&str>,
        threads: Option<usize>,
    ) -> PyResult<Decisions> {
        let engine = self.engine_among(when, known.as_deref())?;
        if known.is_some() {
            parts::expect_complete(&engine)?;
        }
        let asked = Asked::new(self.0.program.plan(), records, tables, json)?;
        Decisions::of(py, &self.0, asked, engine, threads)
    }

    /// Why something is decided for a customer: in sentences, and as a document.
    #[pyo3(signature = (records, id, when, tables, about))]
    fn why(
        &self,
        py: Python<'_>,
        records: &Bound<'_, PyAny>,
        id: Option<&str>,
        when: When,
        tables: Option<&Bound<'_, PyDict>>,
        about: [Option<String>; 3],
    ) -> PyResult<(String, String)> {
        let (plan, sources) = (self.0.program.plan(), self.0.program.sources());
        let names = about.each_ref().map(|name| name.as_deref());
        let about = About::named(plan, names)
            .map_err(|unknown| Failed::usage(unknown.to_string()).help(unknown.help()))?;
        let engine = self.engine(&when)?;
        let asked = Asked::new(plan, records, tables, None)?;
        let id = match id {
            Some(id) => id.to_owned(),
            None => only_id(&engine, &asked)?,
        };
        patiently(py, None, |stop| {
            let engine = asked.join(engine, stop)?;
            let customers = [asked.customers.until(stop)];
            let found = engine.keeping_all().surveyed(&customers)?.find(&customers, &id)?;
            let nobody = || {
                Failed::usage(format!("no customer has the id {id}"))
                    .help("write the id exactly as it is in the record")
            };
            let found = found.ok_or_else(nobody)??;
            let as_of = engine.as_of();
            let title = self.0.title();
            let patience = &Patience::until(stop, usize::MAX);
            let asking = Asking { plan, sources, title, as_of, about, settles: when.1, patience };
            let (document, _) = asking.answer(&found, Format::Json, Look::PLAIN);
            let (text, _) = asking.answer(&found, Format::Text, Look::PLAIN);
            Ok((text, document))
        })
    }

    /// What would have happened: changes and histories as lines of JSON, how many are where at the end, the summary,
    /// records that were rejected, and the last day.
    #[pyo3(signature = (records, days, start_empty, tables, threads))]
    #[expect(clippy::type_complexity, reason = "Python takes it apart at once")]
    fn replay<'py>(
        &self,
        py: Python<'py>,
        records: &Bound<'_, PyAny>,
        days: (String, String, String),
        start_empty: bool,
        tables: Option<&Bound<'_, PyDict>>,
        threads: Option<usize>,
    ) -> PyResult<(
        Bound<'py, PyBytes>,
        Bound<'py, PyBytes>,
        Vec<(String, u64)>,
        String,
        Vec<String>,
        String,
    )> {
        let days = Days::new(&days.0, &days.1, &days.2)?;
        let asked = Asked::new(self.0.program.plan(), records, tables, None)?;
        let made =
            patiently(py, threads, |stop| replay(&self.0, &asked, &days, start_empty, stop))?;
        let (changes, histories) = (&made.changes, &made.histories);
        let (changes, histories) = (PyBytes::new(py, changes), PyBytes::new(py, histories));
        let last = days.last.to_string();
        Ok((changes, histories, made.at_end, made.summary, made.rejected, last))
    }

    /// How customers move by their histories: in text, JSON, Markdown and HTML, and what is wrong with lines.
    #[pyo3(signature = (histories, first, last, as_of))]
    fn report(
        &self,
        py: Python<'_>,
        histories: PyBackedBytes,
        first: Option<&str>,
        last: Option<&str>,
        as_of: Option<&str>,
    ) -> PyResult<(String, String, String, String, Vec<String>)> {
        let days = [first, last, as_of].map(|text| text.map(day).transpose());
        let [first, last, as_of] = days;
        let days = [first?, last?, as_of?];
        let Report { text, document, markdown, html, faults } =
            patiently(py, None, |_| report(&self.0, &histories, days))?;
        Ok((text, document, markdown, html, faults))
    }

    /// The lifecycle as a picture, with records and how many are where.
    #[pyo3(signature = (records, format, as_of, tables))]
    fn graph(
        &self,
        py: Python<'_>,
        records: Option<&Bound<'_, PyAny>>,
        format: &str,
        as_of: Option<String>,
        tables: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<String> {
        let format = picture::format(format)?;
        let Some(records) = records else { return Ok(picture::of_rules(&self.0, format)) };
        let engine = self.engine(&(as_of, false))?;
        let asked = Asked::new(self.0.program.plan(), records, tables, None)?;
        patiently(py, None, |stop| picture::of_customers(&self.0, format, &asked, engine, stop))
    }

    /// When the decision on a record changes if nothing happens: the moment, if there is one within the days that are
    /// looked at; until when nothing changes, if not; the decisions before and after, and whether it depends on others.
    fn next_change(&self, record: &Bound<'_, PyDict>, as_of: Option<&str>) -> PyResult<Next> {
        let plan = self.0.program.plan();
        let moment = self::as_of(as_of, plan)?;
        let asked = Asked::new(plan, record.as_any(), None, None)?;
        let json = only_record(&asked)?;
        let reader = Reader::new(&plan.needs);
        let record = reader
            .read(json)
            .map_err(|fault| Failed::record(CUSTOMERS, 1, &flywheel::run::Fault::from(fault)))?;
        let next = next_change(plan, &record, moment);
        let as_line = |moment: AsOf, decision: &Result<flywheel::eval::Decision, _>| {
            let decision = decision.as_ref().map_err(|fault: &flywheel::eval::Fault| {
                Failed::record(CUSTOMERS, 1, &flywheel::run::Fault::from(*fault))
            })?;
            let run = about(&self.0, moment, false, false);
            let scribe = Scribe::new(&run, Shape::Ndjson, false);
            let mut part = scribe.part();
            scribe.note(&mut part, &record.id, decision);
            Ok::<Vec<u8>, Failed>(part.decisions)
        };
        let until = as_line(moment, &next.until)?;
        Ok(match next.change {
            Ok(change) => {
                let then = as_line(change.at, &change.then)?;
                (Some(change.at.to_string()), None, until, then, next.depends_on_others)
            }
            Err(end) => (None, Some(end.to_string()), until, Vec::new(), next.depends_on_others),
        })
    }
}

/// The record of a single object of Python.
fn only_record(asked: &Asked) -> Result<&[u8], Failed> {
    match &asked.customers.content {
        Content::Lines(lines) => Ok(lines),
        Content::Bytes(_) | Content::File(_) | Content::Rows(_) => {
            Err(Failed::usage("only a dict is one record").help("say which customer: id=\"…\""))
        }
    }
}

/// The id of the only customer.
fn only_id(engine: &Engine, asked: &Asked) -> Result<String, Failed> {
    let json = only_record(asked)?;
    let (id, _) = engine.decide_one(json).map_err(|fault| Failed::record(CUSTOMERS, 1, &fault))?;
    Ok(id.text.into_owned())
}
