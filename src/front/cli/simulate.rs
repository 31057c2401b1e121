//! `flywheel simulate`: projects the lifecycle with headcounts.

use std::path::PathBuf;

use clap::Args;

use super::learn::Learn;
use super::named::named;
use crate::Program;
use crate::front::histories::Histories;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, rules, say};
use crate::output::Named;
use crate::output::simulation::Format;
use crate::tools::simulate::{Learning, MOST_ROTATIONS, Outcome};

/// Project the lifecycle with headcounts, without customer records
///
/// Runs the `simulate` blocks of a rule file and shows how many people enter each stage, rotation
/// by rotation, with and without referrals. With --measured or --ledger, it measures what the blocks
/// do not say, and shows how far the results may be off by chance. The exit code is 0 when everything
/// went well, 1 when the rules have errors, 2 when a file could not be read or there is nothing to
/// simulate, and 3 when some histories were rejected.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel simulate rules.flywheel
  flywheel simulate rules.flywheel --rotations 12 --format csv
  flywheel simulate rules.flywheel --format svg > chart.svg
  flywheel simulate rules.flywheel --measured histories.ndjson --rotation 90d")]
pub(super) struct Simulate {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// How many rotations to simulate, at most 200
    #[arg(
        long,
        value_name = "N",
        default_value_t = 5,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_ROTATIONS)),
    )]
    rotations: u32,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Table.name())]
    format: Format,

    #[command(flatten)]
    learn: Learn,
}

impl Simulate {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        disk::at_most_one_stdin(self.learn.paths().chain([self.rules.as_path()]))?;
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        match self.learn.source()? {
            None => self.supposed(&program, terminal),
            Some((histories, rotation)) => self.learned(&program, histories, rotation, terminal),
        }
    }

    /// Runs the blocks as they are, without those that only complete what is measured.
    fn supposed(&self, program: &Program, terminal: &Terminal) -> Result<Exit, Failure> {
        let model = program.model();
        let simulations = model.simulations.iter().filter(|one| !one.newcomers.is_empty());
        let outcomes: Vec<Outcome<'_>> =
            simulations.map(|simulation| Outcome::of(model, simulation, self.rotations)).collect();
        if outcomes.is_empty() && !model.simulations.is_empty() {
            return Err(Failure::new("nobody enters any simulation")
                .help("say who enters, or learn it from histories with --measured or --ledger"));
        }
        if outcomes.is_empty() {
            let name = disk::name(&self.rules);
            return Err(Failure::new(format!("{name} has no `simulate` block")).help(
                "add one, such as\n\
                 simulate \"One prospect for each advocate\"\n  \
                 100 enter Engaged each rotation\n  \
                 75% of Engaged move to Advocate\n  \
                 each in Advocate brings 1 to Engaged",
            ));
        }
        self.write(program, None, &outcomes, terminal)?;
        Ok(Exit::Fine)
    }

    /// Runs what histories say, and the blocks completed with it.
    fn learned(
        &self,
        program: &Program,
        histories: Histories,
        rotation: u32,
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        let model = program.model();
        let (learning, faults) = self.learn.learning(program, &histories, rotation)?;
        let blocks = Learning::blocks(model);
        let completed: Vec<_> =
            blocks.iter().map(|block| learning.completed(block, &learning.rates)).collect();
        let both = blocks.iter().zip(&completed);
        let outcomes: Vec<Outcome<'_>> = both
            .map(|(block, completed)| learning.outcome(model, block, completed, self.rotations))
            .collect();
        let name = histories.name();
        self.write(program, Some((&learning, &name)), &outcomes, terminal)?;
        say::aside(&faults.list(&name, terminal.stderr), terminal.stderr);
        Ok(if faults.count() > 0 { Exit::Rejected } else { Exit::Fine })
    }

    fn write(
        &self,
        program: &Program,
        learning: Option<(&Learning, &str)>,
        outcomes: &[Outcome<'_>],
        terminal: &Terminal,
    ) -> Result<(), Failure> {
        let name = disk::name(&self.rules);
        let title = program.model().title.as_deref().unwrap_or(&name);
        let text = self.format.write(title, learning, outcomes, terminal.stdout);
        say::exactly(text.as_bytes())
    }
}
