//! A first load that is a replay.

use rusqlite::params;

use super::Night;
use crate::eval::Given;
use crate::ledger::instants::nanos;
use crate::ledger::{LedgerFault, Lived};
use crate::values::Instant;

impl Night<'_> {
    /// Writes what a replay made of customers whom the ledger does not know.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn write_lived(&mut self, all: &[Lived]) -> Result<(), LedgerFault> {
        all.iter().try_for_each(|lived| self.lived(lived))
    }

    fn lived(&mut self, lived: &Lived) -> Result<(), LedgerFault> {
        let came_by = if lived.brought_stage { "record" } else { self.kind.word() };
        let customer = self.take_in(&lived.id, came_by, &lived.stays)?;
        self.tags(customer, &lived.tags)?;
        self.owed(customer, &lived.owed)?;
        lived.brought.iter().try_for_each(|grant| self.brought(customer, &lived.id, grant))?;
        lived.given.iter().try_for_each(|(at, given)| self.assumed(customer, *at, given))?;
        for (experiment, arm, at) in &lived.arms {
            let experiment = &self.plan.experiments[*experiment];
            let arm = experiment.arms[usize::from(*arm)].name.as_str();
            self.ledger
                .connection
                .prepare_cached("INSERT OR IGNORE INTO exposures VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![customer, experiment.name, arm, nanos(*at)?, self.figures.run])?;
        }
        if let Some(why) = lived.missing {
            self.ledger
                .connection
                .prepare_cached("INSERT INTO missing VALUES (?1, ?2, ?3)")?
                .execute(params![customer, self.figures.run, why])?;
        }
        self.figures.decided += 1;
        Ok(())
    }

    /// Writes a gift that a replay gave: it was never sent.
    fn assumed(&mut self, customer: i64, at: Instant, given: &Given) -> Result<(), LedgerFault> {
        let event = given.event.as_deref().unwrap_or_default();
        let name = &self.plan.needs.gifts[given.gift].written;
        let connection = &self.ledger.connection;
        connection
            .prepare_cached(
                "INSERT INTO gifts (customer, gift, kind, \"for\", nth, what, rule, at, run, cost, worth)
                 VALUES (?1, ?2, ?3, ?4,
                   (SELECT count(*) FROM gifts WHERE customer = ?1 AND gift = ?2 AND \"for\" = ?4
                      AND what = 'given'),
                   'assumed', ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                customer,
                name,
                self.plan.gifts[given.gift].kind.word(),
                event,
                self.rule(given.rule),
                nanos(at)?,
                self.figures.run,
                given.cost.map(|cost| cost.to_string()),
                given.worth.map(|worth| worth.to_string()),
            ])?;
        self.figures.assumed += 1;
        Ok(())
    }
}
