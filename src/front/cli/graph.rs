//! `flywheel graph`: the lifecycle as a picture.

use std::path::PathBuf;

use clap::Args;

use super::eval::as_of;
use super::named::named;
use super::reading::{Kind, Reading};
use super::table::Tables;
use crate::Program;
use crate::front::bulk::Job;
use crate::front::files::Files;
use crate::front::tables;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, rules, say};
use crate::output::Named;
use crate::output::wheel::{Census, Counted, Format, Picture};
use crate::problems::{Ink, shown};
use crate::run::{Engine, Observer};
use crate::tools::wheel::Wheel;
use crate::values::Clock;

/// Draw the lifecycle as a picture
///
/// The stages are in a ring, in the order of the file. Each arrow has a number, and a list next to
/// the ring says what moves customers along it. With customer files, the picture also says how many
/// customers are in each stage, and how many move along each arrow. The exit code is 0 when
/// everything went well, 1 when the rules have errors, 2 when a file could not be read, and 3 when
/// some customer records were rejected or a file changed while it was being read.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel graph rules.flywheel > lifecycle.svg
  flywheel graph rules.flywheel customers.csv --as-of 2026-03-31 > lifecycle.svg
  flywheel graph rules.flywheel --format mermaid")]
pub(super) struct Graph {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// Customer records, as `flywheel eval` takes them; use - for standard input
    customers: Vec<PathBuf>,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Svg.name())]
    format: Format,

    #[command(flatten)]
    tables: Tables,

    /// The moment to count for: a day such as 2026-03-31, which includes the whole day, or a time
    /// such as 2026-03-31T09:00:00Z. The default is now
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,

    #[command(flatten)]
    reading: Reading,
}

impl Graph {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let tables = self.tables.table.iter().map(|file| &file.path);
        let inputs = std::iter::once(&self.rules).chain(&self.customers).chain(tables);
        disk::at_most_one_stdin(inputs.map(PathBuf::as_path))?;
        tables::check(&self.tables.table, &self.customers)?;
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let name = disk::name(&self.rules);
        let wheel = Wheel::of(program.model(), program.plan(), program.sources(), &name);
        if self.customers.is_empty() && self.tables.table.is_empty() {
            self.needs_customers()?;
            return self.write(Picture { wheel: &wheel, numbers: None }, Exit::Fine);
        }
        let (counted, as_of) = self.count(&program, &wheel.title, terminal)?;
        let exit = match counted.tally.rejections.count {
            0 => Exit::Fine,
            _ => Exit::Rejected,
        };
        self.write(Picture { wheel: &wheel, numbers: Some((&counted.numbers, &as_of)) }, exit)
    }

    fn write(&self, picture: Picture<'_>, exit: Exit) -> Result<Exit, Failure> {
        say::exactly(self.format.write(picture).as_bytes())?;
        Ok(exit)
    }

    /// What is about customers means nothing without them.
    fn needs_customers(&self) -> Result<(), Failure> {
        let option = match (&self.as_of, &self.reading.sheet, self.reading.input) {
            (Some(_), ..) => "--as-of",
            (None, Some(_), _) => "--sheet",
            (None, None, Kind::Ndjson | Kind::Json | Kind::Csv) => "--input",
            (None, None, Kind::Auto) => return Ok(()),
        };
        Err(Failure::new(format!("{option} is about customers, and there are none"))
            .help("give a customer file to count them, or leave this out"))
    }

    /// Counts the customers, and says what else there is to say of their files.
    fn count(
        &self,
        program: &Program,
        title: &str,
        terminal: &Terminal,
    ) -> Result<(Counted, String), Failure> {
        let plan = program.plan();
        let engine = Engine::new(plan, as_of(self.as_of.as_deref(), plan, terminal)?);
        let files = self.reading.of(Files::new(&self.customers, &self.tables.table));
        let job = Job::to_look(&engine, title, files);
        let moment = Clock::new(engine.as_of(), plan.zone.clone());
        let census = Census { plan, as_of: moment.as_of() };
        let mut counted = census.begin();
        let outcome =
            job.observe(terminal, &census, &mut counted, Counted::merge, |all| all.tally.clone())?;
        let look = terminal.stderr;
        say::aside(&outcome.warnings, look);
        let mut words = outcome.tally.rejections.list(look);
        for note in outcome.notes {
            let tag = look.paint(Ink::Warning, "note:");
            words.push_str(&format!("{tag} {}\n", shown(&note)));
        }
        say::aside(&words, look);
        let day = plan.zone.to_datetime(moment.as_of()).date();
        Ok((counted, day.to_string()))
    }
}
