//! What decides customers: the one type that those outside call.

use std::sync::Arc;

use crate::plan::{Plan, StageId};
use crate::values::{AsOf, Clock, Truth, Value};

use super::context::Context;
use super::state::State;
use super::view::View;
use super::{Decision, Everyone, Fault, Phase, Record, Survey, owing, step};

/// A plan at an instant: everything that is the same for all customers is worked out once.
#[derive(Clone, Debug)]
pub struct Evaluator {
    pub(super) context: Context,
}

impl Evaluator {
    /// An evaluator that knows of no other customers yet.
    pub fn new(plan: &Arc<Plan>, as_of: AsOf) -> Evaluator {
        Evaluator { context: Context::new(plan, as_of) }
    }

    /// The same just after the `as of`: what was given at that very instant holds nothing back any
    /// longer, and what was withheld then is asked for again.
    pub fn just_after(mut self) -> Evaluator {
        self.context.just_after = true;
        self
    }

    /// The same, but its surveys let go of nobody. So the place of each customer among all who compete is
    /// known: see [`Situation::lost`](super::Situation::lost).
    pub fn keeping_all(mut self) -> Evaluator {
        self.context.limits = Arc::new(self.context.limits.keeping_all());
        self
    }

    /// The plan that it evaluates.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.context.plan
    }

    /// The instant that it evaluates as of, with the time zone of the rules.
    pub fn clock(&self) -> &Clock {
        &self.context.clock
    }

    /// One step of a customer alone: at most one move. Limits across customers see nobody else.
    ///
    /// # Errors
    /// If a sum, product or date that the rules ask for cannot be kept exactly.
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
    pub fn alone(&self, record: &Record<'_>) -> Result<Evaluator, Fault> {
        let mut alone = Evaluator { context: self.context.clone().knowing(Everyone::default()) };
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
        self.one_step(record, None)
    }

    /// A further step of a customer in the same run, as [`settle`](Evaluator::settle) makes it: the
    /// stages that were entered before are closed, and nobody is left out any longer. The record has
    /// what the steps before have changed.
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide).
    pub fn decide_further(
        &self,
        record: &Record<'_>,
        entered: &[StageId],
    ) -> Result<Decision, Fault> {
        self.one_step(record, Some(entered))
    }

    /// The first step of a run, or a further one, with the stages that were entered before it.
    fn one_step(
        &self,
        record: &Record<'_>,
        entered: Option<&[StageId]>,
    ) -> Result<Decision, Fault> {
        let context = &self.context;
        let mut state = State::of(record, context);
        let mut decision = Decision::of(record.stage, state.stage(&context.plan));
        decision.given_later = state.given.len() < record.given.len();
        decision.stage_differs = record.own_stage.is_some();
        if entered.is_none() && self.begins(record, &state, &mut decision)? {
            return Ok(decision);
        }
        step::step(context, record, &mut state, &mut decision, entered.unwrap_or_default())?;
        decision.stage_since = state.stage_since;
        if !decision.given.is_empty() {
            let before = State::of(record, context);
            decision.deny(&context.short(&mut View::new(context, record, &before), &decision)?);
        }
        self.note_owed(record, state, &mut decision)?;
        Ok(decision)
    }

    /// Steps until nothing moves. A stage is entered at most once, so it ends. Limits across
    /// customers do not apply.
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide).
    pub fn settle(&self, record: &Record<'_>) -> Result<Decision, Fault> {
        let context = &self.context;
        let mut state = State::of(record, context);
        let mut decision = Decision::of(record.stage, state.stage(&context.plan));
        decision.given_later = state.given.len() < record.given.len();
        decision.stage_differs = record.own_stage.is_some();
        if self.begins(record, &state, &mut decision)? {
            return Ok(decision);
        }
        let mut entered = Vec::new();
        if record.stage.is_none() {
            entered.push(context.plan.start);
        }
        while step::step(context, record, &mut state, &mut decision, &entered)? {
            entered.push(decision.to);
        }
        decision.stage_since = state.stage_since;
        self.note_owed(record, state, &mut decision)?;
        Ok(decision)
    }

    fn note_owed(
        &self,
        record: &Record<'_>,
        mut state: State<'_>,
        decision: &mut Decision,
    ) -> Result<(), Fault> {
        if self.context.plan.needs.owed.is_none() {
            return Ok(());
        }
        let left = std::mem::take(&mut state.owed);
        state.take_back(decision, self.clock().as_of());
        let mut after = View::new(&self.context, record, &state);
        let id = &record.id.text;
        owing::note(&self.context, &mut after, id, &record.owed, left, decision)
    }

    /// Notes whether the customer is left out, and else what the decision shows. Says whether it is
    /// over with that.
    fn begins(
        &self,
        record: &Record<'_>,
        state: &State<'_>,
        decision: &mut Decision,
    ) -> Result<bool, Fault> {
        let plan = &self.context.plan;
        if plan.leave_out.is_none() && plan.shows.is_empty() {
            return Ok(false);
        }
        let view = View::new(&self.context, record, state);
        if let Some(condition) = &plan.leave_out
            && view.truth(condition, None)? == Truth::True
        {
            decision.left_out = true;
            return Ok(true);
        }
        for shown in &plan.shows {
            let value = view.value(&shown.value, None)?;
            decision.shown.push(value.map(Value::into_owned));
        }
        Ok(false)
    }

    /// The phases that must be gone through, in order, before records can be decided among each
    /// other. None, where the program has no limits across customers.
    pub fn phases(&self) -> Vec<Phase> {
        Phase::of(&self.context.plan)
    }

    /// Those of the phases that have not been gone through.
    pub fn phases_left(&self) -> Vec<Phase> {
        let mut left = self.phases();
        left.retain(|phase| !self.context.everyone.phases.contains(phase));
        left
    }

    /// What is known of all customers.
    pub fn everyone(&self) -> &Everyone {
        &self.context.everyone
    }

    /// The same among customers of whom this is known, by the same plan and as of the same instant.
    pub fn among(self, everyone: Everyone) -> Evaluator {
        Evaluator { context: self.context.knowing(everyone) }
    }

    /// A survey that has seen nobody yet.
    pub fn survey(&self) -> Survey {
        Survey::new(&self.context.limits)
    }

    /// Looks at one record for a phase, and says whether the rules leave the customer out. No two records that are
    /// looked at may have the same id.
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide); such a record takes part in nothing.
    pub fn look(
        &self,
        phase: Phase,
        record: &Record<'_>,
        survey: &mut Survey,
    ) -> Result<bool, Fault> {
        // Who cannot be decided takes part in nothing, wherever the fault is.
        let decision = self.decide_among(record)?;
        if decision.left_out {
            return Ok(true);
        }
        let context = &self.context;
        let state = State::of(record, context);
        context.look_at(phase, &mut View::new(context, record, &state), &decision, survey)?;
        Ok(false)
    }

    /// Counts one record for a phase whose customer gets nothing of what customers compete for:
    /// the place that they have, and what they were given before.
    ///
    /// # Errors
    /// As [`decide`](Evaluator::decide); such a record takes part in nothing.
    pub fn count(
        &self,
        phase: Phase,
        record: &Record<'_>,
        survey: &mut Survey,
    ) -> Result<(), Fault> {
        if self.decide_among(record)?.left_out {
            return Ok(());
        }
        let context = &self.context;
        let state = State::of(record, context);
        context.count(phase, &mut View::new(context, record, &state), survey)
    }

    /// The same evaluator for those whom no survey has seen: they get no place in a stage with a
    /// capacity and no gift with a budget, and their rank is unknown. Where others have to make room,
    /// they do too.
    pub fn for_strangers(&self) -> Evaluator {
        let everyone = self.context.everyone.for_strangers(&self.context.plan);
        Evaluator { context: self.context.clone().knowing(everyone) }
    }

    /// The same evaluator, now knowing the result of a phase.
    pub fn knowing(self, phase: Phase, survey: Survey) -> Evaluator {
        let everyone = self.context.outcome(phase, survey);
        Evaluator { context: self.context.knowing(everyone) }
    }
}
