//! `flywheel eval`: decides for all customers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use clap::Args;

use super::named::named;
use super::reading::Reading;
use super::state::State;
use crate::Program;
use crate::front::files::Files;
use crate::front::tables::{self, TableFile, table_file};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, bulk, disk, early, lists, rules, say, surveys};
use crate::output::Named;
use crate::output::decisions::Format;
use crate::plan::Plan;
use crate::problems::{Ink, shown};
use crate::run::{Basis, Engine};
use crate::values::{AsOf, Instant};

/// Apply rules to customers: decide who moves and who gets what
///
/// Flywheel never sends anything: it writes the decisions, and your own tools send them. It writes
/// no files unless you ask for them with --update, --lists or --rejects. The exit code is 0 when everything
/// went well, 1 when the rules have errors, 2 when a file could not be read or written, and 3 when
/// some customer records were rejected, a file changed while it was being read, or a part of the
/// customers was not surveyed as it is.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel eval rules.flywheel customers.ndjson
  flywheel eval rules.flywheel customers.csv --table orders=orders.csv
  flywheel eval rules.flywheel customers.csv --as-of 2026-03-31 --format table
  flywheel eval rules.flywheel today.ndjson.gz --update tomorrow.ndjson --format ndjson")]
pub(super) struct Eval {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// Customer records in JSON, NDJSON, CSV or an Excel workbook (.xlsx), optionally compressed with
    /// gzip or zstd; use - for standard input
    #[arg(required_unless_present = "table")]
    customers: Vec<PathBuf>,

    /// A table that the rules name, and a file with its rows, in the same formats. Repeat it for each
    /// table, and for more files of one table. Without customer files, the customers are the ids
    /// found in the rows
    #[arg(long, value_name = "NAME=FILE", value_parser = table_file)]
    table: Vec<TableFile>,

    /// The moment to decide for: a day such as 2026-03-31, which includes the whole day, or a time
    /// such as 2026-03-31T09:00:00Z. The default is now
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Summary.name())]
    format: Format,

    /// With --format gifts or gifts-ndjson, also write the gifts that are withheld, and why
    #[arg(long)]
    withheld: bool,

    /// With --format ndjson, json, gifts or gifts-ndjson, say why rules are true: their clauses, with
    /// what was found. Where something happens, the record is read a second time
    #[arg(long)]
    why: bool,

    /// Write only customers for whom something happens, and tags only if they are new to the customer
    #[arg(long)]
    changes: bool,

    /// With --format csv or gifts, and in --lists, put an apostrophe before texts that a spreadsheet
    /// would run as formulas
    #[arg(long)]
    spreadsheet: bool,

    /// Write the updated records to this file, with their new stages, tags and gifts and everything
    /// else as it was; with --ledger, also with what that keeps of the customers
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,

    /// Write the rejected records to this file, one JSON object per line
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Write a list for each gift to this folder: a CSV file with a row for each customer who gets it
    #[arg(long, value_name = "FOLDER")]
    lists: Option<PathBuf>,

    /// Check every declared field, even if no rule uses it, and check that every row of a table
    /// belongs to a customer
    #[arg(long)]
    strict: bool,

    /// Repeat until nobody moves anymore. A customer enters each stage at most once
    #[arg(long)]
    settle: bool,

    /// The customers are a part of all: refused if they compete with the others, unless --known says
    /// what is known of all of them
    #[arg(long)]
    part: bool,

    /// The customers are a part of all, of whom this is known: the merged surveys of all parts, see
    /// `flywheel survey`. The moment is that of the surveys
    #[arg(long, value_name = "SURVEY")]
    known: Option<PathBuf>,

    #[command(flatten)]
    state: State,

    #[command(flatten)]
    reading: Reading,
}

impl Eval {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        self.check_paths()?;
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let strict = self.strict.then(|| program.strict_plan());
        let plan = strict.as_ref().unwrap_or(program.plan());
        self.check_lists(plan)?;
        let name = disk::name(&self.rules);
        let engine = self.engine(&program, plan, terminal)?;
        let states = self.state.states(plan)?;
        let engine = if states.is_some() { engine.with_ledger() } else { engine };
        let title = plan.title.as_deref().unwrap_or(&name);
        let files = self.reading.of(Files::new(&self.customers, &self.table));
        let files = Files { strict: self.strict, ledger: states.as_ref(), ..files };
        let job = bulk::Job {
            format: self.format,
            withheld: self.withheld,
            why: self.why.then(|| program.sources()),
            changes: self.changes,
            spreadsheet: self.spreadsheet,
            update: self.update.as_deref(),
            rejects: self.rejects.as_deref(),
            lists: self.lists.as_deref(),
            ..bulk::Job::to_look(&engine, title, files)
        };
        let outcome = job.run(terminal)?;
        self.tell(&outcome, terminal);
        Ok(if outcome.tally.rejections.count > 0 { Exit::Rejected } else { Exit::Fine })
    }

    fn engine(
        &self,
        program: &Program,
        plan: &Arc<Plan>,
        terminal: &Terminal,
    ) -> Result<Engine, Failure> {
        let wish = (self.known.as_deref(), self.as_of.as_deref());
        let (known, as_of) = known_as_of(wish, plan, terminal)?;
        let engine = Engine::new(plan, as_of);
        let engine = if self.settle { engine.settling()? } else { engine };
        match &known {
            Some(known) => self.among(known, &engine, program),
            None if self.part => alone(engine),
            None => Ok(engine),
        }
    }

    /// A part of the customers, among all of whom this is known.
    fn among(
        &self,
        known: &surveys::Survey,
        engine: &Engine,
        program: &Program,
    ) -> Result<Engine, Failure> {
        if self.state.is_some() {
            return Err(Failure::new("--known cannot be combined with --ledger")
                .help("a ledger keeps all customers; decide for all of them in one run"));
        }
        let basis = Basis::new(program.sources(), engine.as_of(), self.strict);
        let engine = known.engine(engine, &basis)?;
        match surveys::next_round(&engine.phases_left(), &known.name) {
            Some((lacks, next)) => Err(Failure::new(format!("{} {lacks}", known.name)).help(next)),
            None => Ok(engine),
        }
    }

    /// Tells what the results do not.
    fn tell(&self, outcome: &bulk::Outcome, terminal: &Terminal) {
        let look = terminal.stderr;
        say::aside(&outcome.warnings, look);
        let mut words = match self.format.tells_of_rejected() {
            true => String::new(),
            false => outcome.tally.rejections.list(look),
        };
        let mut notes = outcome.notes.clone();
        if let (true, Some(update)) = (outcome.not_updated, &self.update) {
            let name = disk::name(update);
            let lossy = outcome.tally.rejections.lossy.as_ref();
            let why = lossy.map_or(String::new(), |one| format!(": {}", one.sentence()));
            notes.push(format!(
                "{name} was not written, because not all customers could be read{why}"
            ));
        }
        let tag = look.paint(Ink::Warning, "note:");
        for note in notes {
            words.push_str(&format!("{tag} {}\n", shown(&note)));
        }
        say::aside(&words, look);
    }

    /// The same for the lists of gifts, whose names are in the rules.
    fn check_lists(&self, plan: &Plan) -> Result<(), Failure> {
        let Some(folder) = &self.lists else { return Ok(()) };
        let tables = self.table.iter().map(|file| &file.path);
        let inputs = std::iter::once(&self.rules).chain(&self.customers).chain(tables);
        let inputs: Vec<&PathBuf> = inputs.collect();
        let outputs = [("--update", &self.update), ("--rejects", &self.rejects)];
        lists::check(folder, plan, &inputs, &outputs)
    }

    /// The rule file comes first.
    fn check_order(&self) -> Result<(), Failure> {
        let is_rules = |path: &Path| path.extension().is_some_and(|end| end == "flywheel");
        let Some(rules) = self.customers.iter().find(|path| is_rules(path)) else { return Ok(()) };
        if is_rules(&self.rules) {
            let what = format!("{} is a second rule file", disk::name(rules));
            return Err(
                Failure::new(what).help("apply one rule file at a time; it can `use` others")
            );
        }
        let others = self.customers.iter().filter(|path| *path != rules).map(PathBuf::as_path);
        let files = std::iter::once(self.rules.as_path()).chain(others).map(disk::name);
        let files: Vec<String> = files.collect();
        let name = disk::name(rules);
        let help = format!("write flywheel eval {name} {}", files.join(" "));
        Err(Failure::new("the rule file comes before the customers").help(help))
    }

    /// No file may be read and written at once, and none be written twice.
    fn check_paths(&self) -> Result<(), Failure> {
        self.check_order()?;
        if self.withheld && !self.format.can_tell_of_withheld() {
            return Err(Failure::new("--withheld needs a format with a row for each gift")
                .help("add --format gifts or --format gifts-ndjson; the others already say it"));
        }
        if self.why && !self.format.can_say_why() {
            return Err(Failure::new("--why needs a format with room for it")
                .help("add --format ndjson, json, gifts or gifts-ndjson"));
        }
        if self.why && self.settle {
            return Err(Failure::new("--why explains one step, and --settle takes several")
                .help("leave one of them out, or explain the steps of one customer with `flywheel why --settle`"));
        }
        if self.spreadsheet && !self.format.has_cells() && self.lists.is_none() {
            return Err(Failure::new("--spreadsheet needs a format with cells")
                .help("add --format csv, --format gifts or --lists FOLDER"));
        }
        let tables = || self.table.iter().map(|file| &file.path);
        let customers = || self.customers.iter().chain(tables());
        let inputs = || std::iter::once(&self.rules).chain(customers()).chain(&self.known);
        let inputs = || inputs().map(PathBuf::as_path);
        disk::at_most_one_stdin(inputs())?;
        tables::check(&self.table, &self.customers)?;
        for (option, output) in [("--update", &self.update), ("--rejects", &self.rejects)] {
            let Some(output) = output else { continue };
            self.state.expect_apart(option, output)?;
            if output.extension().is_some_and(|extension| extension == "zst") {
                return Err(Failure::new(format!("{option} does not write zstd"))
                    .help("end the name in .gz for gzip, or leave the ending out"));
            }
            if disk::is_stdin(output) {
                return Err(Failure::new(format!("{option} needs a file name")));
            }
            if inputs().any(|input| disk::same(input, output)) {
                return Err(overwriting(option, output));
            }
        }
        match (&self.update, &self.rejects) {
            (Some(update), Some(rejects)) if disk::same(update, rejects) => {
                let what =
                    format!("--update and --rejects would both write {}", disk::name(update));
                Err(Failure::new(what).help("give each its own file"))
            }
            (Some(_), _) if self.customers.is_empty() => {
                let what = "--update writes the customer file again, but there is none";
                Err(Failure::new(what).help(
                    "tables stay as they are; give a file with the customers, or make one: \
                         --format csv lists their ids",
                ))
            }
            (Some(_), _) if self.customers.len() > 1 => {
                let what = "--update writes one file, so it takes only one customer file";
                Err(Failure::new(what).help("run flywheel once for each customer file"))
            }
            _ => Ok(()),
        }
    }
}

/// A part of the customers whom no others keep from anything.
fn alone(engine: Engine) -> Result<Engine, Failure> {
    if !engine.has_limits_across_customers() {
        return Ok(engine);
    }
    let what = "these customers are a part, and under these rules they compete with all others";
    Err(Failure::new(what).help(
        "survey each part, merge the surveys, and decide with what they come to:\n\
         flywheel survey RULES PART --as-of WHEN > PART.survey\n\
         flywheel survey --merge PART.survey... > merged.survey\n\
         flywheel eval RULES PART --known merged.survey",
    ))
}

/// What `--known` knows of all customers, if it is given, and the moment to decide for: that of the surveys, unless
/// `--as-of` asks for one.
pub(super) fn known_as_of(
    (known, text): (Option<&Path>, Option<&str>),
    plan: &Plan,
    terminal: &Terminal,
) -> Result<(Option<surveys::Survey>, AsOf), Failure> {
    let known = known.map(surveys::Survey::read).transpose()?;
    let text = text.or(known.as_ref().map(surveys::Survey::as_of));
    let as_of = as_of(text, plan, terminal)?;
    Ok((known, as_of))
}

/// The moment that `--as-of` asks for, which is now unless it says so. Warns of one that is still to
/// come.
pub(super) fn as_of(text: Option<&str>, plan: &Plan, terminal: &Terminal) -> Result<AsOf, Failure> {
    let now = Instant::try_from(SystemTime::now());
    let Some(text) = text else {
        return now.map(AsOf::Instant).map_err(|error| Failure::new(error.to_string()));
    };
    let as_of = moment(text, &plan.zone)?;
    let early = now.ok().and_then(|now| early::warning(as_of, &plan.zone, now));
    if let Some((title, help)) = early {
        say::warning(&title, &help, terminal.stderr);
    }
    Ok(as_of)
}

/// The moment that `--as-of` names.
pub(super) fn moment(text: &str, zone: &jiff::tz::TimeZone) -> Result<AsOf, Failure> {
    AsOf::parse_moment(text, zone).map_err(|error| as_of_failure(text, &error.to_string()))
}

/// A moment that cannot be read, with the one that was probably meant.
fn as_of_failure(text: &str, error: &str) -> Failure {
    let failure = Failure::new(format!("cannot use `{text}` for --as-of: {error}"));
    let parts: Vec<Option<u16>> =
        text.split(['-', '/', '.']).map(|part| part.parse().ok()).collect();
    match (text.to_lowercase().as_str(), parts.as_slice()) {
        ("today" | "now", _) => {
            failure.help("leave --as-of out: the moment is now unless you say otherwise")
        }
        (_, [Some(year), Some(month), Some(day)])
            if *year > 999 && format!("{year}-{month:02}-{day:02}") != text =>
        {
            failure.help(format!("write --as-of {year}-{month:02}-{day:02}"))
        }
        _ => {
            failure.help("write a day, --as-of 2026-03-31, or a time, --as-of 2026-03-31T09:00:00Z")
        }
    }
}

fn overwriting(option: &str, output: &Path) -> Failure {
    let name = disk::name(output);
    let what = format!("{option} would overwrite {name}, which is being read");
    Failure::new(what).help(format!(
        "write to a new file, check it, and then replace the old one:\n{option} new-{file}",
        file = output.file_name().map_or(name.clone(), |file| file.to_string_lossy().into_owned())
    ))
}
