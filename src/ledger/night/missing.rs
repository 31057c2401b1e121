//! The customers of a ledger whom a run did not decide.

use rusqlite::params;
use rusqlite::types::FromSql;

use super::Night;
use crate::ledger::outbox::OPEN;
use crate::ledger::{LedgerFault, Numbers};

impl Night<'_> {
    /// Cancels the gifts that wait for customers who are left out now, and those that the rules do not
    /// declare anymore: nothing says whether they are held back.
    pub(super) fn leave_out(&mut self) -> Result<(), LedgerFault> {
        let customers: Vec<i64> = self.open("customer")?;
        for customer in customers {
            if self.left_out.has(customer) {
                self.cancel("customer = ?1", params![customer], "left out")?;
            }
        }
        let plan = self.plan;
        let names: Vec<String> = self.open("gift")?;
        for name in names {
            let mut declared = plan.needs.gifts.iter().flat_map(|gift| gift.all());
            if !declared.any(|declared| *declared == name) {
                self.cancel("gift = ?1", params![name], "not in the rules")?;
            }
        }
        Ok(())
    }

    /// What a column has of gifts that are not over.
    fn open<T: FromSql>(&self, column: &str) -> Result<Vec<T>, LedgerFault> {
        let mut statement = self
            .ledger
            .connection
            .prepare(&format!("SELECT DISTINCT {column} FROM gifts WHERE {OPEN}"))?;
        let all = statement.query_map([], |row| row.get(0))?;
        Ok(all.collect::<Result<_, _>>()?)
    }

    /// Notes the customers of the ledger who were not decided, and why.
    pub(super) fn miss(&mut self, present: &Numbers, again: bool) -> Result<(), LedgerFault> {
        let connection = &self.ledger.connection;
        let mut customers = connection.prepare(
            "SELECT n, why FROM customers LEFT JOIN missing ON customer = n
             WHERE gone IS NULL AND came_run < ?1 ORDER BY n",
        )?;
        let mut rows = customers.query([self.figures.run])?;
        while let Some(row) = rows.next()? {
            let customer: i64 = row.get(0)?;
            let was: Option<String> = row.get(1)?;
            let was = was.as_deref();
            let is_done = again && was.is_none();
            let why = if self.decided.has(customer) || is_done {
                None
            } else if self.left_out.has(customer) {
                self.figures.left_out += 1;
                Some("left out")
            } else if present.has(customer) {
                self.figures.rejected += 1;
                Some("rejected")
            } else if was == Some("left out") {
                // Nobody has said that they take part again.
                continue;
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
