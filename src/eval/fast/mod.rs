//! The fast path: the same decisions, sooner. Facts are whole numbers in slots, conditions are
//! compiled for one instant, and whatever is out of the ordinary is [`Declined`]: then the plain
//! evaluator decides. It may decline, but what it says is what the plain evaluator says.

mod compile;
mod cond;
mod day;
mod facts;
mod fold;
mod layout;
mod measured;
mod node;
mod passing;
mod rows;
mod simple;
mod slot;
mod slot_test;
mod stage;
mod truth;
mod view;
mod words;

pub use facts::Facts;
pub use rows::{More, Rows};
pub use slot::Slot;
pub use words::Words;

use std::slice;

use crate::plan::StageId;
use crate::values::Instant;

use super::context::Context;
use super::judged::{Judged, Outset};
use super::state::State;
use super::{Decision, Evaluator, Fault, Phase, Survey};
use compile::Compiled;
pub(crate) use layout::Layout;
use view::View;

/// Something that only the plain way can judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declined;

impl From<Fault> for Declined {
    fn from(_: Fault) -> Declined {
        Declined
    }
}

/// The conditions of a plan, compiled for one instant.
#[derive(Clone, Debug)]
pub struct FastEvaluator<'p> {
    at: &'p Context<'p>,
    layout: Layout,
    compiled: Compiled<'p>,
    /// What is known of a customer about whom nothing was said.
    blank: Vec<Slot<'p>>,
    required_fields: Vec<usize>,
    required_lists: Vec<usize>,
}

impl<'p> FastEvaluator<'p> {
    /// The fast path of an evaluator; `None` if the plan asks for something that it does not
    /// know.
    pub fn new(evaluator: &'p Evaluator<'p>) -> Option<FastEvaluator<'p>> {
        let at = &evaluator.context;
        let (layout, needs) = (Layout::of(at.plan), &at.plan.needs);
        let compiled = compile::compiled(at)?;
        let mut blank = vec![Slot::Pending; layout.len()];
        for (slot, field) in needs.fields.iter().enumerate() {
            let words = &compiled.vocabulary.fields[slot];
            blank[slot] = match &field.default {
                Some(default) => compile::default(default, words)?,
                None => Slot::Unknown,
            };
        }
        blank[layout.tags()] = Slot::Whole(0);
        blank[layout.stage()] = Slot::Unknown;
        blank[layout.stage_since()] = Slot::Unknown;
        let fields = needs.fields.iter().enumerate().filter(|(_, field)| field.required);
        let lists = needs.lists.iter().enumerate().filter(|(_, list)| list.required);
        let required_fields = fields.map(|(slot, _)| slot).collect();
        let required_lists = lists.map(|(slot, _)| slot).collect();
        Some(FastEvaluator { at, layout, compiled, blank, required_fields, required_lists })
    }

    /// Memory for the facts of one customer after the other.
    pub fn facts<'a>(&self) -> Facts<'a> {
        let sets = self.compiled.kept.len();
        Facts::new(self.at.clock.as_of(), &self.at.plan.needs.lists, sets)
    }

    /// Makes room for the next customer.
    #[inline]
    pub fn begin<'a>(&'a self, facts: &mut Facts<'a>) {
        facts.clear(&self.blank);
    }

    /// Which slot holds what.
    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    /// The words that the rules ask for among the tags.
    pub fn tags(&self) -> &Words {
        &self.compiled.vocabulary.tags
    }

    /// The words that the rules ask for in a field that is a set.
    pub fn words(&self, field: usize) -> &Words {
        &self.compiled.vocabulary.fields[field]
    }

    /// The place of a field among the sets that are asked for a word of the record, so that their
    /// own words have to be kept.
    pub fn kept(&self, field: usize) -> Option<usize> {
        self.compiled.kept.iter().position(|kept| *kept == field)
    }

    /// The words that the rules ask for in an attribute that is a set.
    pub fn attribute_words(&self, list: usize, attribute: usize) -> &Words {
        &self.compiled.vocabulary.attributes[list][attribute]
    }

    /// One step of a customer: what [`Evaluator::decide_among`] says. The decision's memory is
    /// used again.
    ///
    /// # Errors
    /// If the plain evaluator has to decide, or the record lacks something.
    pub fn decide<'a>(
        &'a self,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
    ) -> Result<(), Declined> {
        self.steps(facts, decision, false)?;
        decision.deny(|gift| self.at.run.is_denied(facts.id, gift));
        Ok(())
    }

    /// All steps of a customer: what [`Evaluator::settle`] says. The decision's memory is used
    /// again.
    ///
    /// # Errors
    /// As [`decide`](FastEvaluator::decide).
    pub fn settle<'a>(
        &'a self,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
    ) -> Result<(), Declined> {
        self.steps(facts, decision, true)
    }

    /// One step, or as many as it takes until the customer has settled.
    fn steps<'a>(
        &'a self,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
        settle: bool,
    ) -> Result<(), Declined> {
        facts.complete(&self.required_fields, &self.required_lists)?;
        let (at, id) = (self.at, facts.id);
        let (stage, stage_since) = self.stage(facts)?;
        facts.stage = stage;
        let outset = Outset::of(at, stage, stage_since);
        decision.begin(stage, outset.stage);
        decision.stage_since = outset.stage_since;
        self.set_out(facts, &outset);
        let mut judged = facts.judged.take().unwrap_or_default();
        let enters_start = settle && stage.is_none();
        let entered = if enters_start { slice::from_ref(&at.plan.start) } else { &[] };
        judged.judge(at, &mut View { fast: self, facts }, id, outset, entered)?;
        // For most customers, no rule fires on a given day, and the decision is already complete.
        if !judged.is_nothing() {
            let state = State::begin(at, stage, stage_since);
            let entered = settle.then(|| entered.to_vec());
            self.go_on(facts, decision, &mut judged, state, entered)?;
        }
        facts.judged = Some(judged);
        Ok(())
    }

    /// Carries out what the first step comes to. Where customers are to settle, and so the stages
    /// are told that they have entered, all steps after it follow.
    fn go_on<'a>(
        &'a self,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
        judged: &mut Judged,
        mut state: State<'a>,
        mut entered: Option<Vec<StageId>>,
    ) -> Result<(), Declined> {
        let (at, id, tags) = (self.at, facts.id, facts.slots[self.layout.tags()]);
        loop {
            std::mem::swap(&mut state.given, &mut facts.given);
            let carried_out = judged.carry_out(at, id, &mut state, decision);
            std::mem::swap(&mut state.given, &mut facts.given);
            let moved = carried_out?;
            decision.stage_since = state.stage_since;
            let Some(entered) = entered.as_mut().filter(|_| moved) else { return Ok(()) };
            entered.push(decision.to);
            self.arrive(facts, tags, decision);
            let outset = Outset::of(at, state.stage, state.stage_since);
            self.set_out(facts, &outset);
            judged.judge(at, &mut View { fast: self, facts }, id, outset, entered)?;
            if judged.is_nothing() {
                return Ok(());
            }
        }
    }

    /// What was worked out was true of the stage before, and of the tags.
    #[cold]
    fn arrive(&self, facts: &mut Facts<'_>, tags: Slot<'_>, decision: &Decision) {
        facts.slots[self.layout.a_let(0)..].fill(Slot::Pending);
        let tags = self.tags_after(tags.whole().unwrap_or_default(), decision);
        *facts.slot(self.layout.tags()) = Slot::Whole(tags);
    }

    /// The tags once the decision has been carried out, by the bits of their words.
    fn tags_after(&self, before: i128, decision: &Decision) -> i128 {
        let bits = |tags: &[String]| tags.iter().fold(0, |bits, tag| bits | self.tags().bit(tag));
        (before | bits(&decision.tags)) & !bits(&decision.untags)
    }

    /// Looks at a customer for a phase: what [`Evaluator::look`] does.
    ///
    /// # Errors
    /// As [`decide`](FastEvaluator::decide); then the survey is as it was.
    pub fn look<'a>(
        &'a self,
        phase: Phase,
        facts: &mut Facts<'a>,
        decision: &mut Decision,
        survey: &mut Survey,
    ) -> Result<(), Declined> {
        let before = facts.given.len();
        self.decide(facts, decision)?;
        // What is given at this step is not a history yet.
        facts.given.truncate(before);
        self.at.look_at(phase, &mut View { fast: self, facts }, decision, survey)
    }

    /// In which stage the record has the customer, and since when.
    fn stage(&self, facts: &Facts<'_>) -> Result<(Option<StageId>, Option<Instant>), Declined> {
        let whole = |slot: usize| facts.slots[slot].whole();
        let since = whole(self.layout.stage_since()).map(instant).transpose();
        Ok((whole(self.layout.stage()).map(|stage| stage as StageId), since?))
    }

    fn set_out<'a>(&'a self, facts: &mut Facts<'a>, outset: &Outset) {
        facts.slots[self.layout.stage()] = Slot::Whole(outset.stage as i128);
        facts.slots[self.layout.stage_since()] = match outset.stage_since {
            Some(since) => Slot::Whole(since.as_nanosecond()),
            None => Slot::Unknown,
        };
    }

    fn day_of(&self, at: i128) -> Result<i128, Declined> {
        Ok(day::packed(self.at.clock.day_of(instant(at)?)))
    }
}

/// The instant of this many nanoseconds.
fn instant(nanos: i128) -> Result<Instant, Declined> {
    // Between 1677 and 2262 a short division does.
    let instant = match i64::try_from(nanos) {
        Ok(nanos) => {
            let second = 1_000_000_000;
            Instant::new(nanos.div_euclid(second), nanos.rem_euclid(second) as i32)
        }
        Err(_) => Instant::from_nanosecond(nanos),
    };
    instant.map_err(|_| Declined)
}
