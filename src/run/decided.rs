//! A customer for whom there is a decision.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::news::news;
use super::{Fault, Rejected};
use crate::eval::{Decision, Evaluator, Id, Record};
use crate::records::{LedgerRow, Place, Written, places};

/// A decision, with the customer that it is for and the place in the input.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Decided<'d, 'c> {
    /// The id of the customer.
    pub id: &'d Id<'c>,
    /// What happens to them.
    pub decision: &'d Decision,
    /// What the input is called.
    pub input: &'d str,
    /// The line on which the record begins, from 1.
    pub line: u64,
    /// The record as it is written.
    pub raw: &'c [u8],
    /// What decided.
    pub evaluator: &'d Evaluator,
    pub(super) written: &'d Written<'c>,
    /// Where the plain path decided.
    pub(super) record: Option<&'d Record<'c>>,
}

/// Which path led to a decision. Both decide the same; the fast one leaves what is unusual to the
/// plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathTaken {
    /// From the facts that the rules ask for.
    Fast,
    /// From the record.
    Plain,
}

impl<'d, 'c> Decided<'d, 'c> {
    /// The record, with all that the plan needs of it. It is read now where the fast path decided,
    /// so whoever needs it gets it, whichever path was taken, and nobody else pays for it.
    ///
    /// # Errors
    /// Where the record cannot be read. The fast path leaves such records to the plain path, which
    /// rejects them, so there should be none.
    pub fn record(&self) -> Result<Cow<'d, Record<'c>>, Fault> {
        match self.record {
            Some(record) => Ok(Cow::Borrowed(record)),
            None => self.written.read().map(Cow::Owned).map_err(|faulty| faulty.fault.into()),
        }
    }

    /// What is new to the customer in the decision: only those tags that they do not have yet, and
    /// without taking away those that they never had. `None` if nothing is.
    pub fn news(&self) -> Option<Cow<'d, Decision>> {
        // A record that was decided can be read again.
        news(self.decision, || self.record().ok())
    }

    /// The same customer as rejected after all.
    pub fn rejected(&self, fault: Fault) -> Rejected<'c>
    where
        'd: 'c,
    {
        let rejected = Rejected::whole(self.input, self.written, fault);
        Rejected { id: Some(self.id.clone()), ..rejected }
    }

    /// What a ledger knows of the customer, if it knows them.
    pub fn known(&self) -> Option<LedgerRow> {
        self.written.ledger_row()
    }

    /// Whether the ledger says that rules have set all tags of the decision before.
    pub fn tags_are_set(&self) -> bool {
        let tags = &self.decision.tags;
        let are_in = |row| LedgerRow::has_tags(row, tags.iter().map(String::as_str));
        tags.is_empty() || self.written.kept_row().is_some_and(are_in)
    }

    /// Where the record has something, for those who look for what it has instead of what it lacks.
    pub fn places(&self) -> BTreeSet<Place> {
        places(self.written)
    }

    /// Which path led to the decision, for those who want to know why a run is slow.
    pub fn path_taken(&self) -> PathTaken {
        match self.record {
            Some(_) => PathTaken::Plain,
            None => PathTaken::Fast,
        }
    }
}
