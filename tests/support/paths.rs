//! The two paths to a decision, and how each is called: the one place to change when that does.

use std::sync::Arc;

use flywheel::eval::{Decision, Evaluator, FastProgram, Id, Phase, Survey};
use flywheel::records::{FastMemory, FastReader, Reader};
pub(super) use flywheel::run::Steps;

use flywheel::run::FastDecider;

/// What is decided for a customer, and whose decision it is.
pub(super) type Decided<'r> = (Id<'r>, Decision);

/// The path that defines what a decision is.
pub(super) struct Plain<'a> {
    pub evaluator: &'a Evaluator,
    pub reader: &'a Arc<Reader>,
}

impl Plain<'_> {
    /// The decision, or why there is none.
    pub(super) fn decide<'r>(&self, record: &'r [u8], steps: Steps) -> Result<Decided<'r>, String> {
        let record = self.reader.read(record).map_err(|fault| {
            format!("{}: {}", fault.path.as_deref().unwrap_or("-"), fault.message)
        })?;
        let decision = match steps {
            Steps::One => self.evaluator.decide_among(&record),
            Steps::All => self.evaluator.settle(&record),
        };
        let decision = decision.map_err(|fault| fault.to_string())?;
        Ok((record.id, decision))
    }

    /// Adds what a phase sees of a customer; whether it could be seen.
    pub(super) fn look(&self, phase: Phase, record: &[u8], survey: &mut Survey) -> bool {
        let read = self.reader.read(record).ok();
        read.is_some_and(|record| self.evaluator.look(phase, &record, survey).is_ok())
    }

    /// Works with the fast path to the same decisions, and with records that it can keep hold of.
    pub(super) fn beside_fast<R, T>(
        &self,
        records: &[R],
        work: impl for<'f> FnOnce(Fast<'f>, &'f [R]) -> T,
    ) -> T {
        let reader = FastProgram::new(self.evaluator)
            .and_then(|program| FastReader::new(self.reader, program));
        let mut memory = reader.map(|reader| FastMemory::new(&Arc::new(reader)));
        let decider = memory.as_mut().map(|memory| {
            FastDecider::new(self.evaluator, memory).expect("it was compiled for this evaluator")
        });
        work(Fast { decider }, records)
    }
}

/// The path that says the same sooner, or declines.
pub(super) struct Fast<'f> {
    /// Nothing for a plan that it declines as a whole.
    decider: Option<FastDecider<'f>>,
}

impl<'f> Fast<'f> {
    /// The decision, unless the path declines.
    pub(super) fn decide(&mut self, record: &'f [u8], steps: Steps) -> Option<Decided<'f>> {
        let decider = self.decider.as_mut()?;
        let mut decision = Decision::default();
        let id = match steps {
            Steps::One => decider.decide(record, &mut decision).ok()?,
            Steps::All => decider.settle(record, &mut decision).ok()?,
        };
        Some((id, decision))
    }

    /// Adds what a phase sees of a customer; whether the path did not decline.
    pub(super) fn look(&mut self, phase: Phase, record: &'f [u8], survey: &mut Survey) -> bool {
        let mut decision = Decision::default();
        let decider = self.decider.as_mut();
        decider.is_some_and(|decider| decider.look(phase, record, &mut decision, survey).is_ok())
    }
}
