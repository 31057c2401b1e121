//! The customers of a ledger whom a run did not decide.

use std::collections::BTreeMap;

use rusqlite::params;

use super::Night;
use crate::ledger::{LedgerFault, Numbers};

impl Night<'_> {
    /// Cancels the gifts that wait for customers who are left out now.
    pub(super) fn leave_out(&mut self) -> Result<(), LedgerFault> {
        let mut waiting = self
            .ledger
            .connection
            .prepare("SELECT DISTINCT customer FROM gifts WHERE status IN ('waiting', 'failed')")?;
        let waiting = waiting.query_map([], |row| row.get::<_, i64>(0))?;
        for customer in waiting.collect::<Result<Vec<_>, _>>()? {
            if self.left_out.has(customer) {
                let canceled = self.ledger.connection.execute(
                    "UPDATE gifts SET status = 'canceled', reason = 'left out', shown = NULL
                     WHERE customer = ?1 AND status IN ('waiting', 'failed')",
                    [customer],
                )?;
                self.figures.canceled += canceled as u64;
            }
        }
        Ok(())
    }

    /// Notes the customers of the ledger who were not decided, and why.
    pub(super) fn miss(&mut self, present: &Numbers, again: bool) -> Result<(), LedgerFault> {
        let connection = &self.ledger.connection;
        let before: BTreeMap<i64, String> = connection
            .prepare("SELECT customer, why FROM missing")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut customers = connection
            .prepare("SELECT n FROM customers WHERE gone IS NULL AND came_run < ?1 ORDER BY n")?;
        let mut rows = customers.query([self.figures.run])?;
        while let Some(row) = rows.next()? {
            let customer: i64 = row.get(0)?;
            let was = before.get(&customer).map(String::as_str);
            let is_done = again && was.is_none();
            let why = if self.decided.has(customer) || is_done {
                None
            } else if self.left_out.has(customer) {
                self.figures.left_out += 1;
                Some("left out")
            } else if present.has(customer) {
                self.figures.rejected += 1;
                Some("rejected")
            } else if again {
                // The others were missed the first time.
                continue;
            } else {
                self.figures.absent += 1;
                self.figures.newly_absent += u64::from(was != Some("absent"));
                Some("absent")
            };
            match (was, why) {
                (was, why) if was == why => {}
                (_, None) => {
                    connection
                        .prepare_cached("DELETE FROM missing WHERE customer = ?1")?
                        .execute([customer])?;
                }
                (_, Some(why)) => {
                    connection
                        .prepare_cached("INSERT OR REPLACE INTO missing VALUES (?1, ?2, ?3)")?
                        .execute(params![customer, self.figures.run, why])?;
                }
            }
        }
        Ok(())
    }
}
