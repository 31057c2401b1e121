//! Notes what a run changes in a ledger, on the threads that decide.

use super::numbers::Numbers;
use super::outcome::{Outcome, Withheld};
use crate::output::decisions::{Part, Scribe};
use crate::plan::Plan;
use crate::run::{Decided, LedgerRow, Observer, Rejected};

/// Notes what a run changes in a ledger, next to what is shown of it.
#[derive(Debug)]
pub struct Recorder<'a> {
    scribe: &'a Scribe<'a>,
    plan: &'a Plan,
}

/// What came of some customers.
#[derive(Debug)]
pub struct Recorded {
    /// What is shown.
    pub part: Part,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) withheld: Withheld,
    /// The customers whom the ledger knows and who were decided.
    pub(super) decided: Numbers,
    /// Those who were left out.
    pub(super) left_out: Numbers,
    /// How many were decided as of this moment before.
    pub(super) done: u64,
}

impl<'a> Recorder<'a> {
    /// A recorder for a run by this plan, next to what is shown of it.
    pub fn new(scribe: &'a Scribe<'a>, plan: &'a Plan) -> Recorder<'a> {
        Recorder { scribe, plan }
    }
}

impl Observer for Recorder<'_> {
    type Results = Recorded;

    fn begin(&self) -> Recorded {
        Recorded {
            part: self.scribe.part(),
            outcomes: Vec::new(),
            withheld: Withheld::new(),
            decided: Numbers::default(),
            left_out: Numbers::default(),
            done: 0,
        }
    }

    fn decided(&self, recorded: &mut Recorded, decided: &Decided<'_, '_>) {
        match Outcome::of(decided, self.plan, &mut recorded.withheld) {
            Ok(outcome) => {
                recorded.outcomes.extend(outcome);
                if let Some(known) = decided.known() {
                    recorded.decided.add(known.number);
                }
                self.scribe.decided(&mut recorded.part, decided);
            }
            Err(fault) => self.scribe.rejected(&mut recorded.part, decided.rejected(fault)),
        }
    }

    fn left_out(&self, recorded: &mut Recorded, known: Option<LedgerRow>) {
        if let Some(known) = known {
            recorded.left_out.add(known.number);
        }
        self.scribe.left_out(&mut recorded.part, known);
    }

    fn done_before(&self, recorded: &mut Recorded) {
        recorded.done += 1;
    }

    fn rejected(&self, recorded: &mut Recorded, rejected: Rejected<'_>) {
        self.scribe.rejected(&mut recorded.part, rejected);
    }
}
