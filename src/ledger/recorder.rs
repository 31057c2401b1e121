//! Notes what a run changes in a ledger, on the threads that decide.

use super::differing::Differing;
use super::numbers::Numbers;
use super::outcome::{Outcome, Withheld};
use super::{Ledger, LedgerFault};
use crate::eval::Situation;
use crate::output::decisions::{Part, Scribe};
use crate::plan::{GiftId, Plan};
use crate::run::{Decided, Fault, LedgerRow, Observer, Rejected};

/// Notes what a run changes in a ledger, next to what is shown of it.
#[derive(Debug)]
pub struct Recorder<'a> {
    scribe: &'a Scribe<'a>,
    plan: &'a Plan,
    /// The customers who have gifts that wait or failed.
    waiting: Numbers,
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
    /// Those whose record was rejected.
    pub(super) rejected: Numbers,
    /// Customers with gifts that wait or failed, and what is held back from them now.
    pub(super) paused: Vec<(u64, Vec<GiftId>)>,
    /// Customers whose record says another stage.
    pub(super) differing: Differing,
    /// How many were decided as of this moment before.
    pub(super) done: u64,
}

impl<'a> Recorder<'a> {
    /// A recorder for a run by this plan, next to what is shown of it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn new(
        scribe: &'a Scribe<'a>,
        plan: &'a Plan,
        ledger: &Ledger,
    ) -> Result<Recorder<'a>, LedgerFault> {
        Ok(Recorder { scribe, plan, waiting: ledger.waiting()? })
    }

    /// What is held back now from a customer who has gifts that wait.
    fn paused(&self, decided: &Decided<'_, '_>) -> Result<Vec<GiftId>, Fault> {
        let record = decided.record()?;
        let situation = Situation::new(decided.evaluator, &record);
        let mut paused = Vec::new();
        for gift in 0..self.plan.gifts.len() {
            if situation.is_paused(gift)? {
                paused.push(gift);
            }
        }
        Ok(paused)
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
            rejected: Numbers::default(),
            paused: Vec::new(),
            differing: Differing::default(),
            done: 0,
        }
    }

    fn decided(&self, recorded: &mut Recorded, decided: &Decided<'_, '_>) {
        let known = decided.known();
        let number = known.map(|known| known.number);
        let waits = number.filter(|number| self.waiting.has(number.cast_signed()));
        let paused = waits.map_or(Ok(Vec::new()), |_| self.paused(decided));
        let outcome = Outcome::of(decided, known, self.plan, &mut recorded.withheld);
        let noted = recorded.differing.note(decided, self.plan);
        match outcome.and_then(|outcome| noted.and(Ok((outcome, paused?)))) {
            Ok((outcome, paused)) => {
                recorded.outcomes.extend(outcome);
                if let Some(number) = number {
                    recorded.decided.add(number);
                }
                recorded.paused.extend(waits.map(|known| (known, paused)));
                self.scribe.decided(&mut recorded.part, decided);
            }
            Err(fault) => self.rejected(recorded, decided.rejected(fault)),
        }
    }

    fn left_out(&self, recorded: &mut Recorded, known: Option<LedgerRow>) {
        if let Some(known) = known {
            recorded.left_out.add(known.number);
        }
        self.scribe.left_out(&mut recorded.part, known);
    }

    fn merged(&self, recorded: &mut Recorded) {
        self.scribe.merged(&mut recorded.part);
    }

    fn done_before(&self, recorded: &mut Recorded) {
        recorded.done += 1;
    }

    fn rejected(&self, recorded: &mut Recorded, rejected: Rejected<'_>) {
        if let Some(known) = rejected.known {
            recorded.rejected.add(known);
        }
        self.scribe.rejected(&mut recorded.part, rejected);
    }
}
