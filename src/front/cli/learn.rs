//! What a simulation learns from, on the command line.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::report::date;
use crate::Program;
use crate::front::Failure;
use crate::front::histories::{Faults, Histories};
use crate::report::{Measuring, Period};
use crate::tools::asked::asked;
use crate::tools::simulate::Learning;

/// The longest rotation: 100 years.
const LONGEST: u32 = 36_500;

#[derive(Debug, Args)]
pub(super) struct Learn {
    /// Measure what the blocks do not say in this file of histories; use - for standard input
    #[arg(long, value_name = "HISTORIES", requires = "rotation")]
    measured: Option<PathBuf>,

    /// Measure it in this ledger, which is only read
    #[cfg(feature = "ledger")]
    #[arg(long, value_name = "FILE", requires = "rotation", conflicts_with = "measured")]
    ledger: Option<PathBuf>,

    /// How long a rotation is, in days or weeks, such as 90d or 13w
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    rotation: Option<u32>,

    /// The last day that the histories know of; by default, the latest day in them, or in the ledger
    #[arg(long, value_name = "DAY", value_parser = date, requires = "rotation")]
    as_of: Option<Date>,

    /// What the bootstraps are drawn with: the same number gives the same ranges on every machine
    #[arg(long, value_name = "N", default_value_t = 0, requires = "rotation")]
    seed: u64,
}

impl Learn {
    /// The files to read.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.measured.iter().map(PathBuf::as_path)
    }

    /// The histories to learn from, and the days of a rotation, if there is something to learn from.
    pub(super) fn source(&self) -> Result<Option<(Histories, u32)>, Failure> {
        #[cfg(feature = "ledger")]
        let ledger = self.ledger.as_deref();
        #[cfg(not(feature = "ledger"))]
        let ledger: Option<&Path> = None;
        let histories = match (ledger, self.measured.as_deref()) {
            #[cfg(feature = "ledger")]
            (Some(ledger), _) => Histories::of_ledger(ledger)?,
            #[cfg(not(feature = "ledger"))]
            (Some(_), _) => return Ok(None),
            (None, Some(file)) => Histories::of_file(file)?,
            (None, None) if self.rotation.is_some() => {
                let what = "a rotation has a length only if something is measured";
                return Err(Failure::new(what).help(
                    "say what to measure, such as --measured histories.ndjson, or leave out --rotation",
                ));
            }
            (None, None) => return Ok(None),
        };
        Ok(self.rotation.map(|rotation| (histories, rotation)))
    }

    /// Learns from histories, with what is wrong with some of them.
    pub(super) fn learning(
        &self,
        program: &Program,
        histories: &Histories,
        rotation: u32,
    ) -> Result<(Learning, Faults), Failure> {
        let known =
            self.known(histories.known_days(program.plan())?, rotation, &histories.name())?;
        let asked = asked(program.model());
        let mut measuring = Measuring::new(&asked, known, rotation);
        let faults = histories.each(program.plan(), |history| measuring.add(history))?;
        Ok((Learning::of(measuring.measured(), self.seed), faults))
    }

    /// The days that are known, of which there must be enough for a rotation.
    fn known(&self, known: Period, rotation: u32, name: &str) -> Result<Period, Failure> {
        let last = self.as_of.unwrap_or(known.to);
        if last < known.from {
            let what = format!("nothing is known of the time until {last}");
            let help = format!("{name} knows {} to {}", known.from, known.to);
            return Err(Failure::new(what).help(help));
        }
        let known = Period { from: known.from, to: last };
        if known.days() < rotation {
            let days = known.days();
            let what = format!("a rotation of {rotation} days is longer than what is known");
            let help = format!(
                "{name} knows {} to {}: write --rotation {days}d or less, or --as-of with a later day if nothing happened \
                 since",
                known.from, known.to
            );
            return Err(Failure::new(what).help(help));
        }
        Ok(known)
    }
}

/// A length such as 90d or 13w, in days.
fn length(text: &str) -> Result<u32, String> {
    let text = text.trim();
    let wrong = || format!("\"{text}\" is not a number of days or weeks, such as 90d or 13w");
    let (number, unit) = match (text.strip_suffix('d'), text.strip_suffix('w')) {
        (Some(days), _) => (days, 1),
        (None, Some(weeks)) => (weeks, 7),
        (None, None) => return Err(wrong()),
    };
    let number: u32 = number.trim().parse().map_err(|_| wrong())?;
    match number.checked_mul(unit) {
        Some(0) => Err("a rotation takes at least one day: write 1d or more".to_owned()),
        Some(days) if days <= LONGEST => Ok(days),
        Some(_) | None => Err(format!("a rotation takes at most {LONGEST} days")),
    }
}
