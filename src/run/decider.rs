//! Decides for one customer after the other: the fast way where that can, else the plain way.

use std::borrow::Cow;

use super::{Decided, FastDecider, Rejected, Steps};
use crate::eval::{Decision, Evaluator, Id, Phase, Record, Survey};
use crate::records::{FastReader, Written};

/// Decides for the records of a stream on one thread, in memory that is used again and again.
#[derive(Debug)]
pub struct Decider<'c> {
    /// What the stream is called.
    input: &'c str,
    evaluator: &'c Evaluator<'c>,
    fast: Option<FastDecider<'c>>,
    steps: Steps,
    /// Of the customer at hand: the id where the fast way decided, the record where the plain way
    /// did.
    id: Id<'c>,
    record: Option<Record<'c>>,
    decision: Decision,
}

impl<'c> Decider<'c> {
    /// A decider for a stream that is called `input`. `fast` reads for the fast path of the same
    /// evaluator, where that can be taken.
    pub fn new(
        input: &'c str,
        evaluator: &'c Evaluator<'c>,
        fast: Option<&'c FastReader<'c>>,
        steps: Steps,
    ) -> Decider<'c> {
        Decider {
            input,
            evaluator,
            fast: fast.map(FastDecider::new),
            steps,
            id: Id { text: Cow::Borrowed(""), is_number: false },
            record: None,
            decision: Decision::default(),
        }
    }

    /// Decides for one customer.
    ///
    /// # Errors
    /// If the record cannot be read, or the rules ask for what cannot be kept exactly.
    #[inline(always)]
    pub fn decide<'d>(
        &'d mut self,
        written: &'d Written<'c>,
    ) -> Result<Decided<'d, 'c>, Box<Rejected<'c>>> {
        if self.decide_fast(written) {
            let Decider { input, id, decision, .. } = self;
            let (line, raw) = (written.line, written.raw);
            return Ok(Decided { id, decision, input, line, raw, written, record: None });
        }
        self.decide_plainly(written)
    }

    /// Whether the fast way has decided.
    #[inline(always)]
    fn decide_fast(&mut self, written: &Written<'c>) -> bool {
        let (Some(fast), Some(json)) = (&mut self.fast, written.json()) else { return false };
        let decided = self.steps.fast(fast, json, &mut self.decision);
        decided.map(|id| self.id = id).is_ok()
    }

    #[inline(never)]
    fn decide_plainly<'d>(
        &'d mut self,
        written: &'d Written<'c>,
    ) -> Result<Decided<'d, 'c>, Box<Rejected<'c>>> {
        let (input, line, raw) = (self.input, written.line, written.raw);
        let read = written.read().map_err(|reject| Rejected::unread(input, written, reject))?;
        let record = self.record.insert(read);
        let decided = self.steps.plainly(self.evaluator, record);
        let id = &record.id;
        self.decision = decided.map_err(|fault| Rejected {
            id: Some(id.clone()),
            input,
            line,
            raw,
            header: written.header(),
            fault: fault.into(),
        })?;
        let (decision, record) = (&self.decision, Some(&*record));
        Ok(Decided { id, decision, input, line, raw, written, record })
    }

    /// Looks at one customer for a phase. Who cannot be decided takes part in nothing; why not is
    /// given once they are to be decided.
    pub fn look(&mut self, phase: Phase, written: &Written<'c>, survey: &mut Survey) {
        if let (Some(fast), Some(json)) = (&mut self.fast, written.json())
            && fast.look(phase, json, &mut self.decision, survey).is_ok()
        {
            return;
        }
        if let Ok(record) = written.read() {
            let _rejected_later = self.evaluator.look(phase, &record, survey);
        }
    }
}
