//! Counts where customers are, and what rules move.

use crate::output::decisions::Tally;
use crate::plan::Plan;
use crate::run::{Decided, LedgerRow, Observer, Rejected};
use crate::tools::wheel::Numbers;
use crate::values::Instant;

/// Counts the customers of a run.
#[derive(Clone, Copy, Debug)]
pub struct Census<'a> {
    /// The rules.
    pub plan: &'a Plan,
    /// The moment of the run.
    pub as_of: Instant,
}

/// What is counted. The counts of parts add up to that of the whole.
#[derive(Clone, Debug)]
pub struct Counted {
    /// For the picture.
    pub numbers: Numbers,
    /// For what is said of the records.
    pub tally: Tally,
}

impl Counted {
    /// Takes up what was counted later.
    pub fn merge(&mut self, later: Counted) {
        self.numbers.merge(later.numbers);
        self.tally.merge(later.tally);
    }
}

impl Observer for Census<'_> {
    type Results = Counted;

    fn begin(&self) -> Counted {
        Counted { numbers: Numbers::new(self.plan), tally: Tally::new(self.plan) }
    }

    fn decided(&self, counted: &mut Counted, decided: &Decided<'_, '_>) {
        counted.numbers.add(decided.decision);
        counted.tally.add(decided.decision, self.as_of);
        if !decided.decision.missing.is_empty() {
            let so_far = counted.tally.decided;
            counted.tally.gaps.look(decided, so_far);
        }
    }

    fn left_out(&self, counted: &mut Counted, _known: Option<LedgerRow>) {
        counted.tally.left_out += 1;
    }

    fn rejected(&self, counted: &mut Counted, rejected: Rejected<'_>) {
        counted.tally.rejections.add(rejected.into());
    }
}
