//! How far a customer goes in one run, and the one place where that is dispatched.

use super::FastDecider;
use crate::eval::fast::Declined;
use crate::eval::{Decision, Evaluator, Fault, Id, Record};
use crate::records::FastRecord;

/// How far a customer goes in one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Steps {
    /// By one move at most.
    #[default]
    One,
    /// Until nothing moves the customer any more. Limits across customers do not apply.
    All,
}

impl Steps {
    /// On the plain path.
    pub(super) fn plainly(
        self,
        evaluator: &Evaluator,
        record: &Record<'_>,
    ) -> Result<Decision, Fault> {
        match self {
            Steps::One => evaluator.decide_among(record),
            Steps::All => evaluator.settle(record),
        }
    }

    /// On the fast path.
    #[inline(always)]
    pub(super) fn fast<'c>(
        self,
        decider: &mut FastDecider<'c>,
        record: FastRecord<'c>,
        decision: &mut Decision,
    ) -> Result<Id<'c>, Declined> {
        match self {
            Steps::One => decider.decide(record, decision),
            Steps::All => decider.settle(record, decision),
        }
    }
}
