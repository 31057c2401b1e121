//! Notes what becomes of each record under one of two rule files.

use crate::output::decisions::Tally;
use crate::plan::Plan;
use crate::run::{Decided, LedgerRow, Observer, Rejected};
use crate::tools::diff::{Entry, Fate, Outcome, Pair, Side};
use crate::values::Instant;

/// Notes what becomes of each record, in a few bytes.
#[derive(Clone, Copy, Debug)]
pub struct Keeper<'a> {
    /// Both rule files.
    pub pair: &'a Pair<'a>,
    /// The one that decides.
    pub side: Side,
    /// The moment of the run.
    pub as_of: Instant,
}

/// What became of some records that follow each other in an input.
#[derive(Clone, Debug)]
pub struct Kept {
    /// How many there are.
    pub count: u64,
    /// An [`Entry`] for each.
    pub entries: Vec<u8>,
    /// For what is said of the records.
    pub tally: Tally,
    /// Of a replay: customers whose record has a stage or gifts from after the first day.
    pub later: u64,
}

impl Kept {
    /// Nothing yet.
    pub(super) fn new(plan: &Plan) -> Kept {
        Kept { count: 0, entries: Vec::new(), tally: Tally::new(plan), later: 0 }
    }

    /// Notes what became of a record.
    pub(super) fn add(&mut self, id: Option<&str>, fate: &Fate) {
        self.count += 1;
        Entry::write(id, fate, &mut self.entries);
    }

    /// Notes that a record was rejected. What is wrong with an input as a whole is not about any record.
    pub(super) fn reject(&mut self, rejected: &Rejected<'_>) {
        if !rejected.whole_input {
            let id = rejected.id.as_ref().map(|id| &*id.text);
            self.add(id, &Fate::Rejected(rejected.fault.to_string()));
        }
    }
}

impl Observer for Keeper<'_> {
    type Results = Kept;

    fn begin(&self) -> Kept {
        Kept::new(self.pair.plan(self.side))
    }

    fn decided(&self, kept: &mut Kept, decided: &Decided<'_, '_>) {
        let outcome = Outcome::of(self.pair, self.side, decided.decision);
        kept.add(Some(&decided.id.text), &Fate::Decided(outcome));
        kept.tally.add(decided.decision, self.as_of);
        if !decided.decision.missing.is_empty() {
            let so_far = kept.tally.decided;
            kept.tally.gaps.look(decided, so_far);
        }
    }

    fn left_out(&self, kept: &mut Kept, _known: Option<LedgerRow>) {
        kept.add(None, &Fate::LeftOut);
        kept.tally.left_out += 1;
    }

    fn rejected(&self, kept: &mut Kept, rejected: Rejected<'_>) {
        kept.reject(&rejected);
        kept.tally.rejections.add(rejected.into());
    }
}
