//! `flywheel report`: what the lifecycle does to customers.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::named::named;
use super::reading::Reading;
use super::replay::{check_days, noted, unknowable, warn_of_the_future};
use super::table::Tables;
use crate::Program;
use crate::front::bulk::{Job, Outcome};
use crate::front::files::Files;
use crate::front::histories::Histories;
#[cfg(feature = "ledger")]
use crate::front::nights;
use crate::front::replay::ReplayJob;
use crate::front::rows::States;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, beside, disk, rules, say, tables};
use crate::output::Named;
use crate::output::decisions::Run;
use crate::output::decisions::replay::About;
use crate::output::report::{Answers, Format, Reported, partly_known, unknown};
use crate::plan::Plan;
use crate::report::{Counting, Period, Scope};
use crate::run::{Engine, Every};
use crate::tools::asked::asked;
use crate::values::AsOf;

/// Report how customers move through the lifecycle, and where they are lost
///
/// Reads what happened to customers, from a ledger or from a file of histories, and says where
/// everybody is, how many go on from each stage, how long that takes, what it brings and costs, and
/// what gifts did. Shares come with their counts and a range that has the true share in it 95 times
/// out of 100. The exit code is 0 when everything went well, 1 when the rules have errors, 2 when a
/// file could not be read, and 3 when some histories were rejected.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel report rules.flywheel --ledger shop.ledger
  flywheel report rules.flywheel --ledger shop.ledger --period 2026-01-01..2026-03-31 --format markdown
  flywheel report rules.flywheel --histories histories.ndjson --format json
  flywheel report rules.flywheel customers.csv --from 2025-01-01 --to 2025-12-31 --start-empty")]
pub(super) struct Report {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// Report what this ledger knows. It is only read
    #[cfg(feature = "ledger")]
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    ledger: Option<PathBuf>,

    /// Report what this file of histories says; use - for standard input
    #[arg(long, value_name = "FILE")]
    histories: Option<PathBuf>,

    /// Replay the rules on the customers from this day on, and report that, as `flywheel replay` would make
    /// histories of it
    #[arg(long, value_name = "DAY", value_parser = date, requires = "to", conflicts_with = "histories")]
    from: Option<Date>,

    /// The last day of the replay
    #[arg(long, value_name = "DAY", value_parser = date, requires = "from", conflicts_with = "as_of")]
    to: Option<Date>,

    /// Begin the replay as if no rule had ever been applied
    #[arg(long, requires = "from")]
    start_empty: bool,

    /// Customer records, as `flywheel eval` takes them, for what histories do not say: values, sources, who
    /// brought whom, and whether gifts did what they aim for
    customers: Vec<PathBuf>,

    #[command(flatten)]
    tables: Tables,

    #[command(flatten)]
    reading: Reading,

    /// The days to report on, such as 2026-01-01..2026-03-31; by default, the last 90 that are known
    #[arg(long, value_name = "FROM..TO", value_parser = period)]
    period: Option<Period>,

    /// The last day that the histories know of; by default, the latest day in them, or in the ledger
    #[arg(long, value_name = "DAY", value_parser = date)]
    as_of: Option<Date>,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Text.name())]
    format: Format,
}

impl Report {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        self.check_paths()?;
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let plan = program.plan();
        let (histories, replayed) = self.source(plan, terminal)?;
        let known = histories.known_days(plan)?;
        let scope = self.scope(known, &histories.name())?;
        if let Some(words) = partly_known(scope) {
            say::aside(&noted(&words, terminal), terminal.stderr);
        }
        let mut asked = asked(program.model());
        if !asked.experiments.is_empty() {
            asked.note_changes(&histories.asked_before(plan)?);
        }
        let records = self.records(&program, (&histories, scope.known.to), terminal)?;
        let mut counting = Counting::new(&asked, scope);
        let faults = histories.each(plan, |history| match &records {
            Some((answers, _, _)) => counting.add(&answers.complete(plan, history)),
            None => counting.add(history),
        })?;
        let unknown = records.as_ref().map(|(_, outcome, plan)| unknown(plan, &outcome.tally));
        let figures = counting.figures(histories.held(plan, scope.period)?, unknown);
        let name = disk::name(&self.rules);
        let reported = Reported {
            title: plan.title.as_deref().unwrap_or(&name),
            source: &histories.name(),
            is_replay: self.from.is_some(),
            currency: &plan.currency,
            asked: &asked,
            figures: &figures,
        };
        let written = self.format.write(reported, terminal.stdout);
        match self.format {
            Format::Text => say::out(&written, terminal.stdout)?,
            Format::Markdown | Format::Html | Format::Json | Format::Csv => {
                say::exactly(written.as_bytes())?
            }
        }
        say::aside(&faults.list(&histories.name(), terminal.stderr), terminal.stderr);
        let outcomes = [records.map(|(_, outcome, _)| outcome), replayed];
        let rejected = tell(outcomes.iter().flatten(), terminal);
        Ok(if faults.count() > 0 || rejected { Exit::Rejected } else { Exit::Fine })
    }

    /// What the records of customers say, if there are some.
    fn records(
        &self,
        program: &Program,
        histories: (&Histories, Date),
        terminal: &Terminal,
    ) -> Result<Option<(Answers, Outcome, Arc<Plan>)>, Failure> {
        if self.customers.is_empty() && self.tables.table.is_empty() {
            return Ok(None);
        }
        let plan = program.reporting_plan();
        let states = self.states(&plan)?;
        let files = self.reading.of(Files::new(&self.customers, &self.tables.table));
        let files = Files { ledger: states.as_ref(), ..files };
        let name = disk::name(&self.rules);
        let title = plan.title.as_deref().unwrap_or(&name);
        let (answers, outcome) = beside::read(&plan, histories, (title, files), terminal)?;
        Ok(Some((answers, outcome, plan)))
    }

    /// What the ledger keeps of the customers, if there is one.
    #[cfg(feature = "ledger")]
    fn states(&self, plan: &Plan) -> Result<Option<States>, Failure> {
        self.ledger.as_deref().map(|path| nights::states(path, plan)).transpose()
    }

    #[cfg(not(feature = "ledger"))]
    fn states(&self, _plan: &Plan) -> Result<Option<States>, Failure> {
        Ok(None)
    }

    /// No file may be read twice that can be read only once.
    fn check_paths(&self) -> Result<(), Failure> {
        let tables = self.tables.table.iter().map(|file| &file.path);
        let inputs = std::iter::once(&self.rules).chain(&self.histories).chain(&self.customers);
        disk::at_most_one_stdin(inputs.chain(tables).map(PathBuf::as_path))?;
        if self.from.is_some() && self.customers.iter().any(|path| disk::is_stdin(path)) {
            let what = "a report on a replay reads the customers twice";
            return Err(Failure::new(what).help("give a file instead of -"));
        }
        tables::check(&self.tables.table, &self.customers)
    }

    /// What a replay of the customers makes.
    fn replay(
        &self,
        plan: &Arc<Plan>,
        days: Period,
        terminal: &Terminal,
    ) -> Result<(Histories, Outcome), Failure> {
        let (from, to, every) = (days.from, days.to, Every::Day);
        let days_in_turn = every.days(from, to);
        check_days(&days_in_turn, from, to)?;
        if self.customers.is_empty() && self.tables.table.is_empty() {
            let what = "there is nobody to replay the rules on";
            return Err(Failure::new(what).help("give the customers after the rules"));
        }
        warn_of_the_future(to, &plan.zone, terminal)?;
        let name = disk::name(&self.rules);
        let title = plan.title.as_deref().unwrap_or(&name);
        let engine = Engine::new(plan, AsOf::Day(to));
        let files = self.reading.of(Files::new(&self.customers, &self.tables.table));
        let as_of = engine.as_of();
        let run = Run {
            plan,
            title,
            as_of,
            withheld: false,
            why: None,
            changes: true,
            spreadsheet: false,
        };
        let job = ReplayJob {
            job: Job::to_look(&engine, title, files),
            about: About { run, from, to, every },
            days: &days_in_turn,
            start_empty: self.start_empty,
            format: None,
            histories: None,
        };
        let (copy, outcome) = job.spooled(terminal)?;
        say::aside(&noted(&unknowable(&[plan]), terminal), terminal.stderr);
        let customers = self.customers.first().or(self.tables.table.first().map(|file| &file.path));
        let of = customers.map(|path| disk::name(path)).unwrap_or_default();
        let name = format!("A replay of {of}");
        Ok((Histories::Replay { name, copy, days }, outcome))
    }

    /// Where the histories are; of a replay, also what there is to say of the records.
    fn source(
        &self,
        plan: &Arc<Plan>,
        terminal: &Terminal,
    ) -> Result<(Histories, Option<Outcome>), Failure> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => {
                let (histories, outcome) = self.replay(plan, Period { from, to }, terminal)?;
                Ok((histories, Some(outcome)))
            }
            (None, _) | (_, None) => Ok((self.kept()?, None)),
        }
    }

    /// The histories that somebody has kept.
    fn kept(&self) -> Result<Histories, Failure> {
        #[cfg(feature = "ledger")]
        let ledger = self.ledger.as_deref();
        #[cfg(not(feature = "ledger"))]
        let ledger: Option<&std::path::Path> = None;
        match (ledger, self.histories.as_deref()) {
            #[cfg(feature = "ledger")]
            (Some(ledger), None) => Histories::of_ledger(ledger),
            (None, Some(file)) => Histories::of_file(file),
            (Some(_), _) => {
                Err(Failure::new("--ledger and --histories cannot be combined").help("leave out one of them"))
            }
            (None, None) => Err(Failure::new("nothing says what happened to customers").help(format!(
                "write flywheel report {} --ledger shop.ledger, or --histories histories.ndjson, or customers and \
                 --from and --to for a replay",
                disk::name(&self.rules)
            ))),
        }
    }

    /// What the report looks at.
    fn scope(&self, known: Period, name: &str) -> Result<Scope, Failure> {
        let last = self.as_of.unwrap_or(known.to);
        let Scope { known, period: usual } = Scope::usual(known, last);
        let period = self.period.unwrap_or(usual);
        if period.from > known.to || period.to < known.from {
            let what =
                format!("nothing is known of the time from {} to {}", period.from, period.to);
            let help = format!("{name} knows {} to {}", known.from, known.to);
            return Err(Failure::new(what).help(help));
        }
        if period.to > known.to {
            let what = format!("{} is after the last day that is known", period.to);
            let help = format!(
                "{name} knows {} to {}; write --period {}..{}, or --as-of {} if nothing happened on the days \
                 between",
                known.from, known.to, period.from, known.to, period.to
            );
            return Err(Failure::new(what).help(help));
        }
        Ok(Scope { known, period })
    }
}

/// Tells what there is to say of records, each line once, and whether some were rejected.
fn tell<'o>(outcomes: impl Iterator<Item = &'o Outcome>, terminal: &Terminal) -> bool {
    let (mut lines, mut rejected): (Vec<String>, bool) = (Vec::new(), false);
    for outcome in outcomes {
        rejected |= outcome.tally.rejections.count > 0;
        for line in outcome.words(terminal.stderr).lines() {
            if !lines.iter().any(|said| said == line) {
                lines.push(line.to_owned());
            }
        }
    }
    let words: String = lines.iter().map(|line| format!("{line}\n")).collect();
    say::aside(&words, terminal.stderr);
    rejected
}

/// A day such as 2026-03-31.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| format!("\"{text}\" is not a day such as 2026-03-31"))
}

/// Days such as 2026-01-01..2026-03-31.
fn period(text: &str) -> Result<Period, String> {
    let Some((from, to)) = text.split_once("..") else {
        return Err("write the first and the last day, such as 2026-01-01..2026-03-31".to_owned());
    };
    let (from, to) = (date(from)?, date(to)?);
    if to < from {
        return Err(format!("{to} is before {from}"));
    }
    Ok(Period { from, to })
}
