//! Answers to questions about all customers: those of `assert` lines, and those that a command asks.
//!
//! ```text
//! answered   an answer with everything that is said of it
//! said       each part of an answer in words
//! promises   the answers to `assert` lines, as problems
//! ```

mod answered;
mod promises;
mod said;

pub use answered::{Answered, Point, Verdict};
pub use promises::{promises, promises_until};

use std::sync::Arc;

use crate::plan::Plan;
use crate::prove::Prover;

use said::Said;

/// The answers to the questions of a plan that was made to answer them, in order; `in_file`: those of
/// `assert` lines, or those that a command asks.
pub fn answers(plan: &Arc<Plan>, in_file: bool) -> Vec<Answered> {
    answered(Prover::new(plan), plan, in_file)
}

fn answered<'p>(mut prover: Prover<'p>, plan: &'p Arc<Plan>, in_file: bool) -> Vec<Answered> {
    let said = Said { plan };
    let asked = plan.questions.iter().filter(|question| question.in_file == in_file);
    asked.map(|question| said.answered(question, prover.answer(question))).collect()
}
