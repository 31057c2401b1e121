//! What is proved about rules, as problems: each with the places of all rules that are involved, and a
//! customer who shows it as a test that can be pasted into the file.
//!
//! ```text
//! said       each finding in words
//! reason     why two conditions are never true together
//! example    a customer as a test
//! record     a customer as a record of JSON
//! ```

pub(super) mod example;
mod reason;
pub(super) mod record;
mod said;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::check::model::Model;
use crate::plan::Plan;
use crate::problems::Problems;
use crate::prove::{Finding, Prover};
use crate::tools::rule_test::customers;

pub use example::whole_test;
use said::Said;

/// What is wrong with rules that are each in order. What the tests in the file show is meant.
pub fn findings(model: &Model, plan: &Arc<Plan>) -> Problems {
    found_by(Prover::new(plan), model, plan)
}

/// The same, unless this is set before it is done.
pub fn findings_until(model: &Model, plan: &Arc<Plan>, stop: &AtomicBool) -> Option<Problems> {
    let problems = found_by(Prover::new(plan).until(stop), model, plan);
    (!stop.load(Ordering::Relaxed)).then_some(problems)
}

fn found_by(mut prover: Prover<'_>, model: &Model, plan: &Arc<Plan>) -> Problems {
    let seen = customers(model, plan);
    let found = prover.findings(&seen);
    let said = Said { plan };
    let mut problems = Problems::new();
    let meant = |finding: &&Finding| match finding {
        Finding::Stuck { stage, .. } => {
            let stage = &model.stages[*stage];
            !stage.resting && stage.refers.is_empty()
        }
        Finding::Never { .. }
        | Finding::NoEvent { .. }
        | Finding::Always { .. }
        | Finding::Shadowed { .. }
        | Finding::Conflict { .. }
        | Finding::Bounce { .. }
        | Finding::Skips { .. }
        | Finding::NotOffered { .. }
        | Finding::Paused { .. }
        | Finding::Again { .. }
        | Finding::Unreachable { .. }
        | Finding::OpenWheel { .. } => true,
    };
    problems.extend(found.iter().filter(meant).map(|finding| said.problem(finding)));
    problems.sort();
    problems
}
