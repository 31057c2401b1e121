//! Customers who asked to be forgotten.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::aliases::customer;
use super::change::Change;
use super::file::checkpoint;
use super::{Ledger, LedgerFault, States};

/// Which ids are those of customers who asked to be forgotten. Only hashes of them are kept.
#[derive(Clone, Debug)]
pub struct Forgotten {
    salt: String,
    marks: HashSet<String>,
}

/// What came of forgetting somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgot {
    /// The ledger knew them, and does not anymore.
    Now,
    /// They had asked before.
    Before,
    /// The ledger did not know them.
    Stranger,
}

impl Forgotten {
    /// Whether an id is that of such a customer.
    pub fn has(&self, id: &str) -> bool {
        self.marks.contains(&mark(&self.salt, id))
    }

    /// All of a ledger; `None` if there are none.
    fn of(connection: &Connection) -> Result<Option<Forgotten>, LedgerFault> {
        let mut statement = connection.prepare("SELECT mark FROM forgotten")?;
        let marks = statement.query_map([], |row| row.get(0))?;
        let marks: HashSet<String> = marks.collect::<Result<_, _>>()?;
        Ok(if marks.is_empty() { None } else { Some(Forgotten { salt: salt(connection)?, marks }) })
    }
}

impl States {
    /// The customers who asked to be forgotten, if there are some: they take no part in anything, though
    /// the data may still have them.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn forgotten(&self) -> Result<Option<Forgotten>, LedgerFault> {
        Forgotten::of(&self.reading()?)
    }
}

impl Ledger {
    /// Forgets a customer: the id, tags, keys and what the rules show are erased, and what waits is
    /// canceled. The moves and gifts stay without a person, because budgets count them. A salted hash of
    /// the id stays too, so that the next export does not bring the customer back. Yields what came
    /// of that.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn forget(&mut self, id: &str) -> Result<Forgot, LedgerFault> {
        let id = &*self.folded(id)?;
        let change = Change::begin(self, "forget")?;
        let transaction = &change.connection;
        let known = customer(transaction, id)?;
        let forgot = match known {
            Some(_) => Forgot::Now,
            None if is_forgotten(transaction, id)? => Forgot::Before,
            None => Forgot::Stranger,
        };
        let salt = salt(transaction)?;
        let mut ids = vec![id.to_owned()];
        if let Some(customer) = known {
            let query = "SELECT id FROM customers WHERE n = ?1 AND id IS NOT NULL
                         UNION SELECT id FROM aliases WHERE customer = ?1";
            let mut statement = transaction.prepare(query)?;
            let others = statement.query_map([customer], |row| row.get(0))?;
            ids.extend(others.collect::<Result<Vec<String>, _>>()?);
        }
        for id in &ids {
            let mark = mark(&salt, id);
            transaction.execute("INSERT OR IGNORE INTO forgotten VALUES (?1)", [mark])?;
        }
        if let Some(customer) = known {
            transaction.execute(
                "UPDATE gifts SET status = 'canceled', reason = 'forgotten'
                 WHERE customer = ?1 AND status IN ('waiting', 'failed')",
                [customer],
            )?;
            for statement in ERASE {
                transaction.execute(statement, params![customer])?;
            }
        }
        change.commit()?;
        // What was erased is not to stay in the log.
        checkpoint(&self.connection)?;
        Ok(forgot)
    }
}

/// What is erased of a customer.
const ERASE: [&str; 5] = [
    // The key of what has been handed out stays until somebody says what became of it.
    "UPDATE gifts SET key = CASE status WHEN 'handed' THEN key END, shown = NULL, goes_to = NULL,
       handed_as = NULL, \"for\" = '' WHERE customer = ?1",
    // So are the ids of those who were merged into them.
    "UPDATE customers SET id = NULL, tags = NULL, untags = NULL
     WHERE id IN (SELECT id FROM aliases WHERE customer = ?1)",
    // A report sees them until the last run.
    "UPDATE customers SET id = NULL, tags = NULL, untags = NULL, owed = NULL, gone = 'forgotten',
       changed_run = coalesce((SELECT max(n) FROM runs), changed_run) WHERE n = ?1",
    "DELETE FROM missing WHERE customer = ?1",
    "DELETE FROM aliases WHERE customer = ?1",
];

/// Whether an id is that of a customer who asked to be forgotten.
pub(super) fn is_forgotten(connection: &Connection, id: &str) -> Result<bool, LedgerFault> {
    let query = "SELECT EXISTS (SELECT 1 FROM forgotten WHERE mark = ?1)";
    Ok(connection.query_row(query, [mark(&salt(connection)?, id)], |row| row.get(0))?)
}

fn salt(connection: &Connection) -> Result<String, LedgerFault> {
    Ok(connection.query_row("SELECT salt FROM meta", [], |row| row.get(0))?)
}

/// What is kept of an id: the SHA-256 of the salt and the id.
fn mark(salt: &str, id: &str) -> String {
    let digest = Sha256::new().chain_update(salt).chain_update(id).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
