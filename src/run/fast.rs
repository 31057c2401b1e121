//! The fast half of a decider.

use std::borrow::Cow;

use super::Steps;
use crate::eval::fast::{Declined, Facts};
use crate::eval::{Decision, Evaluator, FastEvaluator, Id, Phase, Survey};
use crate::records::{FastMemory, FastRecord, FastSession};

/// Decides for one customer after the other on the fast path, in memory that is used again and
/// again, or declines to: then the plain path decides.
///
/// ```
/// use std::sync::Arc;
///
/// use flywheel::eval::{Decision, Evaluator, FastProgram};
/// use flywheel::records::{FastMemory, FastReader, Reader};
/// use flywheel::run::FastDecider;
/// use flywheel::values::AsOf;
/// use flywheel::Program;
///
/// let rules = "
///     customer
///       spent: money
///     stage New
///       when spent ≥ $100 tag \"large\"
/// ";
/// let program = Program::parse("shop.flywheel", rules).expect("rules without mistakes");
/// let plan = program.plan();
/// let evaluator = Evaluator::new(plan, AsOf::parse("2026-03-31", &plan.zone)?);
/// let reader = Arc::new(Reader::new(&plan.needs));
///
/// let compiled = FastProgram::new(&evaluator).expect("nothing unusual in the rules");
/// let fast_reader = FastReader::new(&reader, compiled).expect("nor in the fields");
/// let mut memory = FastMemory::new(&Arc::new(fast_reader));
/// let mut decider = FastDecider::new(&evaluator, &mut memory).expect("the same rules");
/// let mut decision = Decision::default();
/// assert!(decider.decide(br#"{"id":"ada","spent":120}"#, &mut decision).is_ok());
/// assert_eq!(decision.tags, ["large"]);
/// // A number of so many digits is unusual, so the plain path has to decide.
/// let many = br#"{"id":"bob","spent":1234567890123456789012}"#;
/// assert!(decider.decide(many, &mut decision).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FastDecider<'c> {
    evaluator: FastEvaluator<'c>,
    session: FastSession<'c>,
}

impl<'c> FastDecider<'c> {
    /// Decides as an evaluator does; `None` if the memory is for other rules, or another instant.
    pub fn new(evaluator: &'c Evaluator, memory: &'c mut FastMemory) -> Option<FastDecider<'c>> {
        let session = memory.session();
        Some(FastDecider { evaluator: session.program().knowing(evaluator)?, session })
    }

    /// Decides for one customer, as [`Evaluator::decide_among`](crate::eval::Evaluator) does for
    /// what [`Reader::read`](crate::records::Reader::read) reads, and says who it is. The memory
    /// of the decision is used again.
    ///
    /// # Errors
    /// If those two have to do it, whether the record is good or bad.
    #[inline]
    pub fn decide(
        &mut self,
        record: impl Into<FastRecord<'c>>,
        decision: &mut Decision,
    ) -> Result<Id<'c>, Declined> {
        self.decide_one(record.into(), Steps::One, decision)
    }

    /// The same for all steps of one customer, as [`Evaluator::settle`](crate::eval::Evaluator)
    /// decides.
    ///
    /// # Errors
    /// As [`decide`](FastDecider::decide).
    #[inline]
    pub fn settle(
        &mut self,
        record: impl Into<FastRecord<'c>>,
        decision: &mut Decision,
    ) -> Result<Id<'c>, Declined> {
        self.decide_one(record.into(), Steps::All, decision)
    }

    /// Looks at one customer for a phase, as [`Evaluator::look`](crate::eval::Evaluator) does at
    /// what [`Reader::read`](crate::records::Reader::read) reads, and says who it is. The memory of
    /// the decision is used again.
    ///
    /// # Errors
    /// As [`decide`](FastDecider::decide). The survey is as it was then.
    pub fn look(
        &mut self,
        phase: Phase,
        record: impl Into<FastRecord<'c>>,
        decision: &mut Decision,
        survey: &mut Survey,
    ) -> Result<Id<'c>, Declined> {
        let facts = self.session.read(record)?;
        look(self.evaluator, facts, phase, decision, survey)
    }

    /// Whose record it is.
    ///
    /// # Errors
    /// If [`Reader::read`](crate::records::Reader::read) has to find out.
    pub fn id(&mut self, record: impl Into<FastRecord<'c>>) -> Result<Id<'c>, Declined> {
        self.session.read(record).map(|facts| id(facts))
    }

    #[inline]
    pub(super) fn decide_one(
        &mut self,
        record: FastRecord<'c>,
        steps: Steps,
        decision: &mut Decision,
    ) -> Result<Id<'c>, Declined> {
        let facts = self.session.read(record)?;
        decide(self.evaluator, facts, steps, decision)
    }

    /// Forgets the records that were read.
    pub(super) fn begin(&mut self) {
        self.session.begin();
    }

    /// Reads one more record, before it is decided, or the ones before it. `None` is one that the plain
    /// path has to read.
    #[inline]
    pub(super) fn read_next(&mut self, record: Option<FastRecord<'c>>) {
        self.session.read_next(record);
    }

    /// Decides for the customer of a record that was read, by its place among them.
    ///
    /// # Errors
    /// As [`decide`](FastDecider::decide).
    #[inline]
    pub(super) fn decide_read(
        &mut self,
        place: usize,
        steps: Steps,
        decision: &mut Decision,
    ) -> Result<Id<'c>, Declined> {
        decide(self.evaluator, self.session.facts(place)?, steps, decision)
    }

    /// Looks at the customer of a record that was read.
    ///
    /// # Errors
    /// As [`look`](FastDecider::look).
    pub(super) fn look_at_read(
        &mut self,
        place: usize,
        phase: Phase,
        decision: &mut Decision,
        survey: &mut Survey,
    ) -> Result<Id<'c>, Declined> {
        look(self.evaluator, self.session.facts(place)?, phase, decision, survey)
    }
}

#[inline(always)]
fn decide<'c>(
    evaluator: FastEvaluator<'c>,
    facts: &mut Facts<'c>,
    steps: Steps,
    decision: &mut Decision,
) -> Result<Id<'c>, Declined> {
    match steps {
        Steps::One => evaluator.decide(facts, decision)?,
        Steps::All => evaluator.settle(facts, decision)?,
    }
    Ok(id(facts))
}

#[inline(always)]
fn look<'c>(
    evaluator: FastEvaluator<'c>,
    facts: &mut Facts<'c>,
    phase: Phase,
    decision: &mut Decision,
    survey: &mut Survey,
) -> Result<Id<'c>, Declined> {
    evaluator.look(phase, facts, decision, survey)?;
    Ok(id(facts))
}

#[inline]
fn id<'c>(facts: &Facts<'c>) -> Id<'c> {
    Id { text: Cow::Borrowed(facts.id), is_number: facts.id_is_number }
}
