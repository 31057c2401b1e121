//! The ledger of commands that only read it.

use std::path::Path;
#[cfg(feature = "ledger")]
use std::path::PathBuf;

use clap::Args;

use crate::front::Failure;
#[cfg(feature = "ledger")]
use crate::front::nights;
use crate::front::rows::States;
use crate::plan::Plan;

/// What is known of the customers from the nights before.
#[derive(Debug, Args)]
pub(super) struct State {
    /// Take the stage of each customer, and what they were given, from this ledger, as `flywheel run`
    /// does. It is only read
    #[cfg(feature = "ledger")]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
}

impl State {
    /// Whether a ledger is given.
    #[cfg(feature = "ledger")]
    pub(super) fn is_some(&self) -> bool {
        self.ledger.is_some()
    }

    #[cfg(not(feature = "ledger"))]
    pub(super) fn is_some(&self) -> bool {
        false
    }

    /// What the ledger keeps of the customers, if there is one.
    #[cfg(feature = "ledger")]
    pub(super) fn states(&self, plan: &Plan) -> Result<Option<States>, Failure> {
        self.ledger.as_deref().map(|path| nights::states(path, plan)).transpose()
    }

    /// No file that is written may be the ledger, or what belongs to it.
    #[cfg(feature = "ledger")]
    pub(super) fn expect_apart(&self, option: &str, output: &Path) -> Result<(), Failure> {
        match self.ledger.as_deref().is_some_and(|ledger| nights::is_of_ledger(output, ledger)) {
            true => {
                let what = format!("{option} would overwrite the ledger, or what belongs to it");
                Err(Failure::new(what).help("give it a name of its own"))
            }
            false => Ok(()),
        }
    }

    #[cfg(not(feature = "ledger"))]
    pub(super) fn expect_apart(&self, _option: &str, _output: &Path) -> Result<(), Failure> {
        Ok(())
    }

    #[cfg(not(feature = "ledger"))]
    pub(super) fn states(&self, _plan: &Plan) -> Result<Option<States>, Failure> {
        Ok(None)
    }
}
