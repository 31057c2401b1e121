//! Customers whose record says another stage than the ledger.

use crate::plan::Plan;
use crate::run::{Decided, Fault};

/// Customers whose record says another stage than the ledger, whose stage counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differing {
    /// How many there are.
    pub count: u64,
    /// The first one.
    pub first: Option<OtherStage>,
}

/// A customer whose record says another stage than the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherStage {
    /// Who it is.
    pub id: String,
    /// The stage in the record.
    pub record: String,
    /// The stage in the ledger, in the name that records use.
    pub ledger: String,
}

impl Differing {
    /// Notes a customer, if it is one of them.
    ///
    /// # Errors
    /// If the record cannot be read again.
    pub(super) fn note(&mut self, decided: &Decided<'_, '_>, plan: &Plan) -> Result<(), Fault> {
        if !decided.decision.stage_differs {
            return Ok(());
        }
        self.count += 1;
        if self.first.is_none() {
            let record = decided.record()?;
            let ledger = record.stage.map(|stage| plan.needs.stages[stage].clone());
            let both = record.own_stage.as_deref().zip(ledger);
            self.first = both.map(|(own, ledger)| {
                let (id, record) = (decided.id.text.to_string(), own.to_owned());
                OtherStage { id, record, ledger }
            });
        }
        Ok(())
    }

    /// Adds those that come after these.
    pub(super) fn add(&mut self, later: Differing) {
        self.count += later.count;
        self.first = self.first.take().or(later.first);
    }
}
