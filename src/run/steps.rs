//! How far a customer goes in one run.

use crate::eval::{Decision, Evaluator, Fault, Record};

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
}
