//! Notices that somebody else changes a ledger.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::LedgerFault;
use super::file::looking;

/// Looks at a ledger that somebody may change who has its lock. Whoever reads it several times sees the same
/// each time, or hears that it is not.
#[derive(Debug)]
pub(super) struct Watch {
    connection: Mutex<Connection>,
    /// What it was like at first, as a number that only this connection knows.
    version: i64,
}

impl Watch {
    pub(super) fn new(path: &Path) -> Result<Watch, LedgerFault> {
        let connection = looking(path)?;
        let version = version(&connection)?;
        Ok(Watch { connection: Mutex::new(connection), version })
    }

    /// Makes sure that nothing has changed.
    ///
    /// # Errors
    /// If something has.
    pub(super) fn expect_same(&self) -> Result<(), LedgerFault> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        match version(&connection)? == self.version {
            true => Ok(()),
            false => Err(LedgerFault::Changed),
        }
    }
}

/// A number that is another one once another connection has changed the ledger.
fn version(connection: &Connection) -> Result<i64, LedgerFault> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use tempfile::TempDir;

    use super::*;
    use crate::ledger::{Ledger, States};
    use crate::run::Input;

    #[test]
    fn what_changes_between_two_looks_is_noticed() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("l");
        let sql = include_str!("../../tests/ledgers/version-1.sql");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let states = States::of(&Ledger::read(&path).unwrap(), false).unwrap();
        let read = |states: &States| {
            let mut text = String::new();
            states.open()?.read_to_string(&mut text).map(|_| text)
        };
        let before = read(&states).unwrap();
        assert_eq!(read(&states).unwrap(), before);
        let mut ledger = Ledger::open(&path, false).unwrap();
        let own = States::of(&ledger, false).unwrap();
        assert!(ledger.cancel(None, None, None, "test").unwrap() > 0);
        let changed = read(&states).unwrap_err();
        assert!(changed.to_string().contains("was changed"), "{changed}");
        // Whoever has the lock knows.
        assert_ne!(read(&own).unwrap(), before);
    }
}
