//! `flywheel simulate`: projects the lifecycle with headcounts.

use std::path::PathBuf;

use clap::Args;

use super::named::named;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, rules, say};
use crate::output::Named;
use crate::output::simulation::Format;
use crate::tools::simulate::{MOST_ROTATIONS, Outcome};

/// Project the lifecycle with headcounts, without customer records
///
/// Runs the `simulate` blocks of a rule file and shows how many people enter each stage, rotation
/// by rotation, with and without referrals. The exit code is 0 when everything went well, 1 when
/// the rules have errors, and 2 when the file could not be read or has no `simulate` block.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel simulate rules.flywheel
  flywheel simulate rules.flywheel --rotations 12 --format csv
  flywheel simulate rules.flywheel --format svg > chart.svg")]
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
}

impl Simulate {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let model = program.model();
        let name = disk::name(&self.rules);
        let outcomes: Vec<Outcome<'_>> = model
            .simulations
            .iter()
            .map(|simulation| Outcome::of(model, simulation, self.rotations))
            .collect();
        if outcomes.is_empty() {
            return Err(Failure::new(format!("{name} has no `simulate` block")).help(
                "add one, such as\n\
                 simulate \"One prospect for each advocate\"\n  \
                 100 enter Engaged each rotation\n  \
                 75% of Engaged move to Advocate\n  \
                 each in Advocate brings 1 to Engaged",
            ));
        }
        let title = model.title.as_deref().unwrap_or(&name);
        let text = self.format.write(title, &outcomes, terminal.stdout);
        say::exactly(text.as_bytes())?;
        Ok(Exit::Fine)
    }
}
