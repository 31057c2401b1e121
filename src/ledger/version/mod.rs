//! The versions of the tables, and how a ledger of an earlier one becomes one of today.

use rusqlite::Connection;

use super::LedgerFault;

/// The tables as this version makes them.
const TABLES: &str = include_str!("../schema.sql");

/// What came with each version after the first.
const STEPS: &[Step] = &[];

/// What a version changes in the tables of the one before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// The statements that change a file.
    pub(super) change: &'static str,
    /// For whoever only reads: temporary views that show a file of the version before this as one of
    /// the last version, each with the name of the table that it shows.
    pub(super) show: &'static str,
}

/// The versions that there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Versions {
    tables: &'static str,
    steps: &'static [Step],
}

impl Versions {
    /// Those of flywheel.
    pub(super) const OURS: Versions = Versions { tables: TABLES, steps: STEPS };

    /// The last one.
    fn last(self) -> i64 {
        1 + self.steps.len() as i64
    }

    /// Makes the tables of the last version in an empty file.
    pub(super) fn make(self, connection: &Connection) -> Result<(), LedgerFault> {
        connection.execute_batch(&format!("BEGIN; {}; COMMIT;", self.tables))?;
        connection.pragma_update(None, "user_version", self.last())?;
        Ok(())
    }

    /// Makes sure that a file has a version that is known.
    pub(super) fn expect(self, connection: &Connection) -> Result<(), LedgerFault> {
        match version(connection)? {
            newer if newer > self.last() => Err(LedgerFault::Newer(newer)),
            ..1 => Err(LedgerFault::NotALedger),
            _ => Ok(()),
        }
    }

    /// Shows the tables of a file as those of the last version.
    pub(super) fn show(self, connection: &Connection) -> Result<(), LedgerFault> {
        match self.since(version(connection)?) {
            [] => Ok(()),
            [next, ..] => Ok(connection.execute_batch(next.show)?),
        }
    }

    /// Changes the tables of a file to those of the last version, within a transaction. Yields the
    /// version that it had if that was an earlier one.
    pub(super) fn migrate(self, connection: &Connection) -> Result<Option<i64>, LedgerFault> {
        let version = version(connection)?;
        let steps = self.since(version);
        if steps.is_empty() {
            return Ok(None);
        }
        stop_showing(connection)?;
        for step in steps {
            connection.execute_batch(step.change)?;
        }
        connection.pragma_update(None, "user_version", self.last())?;
        Ok(Some(version))
    }

    /// What came after a version.
    fn since(self, version: i64) -> &'static [Step] {
        let done = usize::try_from(version - 1).unwrap_or_default();
        self.steps.get(done..).unwrap_or_default()
    }
}

/// Removes the views with which an earlier version is shown.
fn stop_showing(connection: &Connection) -> Result<(), LedgerFault> {
    let query = "SELECT 'DROP VIEW temp.\"' || name || '\";' FROM temp.sqlite_schema";
    let mut statement = connection.prepare(query)?;
    let drops = statement.query_map([], |row| row.get::<_, String>(0))?;
    let drops = drops.collect::<Result<Vec<_>, _>>()?;
    Ok(connection.execute_batch(&drops.concat())?)
}

fn version(connection: &Connection) -> Result<i64, LedgerFault> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests;
