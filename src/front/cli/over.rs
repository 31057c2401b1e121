//! The days of a replay, for the commands that can do without.

use clap::Args;
use jiff::civil::Date;

use super::replay::{Step, check_days, day};
use crate::front::Failure;
use crate::run::Every;

/// The days of a replay.
#[derive(Debug, Args)]
pub(super) struct Over {
    /// Compare what both would have done from this day on, day after day, as `flywheel replay` does
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<String>,

    /// The last day to decide for
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,

    /// How far apart the days are; by default, each day is decided, and always the last one
    #[arg(long, value_enum, requires = "from")]
    every: Option<Step>,

    /// Begin the replay without what records say of the stage, since when, of what was given and of what
    /// is owed, as if no rule had ever been applied
    #[arg(long, requires = "from")]
    start_empty: bool,
}

/// The days that were asked for.
pub(super) struct OverDays {
    /// The first one first.
    pub dates: Vec<Date>,
    pub from: Date,
    pub to: Date,
    pub every: Every,
    pub start_empty: bool,
}

impl Over {
    /// Whether a replay is asked for.
    pub(super) fn is_some(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// The days, if a replay is asked for.
    pub(super) fn days(&self) -> Result<Option<OverDays>, Failure> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return Ok(None) };
        let (from, to) = (day("--from", from)?, day("--to", to)?);
        let every = self.every.map(Every::from).unwrap_or_default();
        let dates = every.days(from, to);
        check_days(&dates, from, to)?;
        Ok(Some(OverDays { dates, from, to, every, start_empty: self.start_empty }))
    }
}
