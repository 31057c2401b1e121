//! Both paths to a decision, as of one instant.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::input::pass;
use super::out::Out;
use super::parts::Identities;
use super::tables::Joined;
use super::witness::Witness;
use super::{Input, ReadFailure, Steps};
use crate::eval::{Decision, Evaluator, Everyone, FastProgram, Fault, Id, Phase, Record, Survey};
use crate::plan::{Needs, Plan};
use crate::records::{Chunk, FastReader, OtherIds, Reader, Rows, Written};
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
    /// Whether a ledger keeps what the rules did to customers before.
    pub has_ledger: bool,
    /// What reads what it keeps of customers whose record cannot be read.
    ledger_reader: Arc<OnceLock<Reader>>,
    /// Customers whom the ledger does not know, and who take no part in anything.
    out: Out,
    /// What each phase sees of the customers whom only the ledger knows.
    absent: Arc<[(Phase, Survey)]>,
    /// The rows of tables that belong to the customers, and what a ledger keeps of them.
    pub tables: Option<Arc<Joined>>,
    /// Where customers are a part of all, the inputs that were surveyed.
    pub expected: Option<Arc<Identities>>,
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
            has_ledger: false,
            ledger_reader: Arc::default(),
            out: Out::default(),
            absent: Arc::from([]),
            tables: None,
            expected: None,
        }
    }

    /// The same where a ledger keeps what the rules did to customers before.
    pub(super) fn with_ledger(&self) -> Paths {
        Paths { has_ledger: true, fast: Arc::default(), ..self.clone() }
    }

    /// The same where others, whom only the ledger knows, have their places and were given gifts.
    ///
    /// # Errors
    /// If what is kept of them cannot be read.
    pub(super) fn with_absent(&self, absent: &impl Input) -> Result<Paths, ReadFailure> {
        let reader = Reader::of_ledger(self.reader.needs());
        let mut surveys: Vec<(Phase, Survey)> = Vec::new();
        for phase in self.evaluator.phases() {
            let mut survey = Survey::default();
            let count = |chunk: &Chunk<'_>| {
                let mut part = Survey::default();
                for written in chunk.written() {
                    self.count(phase, &written, &mut part);
                }
                part
            };
            pass(absent, &reader, None, count, |_, part| {
                survey.merge(part);
                Ok::<(), ReadFailure>(())
            })?;
            surveys.push((phase, survey));
        }
        Ok(Paths { absent: surveys.into(), ..self.clone() })
    }

    /// The same where some customers take no part in anything.
    pub(super) fn without(&self, out: Out) -> Paths {
        Paths { out, ..self.clone() }
    }

    /// The same where some customers have more than one id, each of the others with their own.
    pub(super) fn with_other_ids(&self, all: impl IntoIterator<Item = (String, String)>) -> Paths {
        let other_ids = OtherIds::new(all, self.reader.needs().id_ignores_case);
        if other_ids.is_empty() {
            return self.clone();
        }
        let reader = Arc::new(Reader::clone(&self.reader).with_other_ids(other_ids));
        Paths { reader, fast: Arc::default(), ..self.clone() }
    }

    /// Whether a customer takes no part in anything.
    #[inline]
    pub(super) fn is_out(&self, written: &Written<'_>) -> bool {
        self.out.may_be() && written.id().is_some_and(|id| self.out.has(&id.text))
    }

    /// What a phase has seen before it sees those who are here.
    pub(super) fn of_absent(&self, phase: Phase) -> Survey {
        let absent = self.absent.iter().find(|(other, _)| *other == phase);
        absent.map_or_else(|| self.evaluator.survey(), |(_, survey)| survey.clone())
    }

    /// Counts a customer who is going to be rejected by what a ledger keeps of them. Somebody whom the rules
    /// left out last time does not count.
    pub(super) fn count_kept(&self, phase: Phase, written: &Written<'_>, survey: &mut Survey) {
        if let Some(row) = written.kept_row()
            && written.ledger_row().is_none_or(|row| !row.is_left_out)
        {
            let reader = self.ledger_reader.get_or_init(|| Reader::of_ledger(self.reader.needs()));
            if let Ok(record) = reader.read(row) {
                let _rejected_later = self.evaluator.count(phase, &record, survey);
            }
        }
    }

    /// What is read of customers and of tables.
    pub(super) fn needs(&self) -> Cow<'_, Needs> {
        match self.has_ledger {
            true => Cow::Owned(self.reader.needs().with_ledger()),
            false => Cow::Borrowed(self.reader.needs()),
        }
    }

    /// The same for customers to whom rows of tables belong.
    pub(super) fn with_tables(&self, tables: Joined) -> Paths {
        Paths { tables: Some(Arc::new(tables)), ..self.clone() }
    }

    /// The same where inputs should be those that were surveyed.
    pub(super) fn expecting(&self, inputs: &Identities) -> Paths {
        Paths { expected: Some(Arc::new(inputs.clone())), ..self.clone() }
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
        let compile = || {
            let program = FastProgram::new(&self.evaluator)?;
            match self.has_ledger {
                true => FastReader::of_kept(&self.reader, program),
                false => FastReader::new(&self.reader, program),
            }
        };
        self.fast.get_or_init(|| compile().map(Arc::new)).as_ref()
    }

    /// The same where surveys let go of nobody.
    pub(super) fn keeping_all(&self) -> Paths {
        Paths { evaluator: self.evaluator.clone().keeping_all(), ..self.clone() }
    }

    /// The same, until nobody moves any more.
    pub(super) fn settling(&self) -> Paths {
        Paths { steps: Steps::All, ..self.clone() }
    }

    /// The same among all customers, who are still to be surveyed.
    pub(super) fn among(&self) -> Paths {
        Paths { alone: false, ..self.clone() }
    }

    /// The same among customers of whom this is known.
    pub(super) fn knowing_all(&self, everyone: Everyone) -> Paths {
        let evaluator = self.evaluator.clone().among(everyone);
        Paths { alone: !evaluator.phases_left().is_empty(), evaluator, ..self.clone() }
    }

    /// The same, now knowing the result of a phase.
    pub(super) fn knowing(self, phase: Phase, survey: Survey) -> Paths {
        Paths { evaluator: self.evaluator.knowing(phase, survey), ..self }
    }

    /// The same for those whom no survey has seen.
    pub(super) fn for_strangers(&self) -> Paths {
        Paths { evaluator: self.evaluator.for_strangers(), ..self.clone() }
    }

    /// Counts a customer who competes for nothing, and says who it is. Of somebody who cannot be decided, only
    /// what a ledger keeps counts.
    pub(super) fn count<'c>(
        &self,
        phase: Phase,
        written: &Written<'c>,
        survey: &mut Survey,
    ) -> Option<Id<'c>> {
        let Ok(record) = written.read() else {
            self.count_kept(phase, written, survey);
            return written.id();
        };
        if self.evaluator.count(phase, &record, survey).is_err() {
            self.count_kept(phase, written, survey);
        }
        Some(record.id)
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
