//! `flywheel run`: decides for all customers, and keeps the results in a ledger.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::eval::moment;
use super::named::named;
use super::reading::Reading;
use super::replay::{check_days, day, unknowable, warn_of_later};
use super::table::Tables;
use crate::Program;
use crate::front::bulk::Job;
use crate::front::files::Files;
use crate::front::nights::changed::{Gains, gains};
use crate::front::nights::guards::{self, Refusal};
use crate::front::nights::loaded::Loaded;
use crate::front::nights::missed;
use crate::front::nights::past::{Past, PastJob};
use crate::front::nights::written;
use crate::front::nights::{self, NightJob, Ran, Seen, failure};
use crate::front::tables;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, early, rules, say};
use crate::ledger::{Differing, Figures, Kind, LastRun, Ledger, OtherStage, States};
use crate::output::Named;
use crate::output::decisions::Format;
use crate::output::words::{counted, number};
use crate::plan::Plan;
use crate::problems::{Ink, shown};
use crate::run::{Engine, Every};
use crate::values::{AsOf, Clock};

/// Decide for all customers, night after night, and keep the results in a ledger
///
/// The ledger is one file. It knows the stage of each customer, since when, the tags that rules set,
/// and what was given, so each night's fresh export need not. The gifts of a run wait in it until
/// `flywheel outbox` hands them out. A run is written as a whole or not at all. The exit code is 0
/// when everything went well, 1 when the rules have errors or the run was refused and nothing was
/// written, 2 when a file could not be read or written, and 3 when some records were rejected.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel run shop.flywheel customers.csv --ledger shop.ledger --first-load
  flywheel run shop.flywheel customers.csv --ledger shop.ledger
  flywheel run shop.flywheel customers.csv --table orders=orders.csv --ledger shop.ledger --dry-run")]
pub(super) struct Run {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// Customer records, as `flywheel eval` takes them; use - for standard input
    #[arg(required_unless_present = "table")]
    customers: Vec<PathBuf>,

    #[command(flatten)]
    tables: Tables,

    /// The ledger
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,

    /// Make the ledger: put each customer in the stage where the rules lead today, and give nothing
    #[arg(long)]
    first_load: bool,

    /// With --first-load, decide for each day from this one to the day to decide for, so that customers are in
    /// their stages since the days when the rules would have moved them. Gifts count as given before
    #[arg(long, value_name = "DAY", requires = "first_load")]
    from: Option<String>,

    /// With --from, begin without what records say of the stage, since when, of what was given and of what
    /// is owed, as if no rule had ever been applied
    #[arg(long, requires = "from")]
    start_empty: bool,

    /// The day to decide for, or a time such as 2026-03-31T09:00:00Z. The default is yesterday. It
    /// never goes back
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,

    /// Decide for each day since the last run, one after the other
    #[arg(long)]
    catch_up: bool,

    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Write the run even where it looks like a mistake
    #[arg(long)]
    yes: bool,

    /// How many backups of the ledger to keep; each run makes one first
    #[arg(long, value_name = "N", default_value_t = 7)]
    keep: usize,

    /// Wait while another process is at work on the ledger
    #[arg(long)]
    wait: bool,

    /// What to write to standard output, once the run is written
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Summary.name())]
    format: Format,

    /// Show only customers for whom something happens
    #[arg(long)]
    changes: bool,

    /// Write the rejected records to this file, one JSON object per line
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Check every declared field, even if no rule uses it, and check that every row of a table
    /// belongs to a customer
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    reading: Reading,
}

impl Run {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        self.check_paths()?;
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let strict = self.strict.then(|| program.strict_plan());
        let plan = strict.as_ref().unwrap_or(program.plan());
        match self.first_load {
            true => self.load(&program, plan, terminal),
            false => self.nights(&program, plan, terminal),
        }
    }

    /// The run that makes the ledger.
    fn load(
        &self,
        program: &Program,
        plan: &Arc<Plan>,
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        let as_of = self.moment(plan, terminal)?;
        let days = self.days(as_of)?;
        let mut ledger =
            Ledger::create(&self.ledger, self.wait).map_err(|fault| self.failed(fault))?;
        let loaded = match &*days {
            [] => self.load_into(&mut ledger, program, plan, as_of, terminal),
            days => self.replay_into(&mut ledger, program, plan, days, terminal),
        };
        let (from, dry_run) = (days.first().copied(), self.dry_run);
        let words = |ledger: &Ledger, ran: &Ran| {
            let left_out = ran.outcome.tally.left_out;
            Loaded { ledger, program, plan, as_of, left_out, from, dry_run }.words(terminal.stdout)
        };
        let loaded = loaded.and_then(|ran| words(&ledger, &ran).map(|words| (ran, words)));
        let (ran, words) = match loaded {
            Ok(loaded) => loaded,
            Err(failure) => {
                ledger.discard();
                return Err(failure);
            }
        };
        if !ran.refused.is_empty() {
            ledger.discard();
            self.tell(&ran, terminal);
            nights::say_refused(&ran.refused, terminal);
            return Ok(Exit::Rules);
        }
        match self.dry_run {
            true => ledger.discard(),
            false => ledger.settle().map_err(|fault| self.failed(fault))?,
        }
        say::out(&words, terminal.stdout)?;
        self.tell(&ran, terminal);
        Ok(exit(&ran))
    }

    /// The days that a first load replays, if it does.
    fn days(&self, as_of: AsOf) -> Result<Vec<Date>, Failure> {
        let Some(from) = &self.from else { return Ok(Vec::new()) };
        let from = day("--from", from)?;
        let AsOf::Day(to) = as_of else {
            return Err(Failure::new("--from replays whole days, and --as-of is a time")
                .help("write a day, --as-of 2026-03-31"));
        };
        if from > to {
            return Err(Failure::new(format!(
                "--from {from} is after {to}, the day to decide for"
            )));
        }
        let days = Every::Day.days(from, to);
        check_days(&days, from, to)?;
        Ok(days)
    }

    /// Decides for each of the days, with what the rules led to on the days before.
    fn replay_into(
        &self,
        ledger: &mut Ledger,
        program: &Program,
        plan: &Arc<Plan>,
        days: &[Date],
        terminal: &Terminal,
    ) -> Result<Ran, Failure> {
        let last = days.last().copied().map_or(AsOf::Instant(nights::now()?), AsOf::Day);
        let engine = Engine::new(plan, last);
        let name = disk::name(&self.rules);
        let title = plan.title.as_deref().unwrap_or(&name);
        let job = PastJob {
            job: self.job(&engine, title, None),
            days,
            start_empty: self.start_empty,
            sources: program.sources(),
            ledger,
            yes: self.yes,
        };
        let Past { mut ran, later } = job.run(terminal)?;
        let from = days.first().copied().unwrap_or_default();
        warn_of_later(later, from, terminal);
        ran.outcome.notes.push(unknowable(&[plan]));
        Ok(ran)
    }

    /// Repeats a step for everybody until nobody moves.
    fn load_into(
        &self,
        ledger: &mut Ledger,
        program: &Program,
        plan: &Arc<Plan>,
        as_of: AsOf,
        terminal: &Terminal,
    ) -> Result<Ran, Failure> {
        let engine = Engine::new(plan, as_of);
        let competes = engine.has_limits_across_customers();
        if competes {
            self.expect_files(
                "customers compete under these rules, so a first load takes several steps",
            )?;
        }
        let engine = if competes { engine } else { engine.settling()? };
        let name = disk::name(&self.rules);
        let title = plan.title.as_deref().unwrap_or(&name);
        let states = States::of(ledger, false).map_err(|fault| self.failed(fault))?;
        let mut night = |engine, states| {
            let job = self.job(engine, title, states);
            NightJob {
                job,
                sources: program.sources(),
                ledger,
                kind: Kind::FirstLoad,
                again: false,
                dry_run: false,
                shows: false,
                keep: 0,
            }
            .run(terminal, |seen| {
                if let Some(unread) = guards::unread(seen.whole, seen.tally, seen.figures.done) {
                    return Ok(vec![unread]);
                }
                let mut refused = guards::not_whole(seen.whole, self.yes);
                refused.extend(guards::many_rejected(seen.tally, self.yes || states.is_some()));
                Ok(refused)
            })
        };
        let mut ran = night(&engine, None)?;
        let engine = engine.with_ledger();
        // A stage is entered once, so that this comes to an end.
        while competes && ran.refused.is_empty() && ran.figures.moved > 0 {
            let next = night(&engine, Some(&states))?;
            let figures = Figures {
                new: ran.figures.new,
                assumed: ran.figures.assumed + next.figures.assumed,
                ..next.figures
            };
            ran = Ran { figures, ..ran };
        }
        Ok(ran)
    }

    /// The runs of the nights that are to be decided: of one, or with --catch-up of each that was missed.
    fn nights(
        &self,
        program: &Program,
        plan: &Arc<Plan>,
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        let mut ledger =
            Ledger::open(&self.ledger, self.wait).map_err(|fault| self.failed(fault))?;
        let Some(last) = ledger.last_run().map_err(|fault| self.failed(fault))? else {
            return Err(self.failed(crate::ledger::LedgerFault::NotALedger));
        };
        nights::check_stages(&ledger, plan)?;
        let as_of = self.moment(plan, terminal)?;
        let at = Clock::new(as_of, plan.zone.clone()).as_of();
        if at < last.at {
            let what = format!(
                "{} was last run as of {}, which is later than {as_of}",
                disk::name(&self.ledger),
                last.as_of
            );
            let help = format!("a ledger does not go back; {}", nights::restoring(&self.ledger));
            return Err(Failure::new(what).help(help));
        }
        let missed = missed::days(&last, as_of, plan);
        let days = match (self.catch_up, &*missed) {
            (true, _) => missed.into_iter().chain([as_of]).collect(),
            (false, []) => vec![as_of],
            (false, missed) => {
                let days: Vec<String> = missed.iter().map(ToString::to_string).collect();
                say::warning(
                    &format!("no run was made as of {}", missed::listed(&days)),
                    &format!("only {as_of} is decided now; to decide for each day, add --catch-up"),
                    terminal.stderr,
                );
                vec![as_of]
            }
        };
        let mut worst = Exit::Fine;
        let mut keep = self.keep;
        for day in days {
            match self.night(&mut ledger, program, plan, (day, keep), terminal)? {
                Exit::Fine => {}
                Exit::Rules => return Ok(Exit::Rules),
                exit @ (Exit::Usage | Exit::Rejected) => worst = exit,
            }
            // All that is caught up with can be undone together.
            keep = 0;
        }
        Ok(worst)
    }

    fn night(
        &self,
        ledger: &mut Ledger,
        program: &Program,
        plan: &Arc<Plan>,
        (as_of, keep): (AsOf, usize),
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        let last = ledger.last_run().map_err(|fault| self.failed(fault))?;
        let at = Clock::new(as_of, plan.zone.clone()).as_of();
        let again = last.as_ref().is_some_and(|last| last.at == at);
        let before = ledger.expected().map_err(|fault| self.failed(fault))?;
        let was_called = ledger.title().map_err(|fault| self.failed(fault))?;
        let engine = Engine::new(plan, as_of).with_ledger();
        let name = disk::name(&self.rules);
        let title = plan.title.as_deref().unwrap_or(&name);
        let states = States::of(ledger, again).map_err(|fault| self.failed(fault))?;
        let changed = match &last {
            Some(last) if !self.yes => self.changed(ledger, last, program, &engine, &states)?,
            Some(_) | None => None,
        };
        let night = NightJob {
            job: self.job(&engine, title, Some(&states)),
            sources: program.sources(),
            ledger,
            kind: Kind::Night,
            again,
            dry_run: self.dry_run,
            shows: true,
            keep,
        };
        let none = BTreeMap::new();
        let rows_before = last.as_ref().map_or(&none, |last| &last.rows);
        let guard = |seen: &Seen<'_>| {
            let Seen { figures, tally, whole, lacks } = *seen;
            if let Some(unread) = guards::unread(whole, tally, figures.done) {
                return Ok(if self.yes { Vec::new() } else { vec![unread] });
            }
            let mut refused = guards::not_whole(whole, false);
            refused.extend(guards::unknown_pauses(plan, lacks));
            refused.extend(changed);
            refused.extend(guards::fewer_rows(rows_before, &figures.rows));
            refused.extend(guards::future(at)?);
            let titles = (&was_called, &plan.title);
            refused.extend(guards::unlikely(figures, tally, before, titles, again));
            Ok(if self.yes { Vec::new() } else { refused })
        };
        let ran = night.run(terminal, guard)?;
        if !ran.refused.is_empty() {
            if self.format.tells_of_rejected() {
                // It would have been in what is not shown now.
                say::aside(&ran.outcome.tally.rejections.list(terminal.stderr), terminal.stderr);
            }
            self.tell(&ran, terminal);
            nights::say_refused(&ran.refused, terminal);
            let words = format!("nothing was written to {}\n", disk::name(&self.ledger));
            say::aside(&words, terminal.stderr);
            return Ok(Exit::Rules);
        }
        let words = written::words(&ran, &disk::name(&self.ledger), as_of, self.dry_run);
        match self.format {
            Format::Summary => say::out(&format!("\n{words}"), terminal.stdout)?,
            Format::Table
            | Format::Json
            | Format::Ndjson
            | Format::Csv
            | Format::Gifts
            | Format::GiftsNdjson => say::aside(&words, terminal.stderr),
        }
        self.tell(&ran, terminal);
        self.tell_differing(&ran.figures.differing, terminal);
        Ok(exit(&ran))
    }

    /// Warns of records that say another stage than the ledger.
    fn tell_differing(&self, differing: &Differing, terminal: &Terminal) {
        let Some(OtherStage { id, record, ledger }) = &differing.first else { return };
        let title = format!(
            "{} another stage than {}, which counts; the first is {id}: {record} in \
             the record, {ledger} in the ledger",
            counted(differing.count, "record has", "records have"),
            disk::name(&self.ledger),
        );
        let help =
            "if another system decides about stages, make what it says a field of another name";
        say::warning(&title, help, terminal.stderr);
    }

    /// Why a run by other rules than those of the last run should not be written: more than one customer in
    /// a hundred would get a gift that those would not have given them tonight.
    fn changed(
        &self,
        ledger: &Ledger,
        last: &LastRun,
        program: &Program,
        engine: &Engine,
        states: &States,
    ) -> Result<Option<Refusal>, Failure> {
        let files = ledger.rule_files(last.rules).map_err(|fault| self.failed(fault))?;
        let now = program.sources().files();
        let same = files.len() == now.len()
            && files.iter().zip(now).all(|(one, other)| one.text == other.text);
        if same || files.is_empty() {
            return Ok(None);
        }
        self.expect_files("the rules have changed, so tonight is decided with both")?;
        let unknown = |why: &str| {
            Refusal {
            what: format!("the rules have changed, and it is not known what the rules of the last run would give: {why}"),
            help: "look at what tonight would give with --dry-run --yes, and if it is right, add --yes".to_owned(),
        }
        };
        let Some(before) = nights::rules_of(&files) else {
            return Ok(Some(unknown("this version of flywheel does not read them")));
        };
        if nights::check_stages(ledger, before.plan()).is_err() {
            return Ok(Some(unknown("a stage has been renamed since")));
        }
        let old = Engine::new(before.plan(), engine.as_of()).with_ledger();
        let Gains { customers, of, gifts } = gains(self.files(Some(states)), &old, engine)?;
        if customers * 100 <= of {
            return Ok(None);
        }
        let gifts: Vec<String> =
            gifts.iter().map(|(gift, count)| format!("{} {gift}", number(*count))).collect();
        let what = format!(
            "the rules have changed, and {} of {} would get gifts that the rules of the last run would not \
             give them: {}",
            number(customers),
            counted(of, "customer", "customers"),
            gifts.join(", ")
        );
        let help =
            "to see who and why: flywheel diff OLD NEW ... --ledger; if it is right, add --yes";
        Ok(Some(Refusal { what, help: help.to_owned() }))
    }

    fn job<'a>(
        &'a self,
        engine: &'a Engine,
        title: &'a str,
        states: Option<&'a States>,
    ) -> Job<'a> {
        Job {
            format: self.format,
            changes: self.changes,
            rejects: self.rejects.as_deref().filter(|_| !self.dry_run),
            ..Job::to_look(engine, title, self.files(states))
        }
    }

    fn files<'a>(&'a self, states: Option<&'a States>) -> Files<'a> {
        let files = self.reading.of(Files::new(&self.customers, &self.tables.table));
        Files { strict: self.strict, ledger: states, ..files }
    }

    /// What is decided for: yesterday, unless it is said otherwise.
    fn moment(&self, plan: &Plan, terminal: &Terminal) -> Result<AsOf, Failure> {
        if let Some(text) = &self.as_of {
            let as_of = moment(text, &plan.zone)?;
            if let Some((title, _)) = early::warning(as_of, &plan.zone, nights::now()?) {
                let help = "leave out --as-of to decide for yesterday";
                say::warning(&title, help, terminal.stderr);
            }
            return Ok(as_of);
        }
        let today = Clock::new(AsOf::Instant(nights::now()?), plan.zone.clone()).today();
        let yesterday = today.yesterday().map_err(|error| Failure::new(error.to_string()))?;
        Ok(AsOf::Day(yesterday))
    }

    fn tell(&self, ran: &Ran, terminal: &Terminal) {
        let look = terminal.stderr;
        say::aside(&ran.outcome.warnings, look);
        let tag = look.paint(Ink::Warning, "note:");
        let notes = ran.outcome.notes.iter().map(|note| format!("{tag} {}\n", shown(note)));
        let rejected = match self.format.tells_of_rejected() && !self.first_load {
            true => String::new(),
            false => ran.outcome.tally.rejections.list(look),
        };
        say::aside(&(rejected + &notes.collect::<String>()), look);
    }

    fn failed(&self, fault: crate::ledger::LedgerFault) -> Failure {
        failure(&self.ledger, fault)
    }

    /// Whether some of the data is standard input.
    fn reads_stdin(&self) -> bool {
        let tables = self.tables.table.iter().map(|file| file.path.as_path());
        self.customers.iter().map(PathBuf::as_path).chain(tables).any(disk::is_stdin)
    }

    /// What is read several times cannot be standard input.
    fn expect_files(&self, why: &str) -> Result<(), Failure> {
        match self.reads_stdin() {
            false => Ok(()),
            true => Err(Failure::new(format!("{why}, and standard input can be read only once"))
                .help("give files instead of standard input")),
        }
    }

    /// What cannot go together.
    fn check_options(&self) -> Result<(), Failure> {
        if self.first_load && (self.format != Format::Summary || self.changes || self.catch_up) {
            return Err(Failure::new(
                "--first-load gives nothing, and only says who is in which stage",
            )
            .help("leave out --format, --changes and --catch-up"));
        }
        if self.catch_up && self.reads_stdin() {
            return Err(Failure::new("--catch-up reads the data once for each day")
                .help("give files instead of standard input"));
        }
        if self.catch_up && (self.dry_run || self.rejects.is_some()) {
            return Err(Failure::new("--catch-up makes several runs, one after the other")
                .help("leave out --dry-run and --rejects, or run each day with --as-of"));
        }
        let lines = match self.format {
            Format::Summary | Format::Ndjson | Format::GiftsNdjson => true,
            Format::Table | Format::Json | Format::Csv | Format::Gifts => false,
        };
        if self.catch_up && !lines {
            return Err(Failure::new(
                "--catch-up makes several runs, which this format cannot hold",
            )
            .help("use --format ndjson or gifts-ndjson"));
        }
        Ok(())
    }

    /// No file may be read and written at once.
    fn check_paths(&self) -> Result<(), Failure> {
        self.check_options()?;
        let tables = || self.tables.table.iter().map(|file| &file.path);
        let inputs = || std::iter::once(&self.rules).chain(&self.customers).chain(tables());
        disk::at_most_one_stdin(inputs().map(PathBuf::as_path))?;
        tables::check(&self.tables.table, &self.customers)?;
        for (option, output) in
            [("--ledger", Some(&self.ledger)), ("--rejects", self.rejects.as_ref())]
        {
            let Some(output) = output else { continue };
            if option == "--rejects" && nights::is_of_ledger(output, &self.ledger) {
                return Err(Failure::new(
                    "--rejects would overwrite the ledger, or what belongs to it",
                )
                .help("give it a name of its own"));
            }
            if disk::is_stdin(output) {
                return Err(Failure::new(format!("{option} needs a file name")));
            }
            if inputs().any(|input| disk::same(input, output)) {
                let name = disk::name(output);
                return Err(Failure::new(format!(
                    "{option} would overwrite {name}, which is being read"
                ))
                .help("give it a name of its own"));
            }
        }
        Ok(())
    }
}

fn exit(ran: &Ran) -> Exit {
    if ran.outcome.tally.rejections.count > 0 { Exit::Rejected } else { Exit::Fine }
}
