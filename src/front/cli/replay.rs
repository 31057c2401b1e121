//! `flywheel replay`: what rules would have done, day after day.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::named::named;
use super::reading::Reading;
use super::table::Tables;
use crate::front::bulk::Job;
use crate::front::files::Files;
use crate::front::replay::{ReplayJob, Replayed};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, early, rules, say, tables};
use crate::output::Named;
use crate::output::decisions::Run;
use crate::output::decisions::replay::{About, Format};
use crate::output::words::{and, counted};
use crate::plan::Plan;
use crate::problems::{Ink, shown};
use crate::run::{Engine, Every};
use crate::values::time::TimeFault;
use crate::values::{AsOf, Instant};

/// More days than this are a year that was mistyped.
const MOST_DAYS: usize = 40_000;

/// At most this many fields are named.
const NAMED: usize = 6;

/// Decide day after day, as the rules would have done
///
/// Decides for everybody as of each day in turn, each time with the stage, the tags and the gifts that the
/// rules themselves led to on the days before, and shows what changes. Events later than a day do not exist
/// yet on that day. Nothing is sent, and no files are written unless you ask for them. The exit code is 0
/// when everything went well, 1 when the rules have errors, 2 when a file could not be read or
/// written, and 3 when some customer records were rejected.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel replay rules.flywheel customers.ndjson --from 2025-01-01 --to 2025-12-31 --start-empty
  flywheel replay rules.flywheel customers.csv --from 2025-01-01 --to 2025-12-31 --format csv
  flywheel replay rules.flywheel customers.csv --table orders=orders.csv --from 2025-01-01 \\
    --to 2025-12-31 --start-empty --histories histories.ndjson")]
pub(super) struct Replay {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// Customer records, as `flywheel eval` takes them; use - for standard input
    #[arg(required_unless_present = "table")]
    customers: Vec<PathBuf>,

    #[command(flatten)]
    tables: Tables,

    /// The first day to decide for, such as 2025-01-01
    #[arg(long, value_name = "DAY")]
    from: String,

    /// The last day to decide for
    #[arg(long, value_name = "DAY")]
    to: String,

    /// How far apart the days are. The last day is always decided
    #[arg(long, value_enum, default_value_t = Step::Day)]
    every: Step,

    /// Begin without what records say of the stage, since when, of what was given and of what is owed, as
    /// if no rule had ever been applied
    #[arg(long)]
    start_empty: bool,

    /// What to write to standard output [default: summary]
    #[arg(long, value_parser = named::<Format>())]
    format: Option<Format>,

    /// With --format csv or gifts, put an apostrophe before texts that a spreadsheet would run as
    /// formulas
    #[arg(long)]
    spreadsheet: bool,

    /// Write who was in which stage from when to when to this file, a customer per line; - writes it to
    /// standard output in place of the changes
    #[arg(long, value_name = "FILE")]
    histories: Option<PathBuf>,

    /// Write the records as they are after the last day to this file, with their stages, tags and gifts
    /// and everything else as it was
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,

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

/// How far apart the days are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Step {
    Day,
    Week,
    Month,
}

impl From<Step> for Every {
    fn from(step: Step) -> Every {
        match step {
            Step::Day => Every::Day,
            Step::Week => Every::Week,
            Step::Month => Every::Month,
        }
    }
}

impl Replay {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        self.check_paths()?;
        let (from, to, every) = (day("--from", &self.from)?, day("--to", &self.to)?, self.every);
        let days = Every::from(every).days(from, to);
        check_days(&days, from, to)?;
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let strict = self.strict.then(|| program.strict_plan());
        let plan = strict.as_ref().unwrap_or(program.plan());
        warn_of_the_future(to, &plan.zone, terminal)?;
        let name = disk::name(&self.rules);
        let title = plan.title.as_deref().unwrap_or(&name);
        let engine = Engine::new(plan, AsOf::Day(to));
        let files = self.reading.of(Files::new(&self.customers, &self.tables.table));
        let files = Files { strict: self.strict, ..files };
        let (as_of, spreadsheet) = (engine.as_of(), self.spreadsheet);
        let run =
            Run { plan, title, as_of, withheld: false, why: None, changes: true, spreadsheet };
        let job = ReplayJob {
            job: Job {
                update: self.update.as_deref(),
                rejects: self.rejects.as_deref(),
                ..Job::to_look(&engine, title, files)
            },
            about: About { run, from, to, every: every.into() },
            days: &days,
            start_empty: self.start_empty,
            format: self.format(),
            histories: self.histories.as_deref(),
        };
        let replayed = job.run(terminal)?;
        self.tell(&replayed, plan, from, terminal);
        let rejected = replayed.outcome.tally.rejections.count > 0;
        Ok(if rejected { Exit::Rejected } else { Exit::Fine })
    }

    /// What is written to the standard output, unless histories are.
    fn format(&self) -> Option<Format> {
        let shows_histories = self.histories.as_deref().is_some_and(disk::is_stdin);
        (!shows_histories).then(|| self.format.unwrap_or(Format::FIRST))
    }

    /// Tells what the results do not.
    fn tell(&self, replayed: &Replayed, plan: &Plan, from: Date, terminal: &Terminal) {
        let (look, Replayed { outcome, counts, not_written }) = (terminal.stderr, replayed);
        say::aside(&outcome.warnings, look);
        warn_of_later(counts.later, from, terminal);
        let tells = self.format().is_some_and(Format::tells_of_rejected);
        let words = if tells { String::new() } else { outcome.tally.rejections.list(look) };
        let not_written = not_written.then(|| {
            let files = [&self.update, &self.histories].into_iter().flatten();
            let files: Vec<String> = files.map(|path| disk::name(path)).collect();
            let were = if files.len() == 1 { "was" } else { "were" };
            format!("{} {were} not written, because not all customers could be read", and(&files))
        });
        let notes = outcome.notes.iter().cloned().chain(not_written).chain([unknowable(&[plan])]);
        let notes = notes.map(|note| noted(&note, terminal));
        say::aside(&(words + &notes.collect::<String>()), look);
    }

    /// No file may be read and written at once, and none be written twice.
    fn check_paths(&self) -> Result<(), Failure> {
        if self.format.is_some() && self.format().is_none() {
            return Err(Failure::new("--histories - and --format both write to standard output")
                .help("give histories a file, or leave --format out"));
        }
        if self.spreadsheet && !self.format().is_some_and(Format::has_cells) {
            return Err(Failure::new("--spreadsheet needs a format with cells")
                .help("add --format csv or --format gifts"));
        }
        let customers =
            || self.customers.iter().chain(self.tables.table.iter().map(|one| &one.path));
        let inputs = || std::iter::once(&self.rules).chain(customers()).map(PathBuf::as_path);
        disk::at_most_one_stdin(inputs())?;
        tables::check(&self.tables.table, &self.customers)?;
        let outputs = [
            ("--update", self.update.as_deref()),
            ("--rejects", self.rejects.as_deref()),
            ("--histories", self.histories.as_deref().filter(|path| !disk::is_stdin(path))),
        ];
        let outputs: Vec<(&str, &Path)> =
            outputs.into_iter().filter_map(|(option, path)| Some((option, path?))).collect();
        for (place, (option, output)) in outputs.iter().enumerate() {
            check_output(option, output, inputs())?;
            if let Some((other, _)) =
                outputs[..place].iter().find(|(_, one)| disk::same(one, output))
            {
                let name = disk::name(output);
                let what = format!("{other} and {option} would both write {name}");
                return Err(Failure::new(what).help("give each its own file"));
            }
        }
        match (&self.update, self.customers.len()) {
            (Some(_), 0) => {
                let what = "--update writes the customer file again, but there is none";
                Err(Failure::new(what).help("give a file with the customers"))
            }
            (Some(_), 2..) => {
                let what = "--update writes one file, so it takes only one customer file";
                Err(Failure::new(what).help("run flywheel once for each customer file"))
            }
            (Some(_), 1) | (None, _) => Ok(()),
        }
    }
}

/// A file that can be written, and is not one that is read.
fn check_output<'p>(
    option: &str,
    output: &Path,
    mut inputs: impl Iterator<Item = &'p Path>,
) -> Result<(), Failure> {
    if output.extension().is_some_and(|extension| extension == "zst") {
        return Err(Failure::new(format!("{option} does not write zstd"))
            .help("end the name in .gz for gzip, or leave the ending out"));
    }
    if disk::is_stdin(output) {
        return Err(Failure::new(format!("{option} needs a file name")));
    }
    if inputs.any(|input| disk::same(input, output)) {
        let name = disk::name(output);
        return Err(Failure::new(format!("{option} would overwrite {name}, which is being read"))
            .help("give it a name of its own"));
    }
    Ok(())
}

/// The day that an option names.
pub(super) fn day(option: &str, text: &str) -> Result<Date, Failure> {
    match AsOf::parse_moment(text, &TimeZone::UTC) {
        Ok(AsOf::Day(day)) => Ok(day),
        Err(error @ TimeFault::TooLate) => {
            let what = format!("cannot use `{text}` for {option}: {error}");
            Err(Failure::new(what).help(format!("write an earlier day, {option} 2025-01-31")))
        }
        Ok(AsOf::Instant(_)) | Err(_) => {
            let what = format!("cannot use `{text}` for {option}: a replay goes by whole days");
            Err(Failure::new(what).help(format!("write a day, {option} 2025-01-31")))
        }
    }
}

pub(super) fn check_days(days: &[Date], from: Date, to: Date) -> Result<(), Failure> {
    if days.is_empty() {
        return Err(Failure::new(format!("--from {from} is after --to {to}")));
    }
    if days.len() > MOST_DAYS {
        return Err(Failure::new(format!("there are too many days from {from} to {to}"))
            .help("look at the years, or decide for fewer days"));
    }
    Ok(())
}

/// Warns if the last day is not over yet.
pub(super) fn warn_of_the_future(
    to: Date,
    zone: &TimeZone,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let now = Instant::try_from(SystemTime::now());
    let now = now.map_err(|error| Failure::new(error.to_string()))?;
    if let Some((title, _)) = early::warning(AsOf::Day(to), zone, now) {
        say::warning(&title, "end the replay with a day that is over", terminal.stderr);
    }
    Ok(())
}

/// Warns if records have a state from after the first day.
pub(super) fn warn_of_later(later: u64, from: Date, terminal: &Terminal) {
    if later > 0 {
        let who = counted(later, "customer has", "customers have");
        let title = format!("{who} a stage or gifts from after {from}, when the replay begins");
        let help = "to begin without what the records say of stages and gifts, add --start-empty";
        say::warning(&title, help, terminal.stderr);
    }
}

/// A note as it is shown.
pub(super) fn noted(note: &str, terminal: &Terminal) -> String {
    let look = terminal.stderr;
    let tag = look.paint(Ink::Warning, "note:");
    format!("{tag} {}\n", look.wrap(&shown(note), 6, 2))
}

/// What a replay by some rules cannot know.
pub(super) fn unknowable(plans: &[&Plan]) -> String {
    let mut fields: Vec<&str> = Vec::new();
    for field in plans.iter().flat_map(|plan| &plan.needs.fields) {
        if !fields.contains(&&*field.name) {
            fields.push(&field.name);
        }
    }
    let named = fields.iter().take(NAMED).map(|field| format!("`{field}`"));
    let more = fields.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| counted(more as u64, "other field", "other fields"));
    let named: Vec<String> = named.chain(more).collect();
    let known = match &*named {
        [] => String::new(),
        [one] => format!("{one} is as it is today, because nobody knows what it was on each day. "),
        all => {
            let all = and(all);
            format!(
                "{all} are as they are today, because nobody knows what they were on each day. "
            )
        }
    };
    format!(
        "{known}What customers did, they did under the rules of that time, and no gift of a replay was \
         ever sent."
    )
}
