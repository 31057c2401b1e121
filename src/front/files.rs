//! The files of a command, opened once for everything that reads them: customers, and the rows of
//! tables that belong to them.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use super::customers::Customers;
use super::progress::Progress;
use super::rows::{self, Rows, States};
use super::spool::Spool;
use super::tables::{self, OpenedTable, TableFile};
use super::watched::Watched;
use super::workbook::Choice;
use super::{Failure, disk, workbook};
use crate::plan::Plan;
use crate::records;
use crate::run::{
    Basis, Engine, Found, MadeCustomers, Observer, Part, PartSurvey, ReadFailure, Replay,
    ReplayObserver, Settings, Surveyed, TablesWish, Unread, Visit,
};

/// Where customers come from, and how that is read.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub inputs: &'a [PathBuf],
    /// The sheet to read of workbooks.
    pub sheet: Option<&'a str>,
    /// The files of tables.
    pub tables: &'a [TableFile],
    /// What a ledger keeps of the customers.
    pub ledger: Option<&'a States>,
    /// Rows that belong to nobody are rejected.
    pub strict: bool,
    /// What they are; `None` if that is to be seen from what is in them.
    pub input: Option<records::Format>,
    /// 0 is one for each processor core.
    pub threads: usize,
    /// Set when nobody waits for what comes of it any more: then it cannot be read any further.
    pub stop: Option<&'a Arc<AtomicBool>>,
}

/// The files of a command, opened as far as that is done once for all passes.
pub(super) struct Opened<'a> {
    files: Files<'a>,
    pool: rayon::ThreadPool,
    customers: Vec<OpenedFile>,
    tables: Vec<OpenedTable<'a>>,
    /// Which tables each of the engines has.
    plans: Vec<&'a Plan>,
    progress: Progress,
}

/// A customer file before the first pass over it.
struct OpenedFile {
    /// A copy of what cannot be read twice, or not as it is.
    spool: Option<Spool>,
    /// Whether the copy is a sheet of a workbook.
    workbook: bool,
    /// What there is to say of it.
    note: Option<String>,
}

/// The customers of an engine and what belongs to them, ready to be decided.
pub(super) struct Ready<'r> {
    /// What decides: it knows the rows of tables, if there are some.
    pub engine: Engine,
    pub inputs: Vec<Customers<'r>>,
    /// The customers, where they are known only by their rows.
    pub made: Option<MadeCustomers>,
    /// The files of tables that it was to read.
    pub tables: Vec<&'r TableFile>,
    /// What is said of the sheets that were read, and of the files of tables.
    pub sheets: Vec<String>,
    pub of_tables: Vec<String>,
    /// What the files of tables lack.
    pub missing: Vec<String>,
    pub progress: &'r Progress,
    pool: &'r rayon::ThreadPool,
}

impl<'a> Files<'a> {
    /// Some files, read as they are usually read.
    pub(super) fn new(inputs: &'a [PathBuf], tables: &'a [TableFile]) -> Files<'a> {
        let (sheet, ledger, strict, input, threads, stop) = Default::default();
        Files { inputs, sheet, tables, ledger, strict, input, threads, stop }
    }

    /// Opens them for some engines, which read them one after the other `passes` times altogether.
    /// `shown` says whether somebody can see how far the reading has come.
    pub(super) fn open(
        self,
        engines: &[&'a Engine],
        passes: usize,
        shown: bool,
    ) -> Result<Opened<'a>, Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|error| Failure::new(format!("cannot start: {error}")))?;
        let plans: Vec<&Plan> = engines.iter().map(|engine| &**engine.plan()).collect();
        let joins = plans.iter().filter(|plan| self.has_tables(plan)).count();
        let passes = passes + joins;
        let customers = self.inputs.iter().map(|path| self.open_one(path, passes > 1));
        let customers = customers.collect::<Result<Vec<_>, _>>()?;
        if self.sheet.is_some() && customers.iter().all(|file| !file.workbook) {
            return Err(Failure::new("--sheet needs an Excel workbook (.xlsx)"));
        }
        let size = self.size(passes, joins, &customers)?;
        let mut opened = Opened {
            files: self,
            pool,
            customers,
            tables: Vec::new(),
            plans,
            progress: Progress::new(shown, size).until(self.stop),
        };
        opened.open_tables(joins > 1)?;
        Ok(opened)
    }

    /// Whether rows of tables belong to the customers, or are all that is known of them.
    fn has_tables(&self, plan: &Plan) -> bool {
        let needs = &plan.needs;
        let reads_rows = needs.lists.iter().any(|list| list.table.is_some());
        let are_customers = self.inputs.is_empty() && !needs.tables.is_empty();
        self.ledger.is_some() || reads_rows || are_customers
    }

    /// Opens a customer file; `again` if it is read more than once.
    fn open_one(&self, path: &Path, again: bool) -> Result<OpenedFile, Failure> {
        if let Some(sheet) = workbook::read(path, Choice::Customers(self.sheet))? {
            return Ok(OpenedFile { spool: Some(sheet.csv), workbook: true, note: sheet.note });
        }
        let spool = if again { Spool::of(path)? } else { None };
        Ok(OpenedFile { spool, workbook: false, note: None })
    }

    /// How many bytes will be read, where that is known.
    fn size(
        &self,
        passes: usize,
        joins: usize,
        customers: &[OpenedFile],
    ) -> Result<Option<u64>, Failure> {
        let sizes = self.inputs.iter().zip(customers).map(|(path, file)| match &file.spool {
            Some(spool) => Ok(spool.size().ok()),
            None => disk::size(path),
        });
        let sizes: Vec<Option<u64>> = sizes.collect::<Result<_, _>>()?;
        let tables = tables::size(self.tables)?;
        let size = sizes.into_iter().sum::<Option<u64>>().zip(tables);
        let joins = joins.max(1) as u64;
        Ok(size.map(|(customers, tables)| customers * passes as u64 + tables * joins))
    }
}

impl<'a> Opened<'a> {
    /// The first of the customer files that is a workbook.
    pub(super) fn workbook(&self) -> Option<&'a Path> {
        let mut files = self.files.inputs.iter().zip(&self.customers);
        files.find(|(_, file)| file.workbook).map(|(path, _)| path.as_path())
    }

    /// Opens the files of tables that some engine reads; `again` if several do.
    fn open_tables(&mut self, again: bool) -> Result<(), Failure> {
        let plans = self.plans.iter().filter(|plan| self.files.has_tables(plan));
        let plans: Vec<&Plan> = plans.copied().collect();
        for plan in &plans {
            tables::expect(&self.tables_for(plan), plan)?;
        }
        self.tables = tables::open(self.files.tables, &plans, again)?;
        Ok(())
    }

    /// The files of tables that are meant for a plan: those of its tables, and those that no other
    /// plan has.
    fn tables_for(&self, plan: &Plan) -> Vec<&'a TableFile> {
        let others = || self.plans.iter().filter(|other| !std::ptr::eq(**other, plan));
        let is_meant = |file: &&TableFile| {
            let of_other = others().any(|other| tables::is_declared(other, &file.table));
            tables::is_declared(plan, &file.table) || !of_other
        };
        self.files.tables.iter().filter(is_meant).collect()
    }

    /// Gets everything ready for one of the engines: joins the rows of tables to the customers.
    pub(super) fn ready<'r>(&'r self, engine: &Engine) -> Result<Ready<'r>, Failure> {
        let plan = engine.plan();
        let (paths, progress) = (self.files.inputs.iter(), &self.progress);
        let inputs = paths.zip(&self.customers).map(|(path, file)| Customers {
            path,
            format: if file.workbook { Some(records::Format::Csv) } else { self.files.input },
            spool: file.spool.as_ref(),
            progress,
            encoding: OnceLock::new(),
            lacks: OnceLock::new(),
        });
        let ready = Ready {
            engine: engine.clone(),
            inputs: inputs.collect(),
            made: None,
            tables: self.tables_for(plan),
            sheets: self.customers.iter().filter_map(|file| file.note.clone()).collect(),
            of_tables: Vec::new(),
            missing: Vec::new(),
            progress,
            pool: &self.pool,
        };
        if self.files.has_tables(plan) {
            return self.pool.install(|| self.join(ready));
        }
        if self.files.inputs.is_empty() {
            let what = "no customers are given, and the rules have no list from a table";
            return Err(Failure::new(what).help(
                "give the customer file, or declare a list: \
                    `orders: events from table \"orders\" by \"customer_id\"`",
            ));
        }
        Ok(ready)
    }

    /// Joins the rows of tables to the customers, who are those that the rows name if there are no
    /// others.
    fn join<'r>(&'r self, ready: Ready<'r>) -> Result<Ready<'r>, Failure> {
        let plan = ready.engine.plan();
        let engine = match self.files.ledger {
            Some(states) => rows::with_other_ids(&ready.engine, states)?,
            None => ready.engine.clone(),
        };
        let mut files = tables::of_plan(&self.tables, plan, &self.progress);
        files.extend(self.files.ledger.map(rows::table));
        let wish = TablesWish { customers: ready.inputs.is_empty(), strict: self.files.strict };
        let (engine, made) = if wish.customers {
            let rows = engine.read_tables(&files, wish, tables::room(&files))?;
            let made = rows.customers()?;
            (engine.with_tables(rows, std::slice::from_ref(&made))?, Some(made))
        } else {
            (engine.join_tables(&files, wish, tables::room(&files), &ready.inputs)?, None)
        };
        let engine = match self.files.ledger {
            Some(states) => rows::with_absent(engine, states)?,
            None => engine,
        };
        let notes = self.tables.iter().filter(|table| tables::is_declared(plan, &table.file.table));
        let notes = notes.filter_map(|table| table.note.clone());
        let given = || files.iter().flat_map(|table| &table.files).filter_map(Rows::file);
        let decoded = given().filter_map(Customers::decoded_from);
        let of_tables = notes.chain(decoded).collect();
        let each = files
            .iter()
            .flat_map(|table| table.files.iter().map(move |rows| (rows.file(), &*table.name)))
            .filter_map(|(file, table)| Some((file?, table)));
        let missing =
            each.flat_map(|(file, table)| file.missing_words(plan, Some(table))).collect();
        Ok(Ready { engine, made, of_tables, missing, ..ready })
    }
}

impl Ready<'_> {
    /// Goes over all customers where they compete.
    pub(super) fn surveyed(&self) -> Result<Surveyed, ReadFailure> {
        self.surveyed_by(&self.engine)
    }

    /// The same for those who ask why somebody got nothing, and so which place they have.
    pub(super) fn surveyed_with_places(&self) -> Result<Surveyed, ReadFailure> {
        self.surveyed_by(&self.engine.keeping_all())
    }

    /// Surveys the customers as a part of all: see [`Engine::survey_part`].
    pub(super) fn survey_part(&self, basis: Basis) -> Result<Option<PartSurvey>, ReadFailure> {
        self.pool.install(|| match &self.made {
            Some(made) => self.engine.survey_part(basis, std::slice::from_ref(made)),
            None => self.engine.survey_part(basis, &self.inputs),
        })
    }

    fn surveyed_by(&self, engine: &Engine) -> Result<Surveyed, ReadFailure> {
        self.pool.install(|| match &self.made {
            Some(made) => engine.surveyed(std::slice::from_ref(made)),
            None => engine.surveyed(&self.inputs),
        })
    }

    /// Decides for all customers, who were surveyed: see [`Surveyed::run`].
    pub(super) fn run<O: Observer, E: From<ReadFailure> + Send>(
        &self,
        surveyed: &Surveyed,
        settings: Settings,
        observer: &O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        self.pool.install(|| match &self.made {
            Some(made) => surveyed.run(std::slice::from_ref(made), settings, observer, take),
            None => surveyed.run(&self.inputs, settings, observer, take),
        })
    }

    /// Takes all customers through the days of a replay. `shown` says whether somebody can see how many of them
    /// are over, where all customers go through one after the other.
    pub(super) fn replay<O: ReplayObserver, E: From<ReadFailure> + Send>(
        &self,
        replay: &Replay,
        shown: bool,
        observer: O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        let days = Progress::of_things(shown, replay.days());
        let watched = Watched { observer, reading: self.progress, days };
        let whole = self.pool.install(|| match &self.made {
            Some(made) => replay.run(std::slice::from_ref(made), &watched, take),
            None => replay.run(&self.inputs, &watched, take),
        });
        watched.days.finish();
        whole
    }

    /// Looks at some customers on some days of a replay: see [`Replay::visit`].
    pub(super) fn visit<T: Send>(
        &self,
        replay: &Replay,
        visits: &[(&str, usize)],
        look: impl Fn(&Visit<'_>) -> T + Send + Sync,
    ) -> Result<Vec<Option<T>>, ReadFailure> {
        self.pool.install(|| match &self.made {
            Some(made) => replay.visit(std::slice::from_ref(made), visits, look),
            None => replay.visit(&self.inputs, visits, look),
        })
    }

    /// Looks for several customers at once: see [`Surveyed::find_all`].
    pub(super) fn find_all(
        &self,
        surveyed: &Surveyed,
        ids: &[&str],
    ) -> Result<Vec<Option<Result<Found, Unread>>>, ReadFailure> {
        self.pool.install(|| match &self.made {
            Some(made) => surveyed.find_all(std::slice::from_ref(made), ids),
            None => surveyed.find_all(&self.inputs, ids),
        })
    }

    /// Looks for the customer with an id: see [`Surveyed::find`].
    pub(super) fn find(&self, id: &str) -> Result<Option<Result<Found, Unread>>, ReadFailure> {
        let surveyed = self.surveyed_with_places()?;
        self.pool.install(|| match &self.made {
            Some(made) => surveyed.find(std::slice::from_ref(made), id),
            None => surveyed.find(&self.inputs, id),
        })
    }
}
