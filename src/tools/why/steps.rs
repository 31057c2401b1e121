//! All steps of a customer in one run.

use crate::eval::{Evaluator, Record};
use crate::plan::StageId;
use crate::tools::takes::Takes;

use super::{About, Question, Step, Why, after};

/// The steps of a customer in one run, until nobody moves any longer: see [`steps`].
#[derive(Clone, Debug)]
pub struct Steps<'r> {
    /// The record before each step, with what the steps before it have changed. There is at least
    /// one.
    records: Vec<Record<'r>>,
    /// The stages that were entered, in order; each step but the last enters one.
    entered: Vec<StageId>,
    /// How many of them were entered before the first step: for somebody new, the first stage.
    before: usize,
}

/// The steps of a customer as [`Evaluator::settle`] makes them. The first that cannot be decided is
/// the last one.
pub fn steps<'r>(evaluator: &Evaluator, record: &Record<'r>) -> Steps<'r> {
    let plan = evaluator.plan();
    let mut entered: Vec<StageId> =
        record.stage.is_none().then_some(plan.start).into_iter().collect();
    let before = entered.len();
    let (mut records, mut now) = (Vec::new(), record.clone());
    let mut decision = evaluator.decide_among(&now);
    while let Ok(decided) = &decision {
        let Some(moved) = decided.moves.first() else { break };
        let next = after::changed(&now, &decision, evaluator.clock().as_of());
        let Some(next) = next else { break };
        entered.push(moved.to);
        records.push(std::mem::replace(&mut now, next));
        decision = evaluator.decide_further(&now, &entered);
    }
    records.push(now);
    Steps { records, entered, before }
}

impl<'r> Steps<'r> {
    /// Each step, with the record before it.
    pub fn iter(&self) -> impl Iterator<Item = (&Record<'r>, Step<'_>)> {
        let last = self.records.len() - 1;
        self.records.iter().enumerate().map(move |(place, record)| {
            let entered = (place > 0).then(|| &self.entered[..self.before + place]);
            (record, Step { entered, goes_on: place < last })
        })
    }

    /// The answers to a question about each step. What it would take is said of the last one, unless
    /// the gift or the rule that is asked about was given or fired before.
    pub fn answers(&self, question: Question<'_>) -> Vec<(Why, Option<Takes>)> {
        let mut has_happened = false;
        let answers = self.iter().map(|(record, step)| {
            let question = Question { record, step, ..question };
            let why = question.answer();
            has_happened |= question.about != About::Everything && question.happens(&why);
            let takes = (!step.goes_on && !has_happened).then(|| question.takes());
            (why, takes.flatten())
        });
        answers.collect()
    }
}
