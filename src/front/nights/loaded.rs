//! What a first load has come to, in words.

use jiff::civil::Date;

use super::{failure, together};
use crate::Program;
use crate::front::{Failure, disk};
use crate::ledger::{Ledger, LedgerFault};
use crate::output::words::{counted, number};
use crate::plan::Plan;
use crate::problems::{Look, shown};
use crate::values::{AsOf, Clock};

/// A first load.
pub(in crate::front) struct Loaded<'a> {
    pub ledger: &'a Ledger,
    pub program: &'a Program,
    pub plan: &'a Plan,
    pub as_of: AsOf,
    /// How many customers the rules leave out, who are not in the ledger.
    pub left_out: u64,
    /// The day with which it began, if it was a replay.
    pub from: Option<Date>,
    pub dry_run: bool,
}

impl Loaded<'_> {
    /// How many customers are where, and what is to be known about that.
    pub(in crate::front) fn words(&self, look: Look) -> Result<String, Failure> {
        self.said(look).map_err(|fault| failure(self.ledger.path(), fault))
    }

    fn said(&self, look: Look) -> Result<String, LedgerFault> {
        let (ledger, dry_run) = (self.ledger, self.dry_run);
        let (stages, assumed) = (ledger.stages()?, ledger.assumed()?);
        let made = if dry_run { "would have" } else { "has" };
        let customers = counted(ledger.customers()?, "customer", "customers");
        let mut words = format!("{} {made} {customers}:\n\n", shown(&disk::name(ledger.path())));
        let width = stages.iter().map(|(_, count)| number(*count).len()).max().unwrap_or_default();
        for (stage, count) in &stages {
            let count = number(*count);
            words.push_str(&format!("  {count:>width$}  {}\n", shown(&self.called(stage))));
        }
        if self.left_out > 0 {
            let verb = match (dry_run, self.left_out) {
                (true, _) => "would be",
                (false, 1) => "was",
                (false, _) => "were",
            };
            words.push_str(&format!("\n{} {verb} left out.\n", number(self.left_out)));
        }
        if assumed > 0 {
            let gifts = counted(assumed, "gift", "gifts");
            let was = if dry_run { "would be" } else { "was" };
            words.push_str(&match self.from {
                Some(from) => format!(
                    "\nNothing {was} given. {gifts} that the rules would have given since {from} count as \
                     given\nbefore, for how often they may be given.\n"
                ),
                None => format!(
                    "\nNothing {was} given. {gifts} that the rules would give today count as given before, \
                     so that they\nare not all sent tomorrow.\n"
                ),
            });
        }
        // A replay has entered stages on the days when that happened.
        if self.from.is_none() {
            words.push_str(&self.together(look)?);
        }
        Ok(words)
    }

    /// What comes true for everybody at once, because all are new in their stages.
    fn together(&self, look: Look) -> Result<String, LedgerFault> {
        let clock = Clock::new(self.as_of, self.plan.zone.clone());
        let entered = self.ledger.entered_at(clock.as_of())?;
        let rules = (self.plan, self.program.sources());
        let said = together::said(rules, &clock, (clock.as_of(), &entered), look);
        Ok(said.map_or_else(String::new, |all| {
            format!(
                "\nFor {}, the time in their stage begins on {}. So it is over for all of them on the same\n\
                 day, and the rule does what it says for all who meet the rest of its condition:\n\n{all}",
                counted(entered.values().sum(), "customer", "customers"),
                clock.today()
            )
        }))
    }

    /// What the rules call a stage that records call something else.
    fn called(&self, outside: &str) -> String {
        let place = self.plan.needs.stages.iter().position(|stage| stage == outside);
        place.map_or_else(|| outside.to_owned(), |place| self.plan.stages[place].name.clone())
    }
}
