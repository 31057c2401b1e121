//! Both paths to a decision, as of one instant.

use std::sync::{Arc, OnceLock};

use super::Steps;
use super::tables::Joined;
use super::witness::Witness;
use crate::eval::{Decision, Evaluator, FastProgram, Fault, Phase, Record, Survey};
use crate::plan::Plan;
use crate::records::{FastReader, Reader, Rows, Written};
use crate::values::AsOf;

/// Both paths to a decision: a plan as of one instant, with what is known of all customers.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    pub as_of: AsOf,
    pub evaluator: Evaluator,
    pub reader: Arc<Reader>,
    pub steps: Steps,
    /// The fast path, once somebody has asked for it: what is known of all customers is no part of
    /// it. `None` for a plan that it declines as a whole.
    fast: Arc<OnceLock<Option<Arc<FastReader>>>>,
    /// Whether customers compete, and nobody has surveyed them.
    alone: bool,
    /// The rows of tables that belong to the customers.
    pub tables: Option<Arc<Joined>>,
}

impl Paths {
    /// One move at most, and nobody else is known.
    pub(super) fn new(plan: &Arc<Plan>, as_of: AsOf) -> Paths {
        let evaluator = Evaluator::new(plan, as_of);
        Paths {
            as_of,
            alone: !evaluator.phases().is_empty(),
            evaluator,
            reader: Arc::new(Reader::new(&plan.needs)),
            steps: Steps::One,
            fast: Arc::default(),
            tables: None,
        }
    }

    /// The same for customers to whom rows of tables belong.
    pub(super) fn with_tables(&self, tables: Joined) -> Paths {
        Paths { tables: Some(Arc::new(tables)), ..self.clone() }
    }

    /// The rows of tables that belong to the records of an input.
    pub(super) fn rows(&self, input: usize) -> Option<Box<dyn Rows + '_>> {
        self.tables.as_ref().map(|tables| tables.rows(input))
    }

    /// By input, the records that were seen before anyone is surveyed or decided.
    pub(super) fn seen(&self) -> Arc<[Witness]> {
        self.tables.as_ref().map_or_else(|| Arc::from([]), |tables| Arc::clone(&tables.seen))
    }

    /// The fast path, which is compiled for the first who asks.
    pub(super) fn fast(&self) -> Option<&Arc<FastReader>> {
        let compile = || FastReader::new(&self.reader, FastProgram::new(&self.evaluator)?);
        self.fast.get_or_init(|| compile().map(Arc::new)).as_ref()
    }

    /// The same, until nobody moves any more.
    pub(super) fn settling(&self) -> Paths {
        Paths { steps: Steps::All, ..self.clone() }
    }

    /// The same among all customers, who are still to be surveyed.
    pub(super) fn among(&self) -> Paths {
        Paths { alone: false, ..self.clone() }
    }

    /// The same, now knowing the result of a phase.
    pub(super) fn knowing(self, phase: Phase, survey: Survey) -> Paths {
        Paths { evaluator: self.evaluator.knowing(phase, survey), ..self }
    }

    /// The same for those whom no survey has seen.
    pub(super) fn for_strangers(&self) -> Paths {
        Paths { evaluator: self.evaluator.for_strangers(), ..self.clone() }
    }

    /// Counts a customer who competes for nothing. Who cannot be decided takes part in nothing.
    pub(super) fn count(&self, phase: Phase, written: &Written<'_>, survey: &mut Survey) {
        if let Ok(record) = written.read() {
            let _rejected_later = self.evaluator.count(phase, &record, survey);
        }
    }

    /// Whether each customer is decided as if there were nobody else, which takes a survey of each.
    pub(super) fn is_alone(&self) -> bool {
        self.alone
    }

    /// The plain path.
    pub(super) fn plainly(&self, record: &Record<'_>) -> Result<Decision, Fault> {
        match self.alone {
            true => self.steps.plainly(&self.evaluator.alone(record)?, record),
            false => self.steps.plainly(&self.evaluator, record),
        }
    }
}
