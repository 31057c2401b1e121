//! The customers of a ledger whom a run did not decide.

use rusqlite::params;
use rusqlite::types::FromSql;

use super::Night;
use crate::ledger::LedgerFault;
use crate::ledger::outbox::OPEN;

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
    pub(super) fn miss(&mut self, again: bool) -> Result<(), LedgerFault> {
        self.find_again()?;
        let connection = &self.ledger.connection;
        let last = "SELECT coalesce(max(n), 0) FROM customers";
        let last: i64 = connection.query_row(last, [], |row| row.get(0))?;
        let mut customers = connection.prepare(
            "SELECT n, why FROM customers LEFT JOIN missing ON customer = n
             WHERE n BETWEEN ?1 AND ?2 AND gone IS NULL AND came_run < ?3",
        )?;
        let mut note = connection.prepare("INSERT OR REPLACE INTO missing VALUES (?1, ?2, ?3)")?;
        for (from, to) in self.decided.gaps(last) {
            let mut rows = customers.query([from, to, self.figures.run])?;
            while let Some(row) = rows.next()? {
                let customer: i64 = row.get(0)?;
                let was: Option<String> = row.get(1)?;
                let was = was.as_deref();
                if again && was.is_none() {
                    // The run before decided for them.
                    continue;
                }
                let why = if self.left_out.has(customer) {
                    self.figures.left_out += 1;
                    "left out"
                } else if self.rejected.has(customer) {
                    self.figures.rejected += 1;
                    // Nobody has said that they take part again.
                    was.filter(|was| *was == "left out").unwrap_or("rejected")
                } else if was == Some("left out") || again {
                    // Nobody has said that they take part again, or the run before has missed them.
                    continue;
                } else {
                    self.figures.absent += 1;
                    self.figures.newly_absent += u64::from(was != Some("absent"));
                    "absent"
                };
                if was != Some(why) {
                    note.execute(params![customer, self.figures.run, why])?;
                }
            }
        }
        Ok(())
    }

    /// Removes the note of customers who were not decided before and are now.
    fn find_again(&self) -> Result<(), LedgerFault> {
        let connection = &self.ledger.connection;
        let mut missing = connection.prepare("SELECT customer FROM missing")?;
        let missing = missing.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let mut forget = connection.prepare("DELETE FROM missing WHERE customer = ?1")?;
        for customer in missing.into_iter().filter(|customer| self.decided.has(*customer)) {
            forget.execute([customer])?;
        }
        Ok(())
    }
}
