use std::sync::Arc;

use crate::plan::Plan;
use crate::values::{AsOf, Clock, Instant};

use super::state::State;
use super::{Decision, Fault, Record, Run, Survey, step};

/// A plan at an instant: everything that is the same for all customers is worked out once.
#[derive(Clone, Debug)]
pub struct Evaluator<'p> {
    pub(super) plan: &'p Plan,
    pub(super) clock: Clock,
    /// For each window of the plan, the instant that it reaches back to.
    pub(super) bounds: Vec<Instant>,
    /// What is known of all customers together.
    pub(super) run: Arc<Run>,
}

impl<'p> Evaluator<'p> {
    /// An evaluator that knows of no other customers yet.
    pub fn new(plan: &'p Plan, as_of: AsOf) -> Evaluator<'p> {
        let clock = Clock::new(as_of, plan.zone.clone());
        let bounds = plan.windows.iter().map(|window| clock.back(*window)).collect();
        Evaluator { plan, clock, bounds, run: Arc::default() }
    }

    /// The plan that it evaluates.
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// The instant that it evaluates as of, with the time zone of the rules.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// One step of a customer alone: at most one move. Limits across customers see nobody else.
    ///
    /// # Errors
    /// Where a sum, product or date that the rules ask for cannot be kept exactly.
    pub fn decide(&self, record: &Record<'_>) -> Result<Decision, Fault> {
        if self.phases().is_empty() {
            return self.decide_among(record);
        }
        self.alone(record)?.decide_among(record)
    }

    /// Surveys a customer as if there were nobody else.
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide).
    pub fn alone(&self, record: &Record<'_>) -> Result<Evaluator<'p>, Fault> {
        let mut alone = Evaluator { run: Arc::default(), ..self.clone() };
        for phase in self.phases() {
            let mut survey = Survey::default();
            alone.look(phase, record, &mut survey)?;
            alone = alone.knowing(phase, survey);
        }
        Ok(alone)
    }

    /// One step of a customer among those who were surveyed: see [`phases`](Evaluator::phases).
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide).
    pub fn decide_among(&self, record: &Record<'_>) -> Result<Decision, Fault> {
        let mut state = State::of(record, self);
        let mut decision = Decision::of(record.stage, state.stage(self.plan));
        step::step(self, record, &mut state, &mut decision, &[])?;
        decision.stage_since = state.stage_since;
        decision.deny(|gift| self.run.is_denied(&record.id.text, gift));
        Ok(decision)
    }

    /// Steps until nothing moves. A stage is entered at most once, so it ends. Limits across
    /// customers do not apply.
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide).
    pub fn settle(&self, record: &Record<'_>) -> Result<Decision, Fault> {
        let mut state = State::of(record, self);
        let mut decision = Decision::of(record.stage, state.stage(self.plan));
        let mut entered = Vec::new();
        if record.stage.is_none() {
            entered.push(self.plan.start);
        }
        while step::step(self, record, &mut state, &mut decision, &entered)? {
            entered.push(decision.to);
        }
        decision.stage_since = state.stage_since;
        Ok(decision)
    }
}
