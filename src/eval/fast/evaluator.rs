//! Decides by a compiled program.

use std::borrow::Cow;
use std::slice;

#[cfg(doc)]
use super::super::Evaluator;
use super::super::context::Context;
use super::super::judged::{Judged, Outset};
use super::super::state::State;
use super::super::{Decision, Phase, Reason, Survey, owing};
use super::facts::Facts;
use super::slot::Slot;
use super::view::View;
use super::{Declined, FastProgram, day, instant};
use crate::plan::StageId;
use crate::values::Instant;

/// A compiled program, with what is known of all customers.
#[derive(Clone, Copy, Debug)]
pub struct FastEvaluator<'a> {
    pub(super) at: &'a Context,
    pub(super) program: &'a FastProgram,
}

impl<'a> FastEvaluator<'a> {
    /// One step of a customer: what [`Evaluator::decide_among`] says. The decision's memory is
    /// used again.
    ///
    /// # Errors
    /// If the plain evaluator has to decide, or the record lacks something.
    pub fn decide(self, facts: &mut Facts<'a>, decision: &mut Decision) -> Result<(), Declined> {
        let before = facts.given.len();
        self.steps(facts, decision, false)?;
        if !(decision.given.is_empty() || self.at.everyone.purses.is_empty()) {
            self.deny(facts, decision, before)?;
        }
        self.note_owed(facts, decision)
    }

    /// Withholds what the budgets have nothing left for. The customer is put in order as they were
    /// before the step, when the history had so many gifts.
    #[inline(never)]
    fn deny(
        self,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
        before: usize,
    ) -> Result<(), Declined> {
        let given = facts.given.split_off(before);
        let short = self.at.short(&mut View { fast: self, facts }, decision);
        facts.given.extend(given);
        decision.deny(&short?);
        Ok(())
    }

    /// All steps of a customer: what [`Evaluator::settle`] says. The decision's memory is used
    /// again.
    ///
    /// # Errors
    /// As [`decide`](FastEvaluator::decide).
    pub fn settle(self, facts: &mut Facts<'a>, decision: &mut Decision) -> Result<(), Declined> {
        self.steps(facts, decision, true)?;
        self.note_owed(facts, decision)
    }

    /// Notes what is owed from now on. Whoever is owed something before is decided on the plain path,
    /// and so is a gift that is kept while something is so, if the decision may change that.
    #[inline(always)]
    fn note_owed(self, facts: &mut Facts<'a>, decision: &mut Decision) -> Result<(), Declined> {
        if self.at.plan.needs.owed.is_none() { Ok(()) } else { self.owed(facts, decision) }
    }

    #[inline(never)]
    fn owed(self, facts: &mut Facts<'a>, decision: &mut Decision) -> Result<(), Declined> {
        let is_conditional = |gift: usize| self.program.compiled.kept_while[gift].is_some();
        let spent = decision.withheld.iter().any(|withheld| withheld.reason == Reason::Budget);
        if (spent || !decision.is_nothing())
            && decision.withheld.iter().any(|withheld| is_conditional(withheld.gift))
        {
            return Err(Declined);
        }
        let id = facts.id;
        owing::note(self.at, &mut View { fast: self, facts }, id, &[], Vec::new(), decision)
    }

    /// One step, or as many as it takes until the customer has settled.
    fn steps(
        self,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
        settle: bool,
    ) -> Result<(), Declined> {
        self.program.complete(facts)?;
        let (at, id) = (self.at, facts.id);
        let (stage, stage_since) = self.stage(facts)?;
        facts.stage = stage;
        let outset = Outset::of(at, stage, stage_since);
        decision.begin(stage, outset.stage);
        decision.given_later = facts.given_later;
        decision.stage_differs = facts.says_other_stage(stage);
        // Of everybody else, the slots have it from the record.
        if stage.is_none() {
            self.set_out(facts, &outset);
        }
        if (View { fast: self, facts }).begins(decision)? {
            return Ok(());
        }
        decision.stage_since = outset.stage_since;
        let mut judged = facts.judged.take().unwrap_or_default();
        let enters_start = settle && stage.is_none();
        let entered = if enters_start { slice::from_ref(&at.plan.start) } else { &[] };
        let mut view = View { fast: self, facts };
        judged.judge(at, &mut view, id, outset, entered, &[])?;
        judged.note_gaps(&at.plan, &mut view, decision)?;
        // For most customers, no rule fires on a given day, and the decision is already complete.
        if !judged.is_nothing() {
            let entered = settle.then(|| entered.to_vec());
            self.go_on(facts, decision, &mut judged, (stage, stage_since), entered)?;
        }
        facts.judged = Some(judged);
        Ok(())
    }

    /// Carries out what the first step comes to. Where customers are to settle, and so the stages
    /// are told that they have entered, all steps after it follow.
    #[inline(never)]
    fn go_on(
        self,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
        judged: &mut Judged,
        (stage, stage_since): (Option<StageId>, Option<Instant>),
        mut entered: Option<Vec<StageId>>,
    ) -> Result<(), Declined> {
        let (at, id, tags) = (self.at, facts.id, facts.slots[self.program.map.tags()]);
        let mut state = State::begin(at, stage, stage_since);
        state.assumed = std::mem::take(&mut facts.assumed);
        loop {
            state.given = Cow::Owned(std::mem::take(&mut facts.given));
            let carried_out = judged.carry_out(at, id, &mut state, decision);
            facts.given = std::mem::take(&mut state.given).into_owned();
            let moved = carried_out?;
            decision.stage_since = state.stage_since;
            let Some(entered) = entered.as_mut().filter(|_| moved) else { return Ok(()) };
            entered.push(decision.to);
            self.arrive(facts, tags, decision);
            let outset = Outset::of(at, state.stage, state.stage_since);
            self.set_out(facts, &outset);
            judged.judge(at, &mut View { fast: self, facts }, id, outset, entered, &[])?;
            if judged.is_nothing() {
                return Ok(());
            }
        }
    }

    /// What was worked out was true of the stage before, and of the tags.
    #[cold]
    fn arrive(self, facts: &mut Facts<'_>, tags: Slot<'_>, decision: &Decision) {
        facts.slots[self.program.map.a_let(0)..].fill(Slot::Pending);
        let tags = self.tags_after(tags.whole().unwrap_or_default(), decision);
        *facts.slot(self.program.map.tags()) = Slot::Whole(tags);
    }

    /// The tags once the decision has been carried out, by the bits of their words.
    fn tags_after(self, before: i128, decision: &Decision) -> i128 {
        let bits =
            |tags: &[String]| tags.iter().fold(0, |bits, tag| bits | self.program.tags().bit(tag));
        (before | bits(&decision.tags)) & !bits(&decision.untags)
    }

    /// Looks at a customer for a phase: what [`Evaluator::look`] does.
    ///
    /// # Errors
    /// As [`decide`](FastEvaluator::decide); then the survey is as it was.
    pub fn look(
        self,
        phase: Phase,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
        survey: &mut Survey,
    ) -> Result<(), Declined> {
        let before = facts.given.len();
        self.decide(facts, decision)?;
        if decision.left_out {
            return Ok(());
        }
        // What is given at this step is not a history yet.
        facts.given.truncate(before);
        self.at.look_at(phase, &mut View { fast: self, facts }, decision, survey)
    }

    /// In which stage the record has the customer, and since when.
    fn stage(self, facts: &Facts<'_>) -> Result<(Option<StageId>, Option<Instant>), Declined> {
        let whole = |slot: usize| facts.slots[slot].whole();
        let since = whole(self.program.map.stage_since()).map(instant).transpose();
        Ok((whole(self.program.map.stage()).map(|stage| stage as StageId), since?))
    }

    fn set_out(self, facts: &mut Facts<'a>, outset: &Outset) {
        facts.slots[self.program.map.stage()] = Slot::Whole(outset.stage as i128);
        facts.slots[self.program.map.stage_since()] = match outset.stage_since {
            Some(since) => Slot::Whole(since.as_nanosecond()),
            None => Slot::Unknown,
        };
    }

    pub(super) fn day_of(self, at: i128) -> Result<i128, Declined> {
        Ok(day::packed(self.at.clock.day_of(instant(at)?)))
    }
}
