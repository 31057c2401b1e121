//! The answers to `assert` lines, as problems.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Answered, Verdict, answered};
use crate::plan::Plan;
use crate::problems::{Problem, Problems, register as code};
use crate::prove::Prover;

/// What is wrong with the `assert` lines of a program, of which the plan was made to answer them.
pub fn promises(plan: &Arc<Plan>) -> Problems {
    broken(Prover::new(plan), plan)
}

/// The same, unless this is set before it is done.
pub fn promises_until(plan: &Arc<Plan>, stop: &AtomicBool) -> Option<Problems> {
    let problems = broken(Prover::new(plan).until(stop), plan);
    (!stop.load(Ordering::Relaxed)).then_some(problems)
}

fn broken<'p>(prover: Prover<'p>, plan: &'p Arc<Plan>) -> Problems {
    let mut problems = Problems::new();
    problems.extend(answered(prover, plan, true).iter().filter_map(Answered::problem));
    problems
}

impl Answered {
    /// The answer as a problem, unless it is proved.
    pub fn problem(&self) -> Option<Problem> {
        problem(self)
    }
}

fn problem(answered: &Answered) -> Option<Problem> {
    let (code, title, label) = match answered.verdict {
        Verdict::Proved => return None,
        Verdict::Counterexample => {
            let title = answered.sentence.trim_end_matches('.').to_owned();
            (code::ASSERT_FAILED, title, "not so")
        }
        Verdict::NotProved => {
            let title = "This is not proved, and no customer shows the opposite".to_owned();
            (code::ASSERT_NOT_PROVED, title, "it may be so or not")
        }
    };
    let mut problem = Problem::new(code, title, answered.span, label);
    let mut help: Vec<&str> = Vec::new();
    for point in &answered.points {
        match point.span {
            Some(span) => problem = problem.and_at(span, point.text.clone()),
            None => help.push(&point.text),
        }
    }
    let problem = match answered.verdict {
        Verdict::Proved | Verdict::Counterexample => problem,
        Verdict::NotProved if help.is_empty() => problem.help(
            "ask for less, or hold it with tests; `flywheel explain assert-not-proved` says more",
        ),
        Verdict::NotProved => problem.help(help.join("; ")),
    };
    let problem = match &answered.test {
        Some(test) => problem.example(test.clone()),
        None => problem,
    };
    Some(match &answered.customer {
        Some(customer) => problem.customer(customer.clone()),
        None => problem,
    })
}
