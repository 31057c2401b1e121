//! All that is proved about a program, as problems.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::findings::findings_until;
use super::questions::promises_until;
use crate::check::model::Model;
use crate::plan::Plan;
use crate::problems::Problems;

/// What is proved about rules, with the answers to their `assert` lines, for which `asking` makes a plan.
/// `None` if `stop` is set before it is done.
pub fn proved_until(
    model: &Model,
    plan: &Arc<Plan>,
    asking: impl FnOnce() -> Option<Arc<Plan>>,
    stop: &AtomicBool,
) -> Option<Problems> {
    let mut problems = findings_until(model, plan, stop)?;
    if !model.questions.is_empty() {
        problems.extend(promises_until(&asking()?, stop)?);
    }
    problems.sort();
    Some(problems)
}
