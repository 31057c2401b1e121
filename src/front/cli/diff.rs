//! `flywheel diff`: compares two rule files by what they decide.

use std::path::{Path, PathBuf};

use clap::Args;

use super::eval::{as_of, moment};
use super::named::named;
use super::over::{Over, OverDays};
use super::reading::Reading;
use super::replay::{noted, unknowable, warn_of_later, warn_of_the_future};
use super::state::State;
use super::table::Tables;
use crate::Program;
use crate::front::bulk::{Job, Outcome};
use crate::front::compare::{Comparing, Differences};
use crate::front::files::Files;
use crate::front::tables;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, rules, say};
use crate::output::Named;
use crate::output::diff::{Compared, Days, Format, Rules};
use crate::problems::shown;
use crate::run::Engine;
use crate::tools::diff::{Alike, Pair};
use crate::values::AsOf;

/// Compare two versions of the rules by what they decide for your customers
///
/// Decides for all customers by both rule files, and shows who would be decided differently: another
/// stage, other gifts or other tags. It says how many there are of each kind, what gifts cost more or
/// less, and for the first customers which clause makes the difference. With --from and --to, it compares
/// what both would have done day after day. Nothing is written. The exit code is 0 when everything went
/// well, 1 when the rules have errors or, with --fail-on-change, when somebody is decided differently, 2
/// when a file could not be read, and 3 when some customer records were rejected or a file changed while
/// it was being read.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel diff old.flywheel new.flywheel customers.csv
  flywheel diff old.flywheel new.flywheel customers.csv --table orders=orders.csv --as-of 2026-03-31
  flywheel diff old.flywheel new.flywheel customers.csv --from 2025-01-01 --to 2025-12-31 --start-empty
  git show HEAD:rules.flywheel | flywheel diff - rules.flywheel customers.csv --format markdown")]
pub(super) struct Diff {
    /// The rule file as it was before; use - for standard input
    old: PathBuf,

    /// The rule file as it is now
    new: PathBuf,

    /// Customer records, as `flywheel eval` takes them; use - for standard input
    customers: Vec<PathBuf>,

    #[command(flatten)]
    tables: Tables,

    /// The moment to decide for: a day such as 2026-03-31, which includes the whole day, or a time
    /// such as 2026-03-31T09:00:00Z. The default is now
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,

    #[command(flatten)]
    over: Over,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Text.name())]
    format: Format,

    /// Exit with 1 if any customer is decided differently
    #[arg(long)]
    fail_on_change: bool,

    #[command(flatten)]
    state: State,

    #[command(flatten)]
    reading: Reading,
}

impl Diff {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        self.check_paths()?;
        let (old, new) = (rules::read(&self.old, terminal)?, rules::read(&self.new, terminal)?);
        let (Some(old), Some(new)) = (old, new) else { return Ok(Exit::Rules) };
        let over = self.over.days()?;
        let as_of = match &over {
            Some(over) => {
                warn_of_the_future(over.to, &new.plan().zone, terminal)?;
                AsOf::Day(over.to)
            }
            None => as_of(self.as_of.as_deref(), new.plan(), terminal)?,
        };
        let engines =
            [Engine::new(old.plan(), self.old_as_of(as_of, &old)?), Engine::new(new.plan(), as_of)];
        let states = self.state.states(new.plan())?;
        self.state.states(old.plan())?;
        let engines =
            engines.map(|engine| if states.is_some() { engine.with_ledger() } else { engine });
        let pair = Pair::new(old.plan(), new.plan());
        let names = [&self.old, &self.new].map(|path| disk::name(path));
        let [old_rules, new_rules] =
            [(&old, &names[0]), (&new, &names[1])].map(|(program, name)| Rules {
                name,
                plan: program.plan(),
                sources: program.sources(),
            });
        let files = self.reading.of(Files::new(&self.customers, &self.tables.table));
        let files = Files { ledger: states.as_ref(), ..files };
        let days = over.as_ref().map(|over| {
            let OverDays { ref dates, from, to, every, start_empty } = *over;
            Days { dates, from, to, every, start_empty }
        });
        let comparing = Comparing {
            old: (old_rules, Job::to_look(&engines[0], &names[0], files)),
            new: (new_rules, Job::to_look(&engines[1], &names[1], files)),
            pair: &pair,
            days,
        };
        let Differences { counts, shown, outcomes, later } = comparing.run(terminal)?;
        let compared = Compared {
            old: old_rules,
            new: new_rules,
            pair: &pair,
            alike: Alike::of(old.sources(), new.sources()),
            as_of,
            days,
            counts: &counts,
            shown,
        };
        let written = self.format.write(&compared, terminal.stdout);
        match self.format {
            Format::Text => say::out(&written, terminal.stdout)?,
            Format::Json | Format::Markdown => say::exactly(written.as_bytes())?,
        }
        tell(&outcomes, &names, terminal);
        if let Some(over) = over {
            warn_of_later(later, over.from, terminal);
            let note = unknowable(&[new.plan(), old.plan()]);
            say::aside(&noted(&note, terminal), terminal.stderr);
        }
        let rejected = outcomes.iter().any(|outcome| outcome.tally.rejections.count > 0);
        Ok(match (self.fail_on_change && counts.different > 0, rejected) {
            (true, _) => Exit::Rules,
            (false, true) => Exit::Rejected,
            (false, false) => Exit::Fine,
        })
    }

    /// The moment for the old rules, whose days may begin at another time.
    fn old_as_of(&self, as_of: AsOf, old: &Program) -> Result<AsOf, Failure> {
        match &self.as_of {
            None => Ok(as_of),
            Some(text) => moment(text, &old.plan().zone),
        }
    }

    /// Two rule files come first, and then the customers.
    fn check_paths(&self) -> Result<(), Failure> {
        let is_rules = |path: &Path| path.extension().is_some_and(|end| end == "flywheel");
        let is_data = |path: &Path| {
            let ends = ["csv", "tsv", "json", "ndjson", "jsonl", "xlsx", "gz", "zst"];
            path.extension().is_some_and(|end| ends.iter().any(|other| end == *other))
        };
        for path in [&self.old, &self.new] {
            if is_data(path) {
                return Err(one_rule_file(path, is_rules(&self.old).then_some(&self.old)));
            }
        }
        if let Some(third) = self.customers.iter().find(|path| is_rules(path)) {
            let what = format!("{} is a third rule file", disk::name(third));
            return Err(Failure::new(what).help("compare two at a time; each can `use` others"));
        }
        if self.customers.is_empty() && self.tables.table.is_empty() {
            let what = "no customers are given";
            return Err(Failure::new(what).help(format!(
                "write flywheel diff {} {} customers.csv",
                disk::name(&self.old),
                disk::name(&self.new)
            )));
        }
        if self.over.is_some() && self.as_of.is_some() {
            let what = "--as-of and --from cannot be combined: a replay decides as of each day";
            return Err(Failure::new(what).help("leave out --as-of, or --from and --to"));
        }
        if self.over.is_some() && self.state.is_some() {
            let what =
                "--ledger and --from cannot be combined: a ledger knows only the state of today";
            return Err(Failure::new(what)
                .help("leave out --ledger and add --start-empty, or leave out --from and --to"));
        }
        let tables = self.tables.table.iter().map(|file| &file.path);
        let inputs = [&self.old, &self.new].into_iter().chain(&self.customers).chain(tables);
        disk::at_most_one_stdin(inputs.map(PathBuf::as_path))?;
        tables::check(&self.tables.table, &self.customers)
    }
}

/// Customers are given where a rule file is expected.
fn one_rule_file(data: &Path, rules: Option<&PathBuf>) -> Failure {
    let rules = rules.map_or("rules.flywheel".to_owned(), |path| disk::name(path));
    let data = disk::name(data);
    Failure::new(format!("{data} is not a rule file, and diff compares two of them")).help(format!(
        "give the old rules, the new rules, and then the customers. For the version that git has:\n\
         git show HEAD:./{rules} > old.flywheel\n\
         flywheel diff old.flywheel {rules} {data}"
    ))
}

/// Tells what the comparison does not: what is said of the records under both rule files once, and then
/// what is said under only one of them.
fn tell(outcomes: &[Outcome; 2], names: &[String; 2], terminal: &Terminal) {
    let look = terminal.stderr;
    let said = outcomes.each_ref().map(|outcome| outcome.words(look));
    let [old, new] = said.each_ref().map(|said| said.lines().collect::<Vec<_>>());
    let both: Vec<&str> = new.iter().copied().filter(|line| old.contains(line)).collect();
    let mut words: String = both.iter().map(|line| format!("{line}\n")).collect();
    for (lines, name) in [(&old, &names[0]), (&new, &names[1])] {
        let only: Vec<&str> = lines.iter().copied().filter(|line| !both.contains(line)).collect();
        if !only.is_empty() {
            words.push_str(&format!("with {}:\n", shown(name)));
            only.iter().for_each(|line| words.push_str(&format!("  {line}\n")));
        }
    }
    say::aside(&words, look);
}
