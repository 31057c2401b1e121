//! Customers who have more than one id, because others were merged into them.

use rusqlite::Connection;

use super::{LedgerFault, States};

/// The number of the customer who has an id: of somebody who was merged, that of who is there now.
pub(super) fn customer(connection: &Connection, id: &str) -> Result<Option<i64>, LedgerFault> {
    let query = "SELECT coalesce((SELECT customer FROM aliases WHERE id = ?1),
                                 (SELECT n FROM customers WHERE id = ?1))";
    Ok(connection.query_row(query, [id], |row| row.get(0))?)
}

impl States {
    /// The ids of customers who were merged, each with that of the customer who is there now.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn other_ids(&self) -> Result<Vec<(String, String)>, LedgerFault> {
        let connection = self.reading()?;
        let query = "SELECT a.id, c.id FROM aliases a JOIN customers c ON c.n = a.customer";
        let mut statement = connection.prepare(query)?;
        let ids = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}
