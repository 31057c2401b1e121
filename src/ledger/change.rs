//! What changes in a ledger at once: all of it or nothing.

use std::ops::Deref;

use super::lock::beside;
use super::{Ledger, LedgerFault, failpoint};

/// A change of a ledger. Unless it is [committed](Change::commit), nothing of it remains.
#[derive(Debug)]
pub(super) struct Change<'l> {
    ledger: &'l mut Ledger,
    /// What it is, in a word.
    what: &'static str,
    /// The version that the ledger had, if it becomes one of this version.
    older: Option<i64>,
}

impl<'l> Change<'l> {
    /// Begins a change. A ledger of an earlier version becomes one of this version with it.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub(super) fn begin(
        ledger: &'l mut Ledger,
        what: &'static str,
    ) -> Result<Change<'l>, LedgerFault> {
        ledger.connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut change = Change { ledger, what, older: None };
        change.older = change.versions.migrate(&change.connection)?;
        Ok(change)
    }

    /// Makes it last.
    ///
    /// # Errors
    /// If the ledger cannot be written. Then nothing of it remains.
    pub(super) fn commit(self) -> Result<(), LedgerFault> {
        if let Some(version) = self.older {
            // Others still see what it was before.
            self.back_up(&beside(self.path(), &format!(".version-{version}")))?;
        }
        failpoint::pass(self.what, "written");
        self.connection.execute_batch("COMMIT")?;
        failpoint::pass(self.what, "committed");
        Ok(())
    }
}

impl Deref for Change<'_> {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        self.ledger
    }
}

impl Drop for Change<'_> {
    /// What was not committed is taken back.
    fn drop(&mut self) {
        if !self.connection.is_autocommit() {
            let _it_is_taken_back_when_the_file_is_closed =
                self.connection.execute_batch("ROLLBACK");
        }
    }
}
