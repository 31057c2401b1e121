use std::borrow::Cow;

use crate::eval::fast::{Declined, Facts};
use crate::eval::{Decision, Id, Phase, Survey};

use super::reader::FastReader;
use super::scratch::Scratch;

/// The fast path for one record after the other, in memory that is used again and again.
///
/// ```
/// use flywheel::eval::{Evaluator, FastEvaluator};
/// use flywheel::records::{FastReader, FastDecider, Reader};
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
/// let reader = Reader::new(&plan.needs);
///
/// let fast = FastEvaluator::new(&evaluator).expect("nothing unusual in the rules");
/// let fast_reader = FastReader::new(&reader, &fast).expect("nor in the fields");
/// let mut decider = FastDecider::new(&fast_reader);
/// let mut large = 0;
/// for json in [&br#"{"id":"ada","spent":120}"#[..], br#"{"id":"bob","spent":1e2}"#] {
///     large += match decider.decide(json) {
///         Ok(_id) => decider.decision().tags.len(),
///         // An exponent is odd: the plain path decides.
///         Err(_odd) => evaluator.decide_among(&reader.read(json)?)?.tags.len(),
///     };
/// }
/// assert_eq!(large, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FastDecider<'c> {
    reader: &'c FastReader<'c>,
    /// Put back in the end.
    scratch: Option<Scratch>,
    facts: Facts<'c>,
    decision: Decision,
}

impl<'c> FastDecider<'c> {
    /// Room for one record at a time.
    pub fn new(reader: &'c FastReader<'c>) -> FastDecider<'c> {
        let (facts, decision) = (reader.fast.facts(), Decision::default());
        FastDecider { reader, scratch: Some(reader.scratch()), facts, decision }
    }

    /// Decides for one customer, as [`Evaluator::decide_among`](crate::eval::Evaluator) does for
    /// what [`Reader::read`](crate::records::Reader::read) reads, and says who it is.
    ///
    /// # Errors
    /// Where those two have to do it, be the record good or bad.
    pub fn decide(&mut self, json: &'c [u8]) -> Result<Id<'c>, Declined> {
        self.read(json)?;
        self.reader.fast.decide(&mut self.facts, &mut self.decision)?;
        Ok(self.id())
    }

    /// The same for all steps of one customer, as [`Evaluator::settle`](crate::eval::Evaluator)
    /// decides.
    ///
    /// # Errors
    /// As [`decide`](FastDecider::decide).
    pub fn settle(&mut self, json: &'c [u8]) -> Result<Id<'c>, Declined> {
        self.read(json)?;
        self.reader.fast.settle(&mut self.facts, &mut self.decision)?;
        Ok(self.id())
    }

    /// Looks at one customer for a phase, as [`Evaluator::look`](crate::eval::Evaluator) does at what
    /// [`Reader::read`](crate::records::Reader::read) reads.
    ///
    /// # Errors
    /// Where those two have to do it, be the record good or bad. The survey is as it was then.
    pub fn look(
        &mut self,
        phase: Phase,
        json: &'c [u8],
        survey: &mut Survey,
    ) -> Result<(), Declined> {
        self.read(json)?;
        self.reader.fast.look(phase, &mut self.facts, &mut self.decision, survey)
    }

    fn read(&mut self, json: &'c [u8]) -> Result<(), Declined> {
        let scratch = self.scratch.as_mut().ok_or(Declined)?;
        self.reader.read(json, scratch, &mut self.facts)
    }

    fn id(&self) -> Id<'c> {
        Id { text: Cow::Borrowed(self.facts.id), is_number: self.facts.id_is_number }
    }

    /// The decision for the last one who could be decided.
    pub fn decision(&self) -> &Decision {
        &self.decision
    }
}

impl Drop for FastDecider<'_> {
    fn drop(&mut self) {
        if let Some(scratch) = self.scratch.take() {
            self.reader.give_back(scratch);
        }
    }
}
