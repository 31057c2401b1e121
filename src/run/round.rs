//! What a decider does with the records of one chunk of a stream.

use std::borrow::Cow;
use std::ops::Range;

use super::paths::Paths;
use super::{Decided, FastDecider, Rejected};
use crate::eval::{Decision, Id, Phase, Record, Survey};
use crate::records::{FaultKind, FaultyRecord, Written};

/// The most records that are read before the first of them is decided. With 8 or 64, a run took 1 to 2%
/// longer on a processor with 32 KB for instructions.
const AHEAD: usize = 24;
/// They have no more bytes than this together, rows of tables included, so that what is read of large ones
/// is not kept many times.
const AHEAD_BYTES: usize = 1 << 15;

/// A decider at work on records that live equally long: those of one chunk of a stream.
#[derive(Debug)]
pub(super) struct Round<'c> {
    /// What the stream is called.
    input: &'c str,
    paths: &'c Paths,
    fast: Option<FastDecider<'c>>,
    /// Which records of the chunk the fast path has read.
    ahead: Range<usize>,
    /// Of the customer at hand: the id where the fast path decided, the record where the plain one
    /// did.
    id: Id<'c>,
    record: Option<Record<'c>>,
    decision: &'c mut Decision,
}

impl<'c> Round<'c> {
    pub(super) fn new(
        input: &'c str,
        paths: &'c Paths,
        fast: Option<FastDecider<'c>>,
        decision: &'c mut Decision,
    ) -> Round<'c> {
        let id = Id { text: Cow::Borrowed(""), is_number: false };
        Round { input, paths, fast, ahead: 0..0, id, record: None, decision }
    }

    /// Decides for one customer.
    ///
    /// # Errors
    /// If the record cannot be read, or the rules ask for what cannot be kept exactly.
    #[inline(always)]
    pub(super) fn decide<'d>(
        &'d mut self,
        written: &'d Written<'c>,
    ) -> Result<Decided<'d, 'c>, Box<Rejected<'c>>> {
        if self.decide_fast(written) {
            let Round { input, id, decision, .. } = self;
            let (line, raw, evaluator) = (written.line, written.raw, &self.paths.evaluator);
            let record = None;
            return Ok(Decided { id, decision, input, line, raw, evaluator, written, record });
        }
        self.decide_plainly(written)
    }

    /// Whether the fast path has decided.
    #[inline(always)]
    fn decide_fast(&mut self, written: &Written<'c>) -> bool {
        let place = self.read_ahead(written);
        let Some(fast) = &mut self.fast else { return false };
        let decided = fast.decide_read(place, self.paths.steps, self.decision);
        decided.map(|id| self.id = id).is_ok()
    }

    /// Makes sure that the fast path has read a record, and says which of those that it has read it is. It
    /// reads a few at a time, because the code that reads and the code that decides do not fit into the
    /// cache for instructions of most processors together.
    #[inline(always)]
    fn read_ahead(&mut self, written: &Written<'c>) -> usize {
        if !self.ahead.contains(&written.place()) {
            self.read_more(written);
        }
        written.place() - self.ahead.start
    }

    #[inline(never)]
    fn read_more(&mut self, written: &Written<'c>) {
        let Some(fast) = &mut self.fast else { return };
        self.ahead = written.place()..written.place();
        fast.begin();
        let mut length = 0;
        for written in written.onward().take(AHEAD) {
            // A row is made into JSON only for who reads it.
            let record = written.fast();
            length += record.map_or(written.raw.len(), |record| record.length());
            if length > AHEAD_BYTES && !self.ahead.is_empty() {
                break;
            }
            fast.read_next(record);
            self.ahead.end += 1;
        }
    }

    #[inline(never)]
    fn decide_plainly<'d>(
        &'d mut self,
        written: &'d Written<'c>,
    ) -> Result<Decided<'d, 'c>, Box<Rejected<'c>>> {
        let (input, line, raw) = (self.input, written.line, written.raw);
        let read = written.read().map_err(|reject| Rejected::unread(input, written, reject))?;
        let record = self.record.insert(read);
        let decided = self.paths.plainly(record);
        let id = &record.id;
        *self.decision = decided.map_err(|fault| Rejected {
            id: Some(id.clone()),
            ..Rejected::whole(input, written, fault.into())
        })?;
        let (decision, record) = (&*self.decision, Some(&*record));
        let evaluator = &self.paths.evaluator;
        Ok(Decided { id, decision, input, line, raw, evaluator, written, record })
    }

    /// Looks at one customer for a phase, and says who it is, and whether the rules leave them out.
    ///
    /// # Errors
    /// If they cannot be decided, with the id as far as it can be read. Of them, only what a ledger keeps counts.
    pub(super) fn look(
        &mut self,
        phase: Phase,
        written: &Written<'c>,
        survey: &mut Survey,
    ) -> Result<(Id<'c>, bool), Box<Rejected<'c>>> {
        let place = self.read_ahead(written);
        if let Some(fast) = &mut self.fast
            && let Ok(id) = fast.look_at_read(place, phase, self.decision, survey)
        {
            return Ok((id, self.decision.left_out));
        }
        let input = self.input;
        let refused = match written.read() {
            Ok(record) => match self.paths.evaluator.look(phase, &record, survey) {
                Ok(left_out) => return Ok((record.id, left_out)),
                Err(fault) => {
                    let id = Some(record.id);
                    Rejected { id, ..Rejected::whole(input, written, fault.into()) }
                }
            },
            Err(faulty) => {
                let id = written.id();
                Rejected { id, ..Rejected::unread(input, written, faulty) }
            }
        };
        self.paths.count_kept(phase, written, survey);
        Err(Box::new(refused))
    }

    /// Whether a customer is one of those that are looked for, by their ids, and then the record, or why
    /// it cannot be read. Of a record that is too damaged to say whose it is, that is not known.
    pub(super) fn find(
        &mut self,
        place_of: impl Fn(&str) -> Option<usize>,
        written: &Written<'c>,
    ) -> Option<Sighting<'c>> {
        self.ahead = 0..0;
        if let Some(fast) = &mut self.fast
            && let Some(record) = written.fast()
            && fast.id(record).is_ok_and(|other| place_of(&other.text).is_none())
        {
            return None;
        }
        match written.read() {
            Ok(record) => place_of(&record.id.text).map(|place| Sighting::Them(place, Ok(record))),
            Err(fault) => match written.id() {
                Some(id) => place_of(&id.text).map(|place| Sighting::Them(place, Err(fault))),
                None => is_damaged(&fault).then_some(Sighting::Perhaps(fault)),
            },
        }
    }
}

/// A record that is the one of somebody who is looked for, or may be.
pub(super) enum Sighting<'c> {
    /// By the place of the customer among those that are looked for.
    Them(usize, Result<Record<'c>, FaultyRecord<'c>>),
    Perhaps(FaultyRecord<'c>),
}

/// Whether a record that does not say whose it is may have had an id.
fn is_damaged(faulty: &FaultyRecord<'_>) -> bool {
    matches!(
        faulty.fault.kind,
        FaultKind::Syntax
            | FaultKind::OpenQuote
            | FaultKind::Utf8
            | FaultKind::TooDeep
            | FaultKind::TooLong
    )
}
