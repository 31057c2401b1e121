//! All customers of a command on their way through the engine, and the files that come of it.

use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::customers::Customers;
use super::lists::Lists;
use super::progress::Progress;
use super::replacement::Replacement;
use super::results::Results;
use super::rows::{self, Rows, States};
use super::spool::Spool;
use super::tables::{self, Said, TableFile};
use super::terminal::Terminal;
use super::workbook::Choice;
use super::{Failure, absent, disk, earlier, workbook};
use crate::output::decisions::{
    self, Format, Publisher, RejectsWriter, Run, Scribe, Tally, missing_sentences,
};
use crate::plan::{Datum, Plan};
use crate::problems::Sources;
use crate::records::{self, MissingColumn};
use crate::run::{
    Engine, Found, Input, MadeCustomers, Observer, Part, Settings, TablesWish, Unread,
};

/// How many bytes of small results are gathered before they are written. The results of a chunk
/// are more, and so are written from where they are.
const OUT: usize = 8 << 10;

/// What is to be done with the customers.
pub(super) struct Job<'a> {
    pub engine: &'a Engine,
    /// What the rules are called.
    pub title: &'a str,
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
    pub format: Format,
    /// Whether rows of gifts say what is withheld too.
    pub withheld: bool,
    /// The files of the rules, if decisions say why.
    pub why: Option<&'a Sources>,
    /// Whether only what changes is written.
    pub changes: bool,
    /// Whether cells are safe to open in a spreadsheet.
    pub spreadsheet: bool,
    pub update: Option<&'a Path>,
    pub rejects: Option<&'a Path>,
    /// The folder for a list of each gift.
    pub lists: Option<&'a Path>,
    /// 0 is one for each processor core.
    pub threads: usize,
}

/// The result of a run.
pub(super) struct Outcome {
    pub tally: Tally,
    /// Whether no updated records were written, although they were asked for.
    pub not_updated: bool,
    /// What else there is to say of the files.
    pub notes: Vec<String>,
    /// What is said of tables, drawn.
    pub warnings: String,
}

/// A customer file before the first pass over it.
struct Opened {
    /// A copy of what cannot be read twice, or not as it is.
    spool: Option<Spool>,
    /// Whether the copy is a sheet of a workbook.
    workbook: bool,
    /// What there is to say of it.
    note: Option<String>,
}

/// Customers to whom rows of tables belong.
struct JoinedCustomers {
    engine: Engine,
    /// The customers, where they are known only by their rows.
    made: Option<MadeCustomers>,
    /// What is said of the files of tables.
    notes: Vec<String>,
    /// What they lack.
    missing: Vec<String>,
}

/// What is written while the customers go by.
struct Outlets<'a> {
    publisher: Publisher<'a, BufWriter<Results>>,
    scribe: &'a Scribe<'a>,
    update: Option<Replacement>,
    rejects: Option<(Replacement, RejectsWriter)>,
    lists: Option<Lists>,
}

/// The customers of a job and what belongs to them, ready to be decided.
pub(super) struct Ready<'r, 'a> {
    pub pool: rayon::ThreadPool,
    pub inputs: &'r [Customers<'a>],
    joined: Option<JoinedCustomers>,
    /// What is said of the sheets that were read.
    sheets: Vec<String>,
    pub progress: &'a Progress,
}

impl Ready<'_, '_> {
    /// What decides: it knows the rows of tables, if there are some.
    pub(super) fn engine<'e>(&'e self, engine: &'e Engine) -> &'e Engine {
        self.joined.as_ref().map_or(engine, |joined| &joined.engine)
    }

    /// The customers, where they are known only by their rows.
    pub(super) fn made(&self) -> Option<&MadeCustomers> {
        self.joined.as_ref().and_then(|joined| joined.made.as_ref())
    }
}

impl<'a> Job<'a> {
    /// One that looks at customers and writes nothing. What is said of their records is said next to
    /// what the command shows.
    pub(super) fn to_look(
        engine: &'a Engine,
        title: &'a str,
        inputs: &'a [PathBuf],
        tables: &'a [TableFile],
    ) -> Job<'a> {
        Job {
            engine,
            title,
            inputs,
            sheet: None,
            tables,
            ledger: None,
            strict: false,
            input: None,
            format: Format::Ndjson,
            withheld: false,
            why: None,
            changes: false,
            spreadsheet: false,
            update: None,
            rejects: None,
            lists: None,
            threads: 0,
        }
    }

    pub(super) fn run(&self, terminal: &Terminal) -> Result<Outcome, Failure> {
        self.with_customers(terminal, |ready| self.write_all(terminal, ready))
    }

    /// Shows the customers to an observer, writes nothing, and adds up what it makes of them. `tally`
    /// finds what was counted in that.
    pub(super) fn observe<O: Observer>(
        &self,
        terminal: &Terminal,
        observer: &O,
        all: &mut O::Results,
        add: impl Fn(&mut O::Results, O::Results) + Sync,
        tally: impl FnOnce(&O::Results) -> Tally,
    ) -> Result<Outcome, Failure> {
        self.with_customers(terminal, |ready| {
            let engine = ready.engine(self.engine);
            let settings = Settings { update: false };
            let take = |part: Part<O::Results>| {
                add(all, part.results);
                Ok::<(), Failure>(())
            };
            let whole = ready.pool.install(|| match ready.made() {
                Some(made) => engine.run(std::slice::from_ref(made), settings, observer, take),
                None => engine.run(ready.inputs, settings, observer, take),
            });
            ready.progress.finish();
            let (whole, notes) = (whole?, Vec::new());
            let tally = tally(all);
            let outcome = Outcome { tally, not_updated: false, notes, warnings: String::new() };
            Ok(self.said(terminal, &ready, whole, outcome))
        })
    }

    /// Looks for the customer with an id, among all others where the rules let customers compete.
    pub(super) fn find(
        &self,
        terminal: &Terminal,
        id: &str,
    ) -> Result<Option<Result<Found, Unread>>, Failure> {
        self.with_customers(terminal, |ready| {
            let engine = ready.engine(self.engine);
            let found = ready.pool.install(|| match ready.made() {
                Some(made) => {
                    let made = std::slice::from_ref(made);
                    engine.surveyed(made)?.find(made, id)
                }
                None => engine.surveyed(ready.inputs)?.find(ready.inputs, id),
            });
            ready.progress.finish();
            Ok(found?)
        })
    }

    /// Opens the customer files, joins the tables to them, and does something with all that.
    pub(super) fn with_customers<T>(
        &self,
        terminal: &Terminal,
        work: impl FnOnce(Ready<'_, '_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|error| Failure::new(format!("cannot start: {error}")))?;
        let engine = self.engine;
        let has_tables = self.has_tables();
        let again = engine.passes() > 1 || has_tables;
        let opened = self.inputs.iter().map(|path| self.open(path, again));
        let opened = opened.collect::<Result<Vec<_>, _>>()?;
        if self.sheet.is_some() && opened.iter().all(|opened| !opened.workbook) {
            return Err(Failure::new("--sheet needs an Excel workbook (.xlsx)"));
        }
        let passes = engine.passes() as u64 + u64::from(has_tables);
        let progress = self.progress(terminal, passes, &opened)?;
        let sheets: Vec<String> = opened.iter().filter_map(|opened| opened.note.clone()).collect();
        let inputs = self.inputs.iter().zip(opened).map(|(path, opened)| Customers {
            path,
            format: if opened.workbook { Some(records::Format::Csv) } else { self.input },
            spool: opened.spool,
            progress: &progress,
            encoding: OnceLock::new(),
            lacks: OnceLock::new(),
        });
        let inputs: Vec<Customers<'_>> = inputs.collect();
        // What is wrong with a table shows before anything is written.
        let joined = pool.install(|| self.join(&inputs, &progress))?;
        work(Ready { pool, inputs: &inputs, joined, sheets, progress: &progress })
    }

    /// Decides for all customers, and writes what comes of it.
    fn write_all(&self, terminal: &Terminal, ready: Ready<'_, '_>) -> Result<Outcome, Failure> {
        let engine = ready.engine(self.engine);
        let scribe = self.scribe();
        let was_there = self.update.is_some_and(Path::exists);
        let mut outlets = self.outlets(&scribe, terminal)?;
        let settings = Settings { update: self.update.is_some() };
        let whole = ready.pool.install(|| match ready.made() {
            Some(made) => outlets.decide(engine, std::slice::from_ref(made), settings),
            None => outlets.decide(engine, ready.inputs, settings),
        });
        ready.progress.finish();
        match whole {
            Ok(whole) => {
                let mut outcome = outlets.finish(engine.plan(), whole)?;
                // Without a file of customers, --update has nothing to write.
                let new = earlier::all_new(&outcome.tally, self.update, was_there);
                outcome.notes.extend(new.filter(|_| ready.made().is_none()));
                Ok(self.said(terminal, &ready, whole, outcome))
            }
            Err(Failure::Closed) => Err(Failure::Closed),
            Err(failure) => {
                if self.format.ends_after_a_failure() {
                    // If this cannot be written either, the first failure says more.
                    let _unwritten = outlets.publisher.finish();
                }
                Err(failure)
            }
        }
    }

    /// The outcome with all that there is to say of the files.
    pub(super) fn said(
        &self,
        terminal: &Terminal,
        ready: &Ready<'_, '_>,
        whole: bool,
        outcome: Outcome,
    ) -> Outcome {
        let (engine, inputs) = (ready.engine(self.engine), ready.inputs);
        let decoded = inputs.iter().filter_map(|input| self.note_of_encoding(input, whole));
        let of_tables = ready.joined.iter().flat_map(|joined| joined.notes.iter().cloned());
        let notes = ready.sheets.iter().cloned().chain(decoded).chain(of_tables);
        let made = ready.made().map(|_| tables::made_of_rows(&outcome.tally));
        let notes = notes.chain(made).chain(outcome.notes);
        let plan = engine.plan();
        let of_tables = ready.joined.iter().flat_map(|joined| joined.missing.iter().cloned());
        let of_files = inputs.iter().flat_map(|input| input.missing_words(plan, None));
        let columns = inputs.iter().flat_map(Customers::missing_columns);
        let columns: Vec<MissingColumn> = columns.cloned().collect();
        let absent = absent::absent(plan, &outcome.tally, &columns);
        let of_all = absent::sentences(plan, &absent);
        let missing = of_tables.chain(of_files).chain(of_all);
        let missing = missing.chain(earlier::later(&outcome.tally, &self.about()));
        let warnings = self.warnings(engine, &outcome.tally, terminal)
            + &tables::warnings(missing, terminal.stderr);
        let said = absent.iter().map(|absent| absent.datum).chain(absent::said(plan, &columns));
        let said: Vec<Datum> = said.collect();
        let unknown = match self.format.tells_of_missing() {
            true => Vec::new(),
            false => missing_sentences(plan, &outcome.tally, &said),
        };
        let notes = notes.chain(unknown).collect();
        Outcome { notes, warnings, ..outcome }
    }

    /// Opens a file as far as that is done once for all passes.
    fn open(&self, path: &Path, again: bool) -> Result<Opened, Failure> {
        if let Some(sheet) = workbook::read(path, Choice::Customers(self.sheet))? {
            if self.update.is_some() {
                let name = disk::name(path);
                let what = format!("--update cannot write an Excel workbook, and {name} is one");
                return Err(Failure::new(what).help("save it as CSV UTF-8 and give that file"));
            }
            return Ok(Opened { spool: Some(sheet.csv), workbook: true, note: sheet.note });
        }
        let spool = if again { Spool::of(path)? } else { None };
        Ok(Opened { spool, workbook: false, note: None })
    }

    /// What is said of a file that was decoded.
    fn note_of_encoding(&self, input: &Customers<'_>, whole: bool) -> Option<String> {
        let read = input.decoded_from()?;
        Some(match self.update.filter(|_| whole) {
            Some(update) => format!("{read}; {} is UTF-8", disk::name(update)),
            None => read,
        })
    }

    pub(super) fn scribe(&self) -> Scribe<'a> {
        let about = self.about();
        let scribe = Scribe::new(&about, self.format, self.rejects.is_some());
        if self.lists.is_some() { scribe.with_lists(&about) } else { scribe }
    }

    /// Whether rows of tables belong to the customers, or are all that is known of them.
    fn has_tables(&self) -> bool {
        let needs = &self.engine.plan().needs;
        let reads_rows = needs.lists.iter().any(|list| list.table.is_some());
        let are_customers = self.inputs.is_empty() && !needs.tables.is_empty();
        self.ledger.is_some() || reads_rows || are_customers
    }

    /// Joins the rows of tables to the customers, who are those that the rows name if there are no
    /// others.
    fn join(
        &self,
        inputs: &[Customers<'_>],
        progress: &Progress,
    ) -> Result<Option<JoinedCustomers>, Failure> {
        let plan = self.engine.plan();
        if !self.has_tables() {
            if inputs.is_empty() {
                return Err(Failure::new(
                    "no customers are given, and the rules have no list from a table",
                )
                .help(
                    "give the customer file, or declare a list: \
                        `orders: events from table \"orders\" by \"customer_id\"`",
                ));
            }
            return Ok(None);
        }
        tables::expect(self.tables, plan)?;
        let (mut files, sheets) = tables::tables(self.tables, plan, progress)?;
        files.extend(self.ledger.map(rows::table));
        let wish = TablesWish { customers: inputs.is_empty(), strict: self.strict };
        let (engine, made) = if wish.customers {
            let rows = self.engine.read_tables(&files, wish, tables::room())?;
            let made = rows.customers()?;
            (self.engine.with_tables(rows, std::slice::from_ref(&made))?, Some(made))
        } else {
            (self.engine.join_tables(&files, wish, tables::room(), inputs)?, None)
        };
        let engine =
            self.ledger.map_or(Ok(engine.clone()), |states| rows::with_absent(engine, states))?;
        let given = || files.iter().flat_map(|table| &table.files).filter_map(Rows::file);
        let decoded = given().filter_map(Customers::decoded_from);
        let notes = sheets.into_iter().chain(decoded).collect();
        let files = files
            .iter()
            .flat_map(|table| table.files.iter().map(move |rows| (rows.file(), &*table.name)))
            .filter_map(|(file, table)| Some((file?, table)));
        let missing =
            files.flat_map(|(file, table)| file.missing_words(plan, Some(table))).collect();
        Ok(Some(JoinedCustomers { engine, made, notes, missing }))
    }

    /// What is said of the tables.
    fn warnings(&self, engine: &Engine, tally: &Tally, terminal: &Terminal) -> String {
        let (plan, look) = (engine.plan(), terminal.stderr);
        let notes = engine.joined().map(|joined| {
            // If no record is a customer's, it has been said what is wrong with them.
            let customers = joined.any_id() || tally.rejections.count == 0;
            tables::notes(joined, plan, Said { strict: self.strict, customers }, look)
        });
        tables::unused(self.tables, plan, look) + &notes.unwrap_or_default()
    }

    /// What the results are about.
    pub(super) fn about(&self) -> Run<'a> {
        let Job { title, withheld, why, changes, spreadsheet, .. } = *self;
        let (plan, as_of) = (self.engine.plan(), self.engine.as_of());
        Run { plan, title, as_of, withheld, why, changes, spreadsheet }
    }

    /// A bar, unless the results would run through it.
    fn progress(
        &self,
        terminal: &Terminal,
        passes: u64,
        opened: &[Opened],
    ) -> Result<Progress, Failure> {
        let sizes = self.inputs.iter().zip(opened).map(|(path, opened)| match &opened.spool {
            Some(spool) => Ok(spool.size().ok()),
            None => disk::size(path),
        });
        let sizes: Vec<Option<u64>> = sizes.collect::<Result<_, _>>()?;
        let tables = tables::size(self.tables)?;
        let size = sizes.into_iter().sum::<Option<u64>>().zip(tables);
        let size = size.map(|(customers, tables)| customers * passes + tables);
        let apart = self.format.waits_for_the_end() || !terminal.stdout.terminal;
        let shown = terminal.stderr.terminal && apart;
        Ok(Progress::new(shown, size))
    }

    fn outlets<'s>(
        &'s self,
        scribe: &'s Scribe<'s>,
        terminal: &Terminal,
    ) -> Result<Outlets<'s>, Failure> {
        let update = self.update.map(Replacement::create).transpose()?;
        let rejects = self.rejects.map(Replacement::create).transpose()?;
        let rejects = rejects.map(|file| (file, RejectsWriter::default()));
        let lists = self.lists.map(|folder| Lists::create(folder, self.engine.plan()));
        let lists = lists.transpose()?;
        let look = terminal.stdout;
        // Where each customer makes a part, many of them are written at once.
        let goes_on = update.is_some() || rejects.is_some() || lists.is_some();
        let out = BufWriter::with_capacity(OUT, Results::new(goes_on));
        let publisher = Publisher::begin(self.about(), self.format, look, out)?;
        Ok(Outlets { publisher, scribe, update, rejects, lists })
    }
}

impl Outlets<'_> {
    /// Decides for all customers, and writes what comes of it.
    fn decide(
        &mut self,
        engine: &Engine,
        inputs: &[impl Input],
        settings: Settings,
    ) -> Result<bool, Failure> {
        let scribe = self.scribe;
        engine.run(inputs, settings, scribe, |part| self.write(part))
    }

    fn write(&mut self, mut part: Part<decisions::Part>) -> Result<(), Failure> {
        if let Some(update) = &mut self.update {
            update.write(&part.updated)?;
        }
        if let Some(rejects) = &mut self.rejects {
            let (file, writer) = rejects;
            file.write(&writer.lines(std::mem::take(&mut part.results.rejects)))?;
        }
        if let Some(lists) = &mut self.lists {
            lists.write(&part.results.lists)?;
        }
        self.scribe.reuse(self.publisher.add(part.results)?);
        Ok(())
    }

    /// Puts the files in their places. Records are not replaced by a part of themselves, and
    /// nobody is left off a list.
    fn finish(self, plan: &Plan, whole: bool) -> Result<Outcome, Failure> {
        let tally = self.publisher.finish()?;
        self.rejects.map_or(Ok(()), |(file, _)| file.finish())?;
        let not_updated = self.update.is_some() && !whole;
        self.update.filter(|_| whole).map_or(Ok(()), Replacement::finish)?;
        let notes = match self.lists {
            None => Vec::new(),
            Some(lists) if whole => vec![lists.finish(plan, &tally)?],
            Some(lists) => vec![lists.give_up()],
        };
        Ok(Outcome { tally, not_updated, notes, warnings: String::new() })
    }
}
