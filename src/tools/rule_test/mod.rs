//! Runs the tests of a rule file: builds the customer from what is given, decides, and compares
//! with what is expected.
//!
//! ```text
//! customer  the record as it stands from step to step
//! happening what a decision brings, one thing at a time
//! verdict   what was expected and did not happen, or happened and was not expected
//! unmet   the same as a problem on the source
//! why_not   what kept the rules from it, part by part
//! coverage  which rules, conditions, stages and gifts the tests have met
//! ```

mod coverage;
mod customer;
mod happening;
mod unmet;
mod verdict;
mod why_not;

pub use coverage::{Condition, Coverage, GiftSeen, RuleSeen, Share, StageSeen};
pub use happening::Happening;

use std::sync::Arc;

use crate::check::model::{Model, Step, StepKind, Test};
use crate::eval::{Evaluator, Record, Situation};
use crate::plan::Plan;
use crate::problems::{Problems, Sources, Span};
use crate::tools::explain::Explainer;
use crate::values::AsOf;

use customer::Customer;
use unmet::Unmet;

/// The result of one test.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The title of the test.
    pub title: String,
    /// Of the title.
    pub span: Span,
    /// What did not happen as expected; empty if the test passed.
    pub problems: Problems,
}

impl Outcome {
    /// Whether everything happened as expected.
    pub fn passed(&self) -> bool {
        self.problems.is_empty()
    }
}

/// A checked program and its tests.
#[derive(Clone, Copy)]
pub struct Runner<'r> {
    model: &'r Model,
    explainer: Explainer<'r>,
}

/// The customers of all tests, as they are when something is expected of them.
pub fn customers<'m>(model: &'m Model, plan: &'m Arc<Plan>) -> Vec<(Record<'m>, AsOf)> {
    let mut seen = Vec::new();
    for test in &model.tests {
        let mut customer = Customer::new(model, plan);
        for step in &test.steps {
            match &step.kind {
                StepKind::Given(facts) => facts.iter().for_each(|fact| customer.learn(fact)),
                StepKind::Expect(_) => {
                    seen.push((customer.record.clone(), step.as_of));
                    let evaluator = Evaluator::new(plan, step.as_of);
                    let Ok(decision) = evaluator.decide(&customer.record) else { break };
                    customer.follow(&decision, evaluator.clock().as_of());
                }
            }
        }
    }
    seen
}

impl<'r> Runner<'r> {
    /// A runner for the tests of one program.
    pub fn new(model: &'r Model, plan: &'r Arc<Plan>, sources: &'r Sources) -> Runner<'r> {
        Runner { model, explainer: Explainer { plan, sources } }
    }

    /// Coverage before any test has run.
    pub fn coverage(&self) -> Coverage {
        Coverage::new(&self.explainer)
    }

    /// Runs a test up to the first `expect` that is not met: what comes after it would mostly be
    /// its consequence.
    pub fn run(&self, test: &Test, coverage: &mut Coverage) -> Outcome {
        let mut customer = Customer::new(self.model, self.explainer.plan);
        let mut problems = Problems::new();
        let mut before = None;
        for step in &test.steps {
            match &step.kind {
                StepKind::Given(facts) => facts.iter().for_each(|fact| customer.learn(fact)),
                StepKind::Expect(_) => {
                    problems = self.expect(step, before, &mut customer, coverage);
                }
            }
            if !problems.is_empty() {
                break;
            }
            before = Some(step);
        }
        Outcome { title: test.title.clone(), span: test.span, problems }
    }

    fn expect(
        &self,
        step: &Step,
        before: Option<&Step>,
        customer: &mut Customer<'_>,
        coverage: &mut Coverage,
    ) -> Problems {
        let StepKind::Expect(expected) = &step.kind else { return Problems::new() };
        let record = &customer.record;
        let evaluator = Evaluator::new(self.explainer.plan, step.as_of).alone(record);
        let decided = evaluator.and_then(|evaluator| {
            let decision = evaluator.decide_among(record)?;
            Ok((evaluator, decision))
        });
        let (evaluator, decision) = match decided {
            Ok(decided) => decided,
            Err(fault) => return unmet::undecided(step, fault),
        };
        let situation = Situation::new(&evaluator, &customer.record);
        coverage.note(&self.explainer, &situation, &decision);
        let unmet = Unmet {
            explainer: &self.explainer,
            situation: &situation,
            decision: &decision,
            step,
            again: before.is_some_and(|before| {
                matches!(before.kind, StepKind::Expect(_)) && before.as_of == step.as_of
            }),
        };
        let owed = decision.owed.as_deref().unwrap_or(&customer.record.owed);
        let mismatches = verdict::mismatches(expected, &decision, owed, self.explainer.plan);
        let problems = unmet.problems(&mismatches);
        customer.follow(&decision, evaluator.clock().as_of());
        problems
    }
}
