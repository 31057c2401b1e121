//! Notes what happens to customers, on the threads that decide for them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::because::{Because, Reasons};
use super::changes::changed;
use super::format::Prepared;
use super::lists::Lists;
use super::{Format, Part, Rejection, Run, Tally};
use crate::eval::{Decision, Id};
use crate::plan::{Places, Plan};
use crate::problems;
use crate::run::{Decided, LedgerRow, Observer, Rejected};
use crate::values::{Clock, Instant};

/// No usual chunk has decisions of this many bytes.
const LARGE: usize = 4 << 20;

/// Notes what happens; shared by the workers.
#[derive(Debug)]
pub struct Scribe<'a> {
    format: Format,
    plan: &'a Plan,
    /// The moment of the run.
    as_of: Instant,
    prepared: Prepared<'a>,
    /// Memory of decisions that have been written, for others.
    spare: Mutex<Vec<Vec<u8>>>,
    /// Whether rejected records are kept as a whole.
    rejects: bool,
    /// What it takes to say why, if decisions do.
    why: Option<Reasons<'a>>,
    /// Whether only what changes is written.
    changes: bool,
    /// Writes the lists of gifts, if they are wanted.
    lists: Option<Lists<'a>>,
}

impl<'a> Scribe<'a> {
    /// A scribe for the results of a run in a format; `rejects` says whether rejected records are
    /// kept.
    pub fn new(run: &Run<'a>, format: Format, rejects: bool) -> Scribe<'a> {
        let (prepared, spare) = (Prepared::new(run), Mutex::default());
        let (plan, changes) = (run.plan, run.changes);
        let why = run.why.map(|sources| Reasons { sources, places: Arc::new(Places::of(plan)) });
        let as_of = Clock::new(run.as_of, plan.zone.clone()).as_of();
        let lists = None;
        Scribe { format, plan, as_of, prepared, spare, rejects, why, changes, lists }
    }

    /// The same scribe, which also writes the list of each gift.
    pub fn with_lists(self, run: &Run<'a>) -> Scribe<'a> {
        Scribe { lists: Some(Lists::new(run)), ..self }
    }

    /// An empty part to note in.
    pub fn part(&self) -> Part {
        Part::new(Tally::new(self.plan), self.spare().pop().unwrap_or_default())
    }

    /// Takes back the memory of decisions that have been written, unless huge ids made
    /// it large.
    pub fn reuse(&self, mut decisions: Vec<u8>) {
        if decisions.capacity() <= LARGE {
            decisions.clear();
            self.spare().push(decisions);
        }
    }

    fn spare(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a decision.
    #[inline]
    pub fn note(&self, part: &mut Part, id: &Id<'_>, decision: &Decision) {
        self.note_because(part, id, decision, &Because::default());
    }

    /// Notes a decision, and why.
    #[inline(never)]
    fn note_why(&self, part: &mut Part, decided: &Decided<'_, '_>, decision: &Decision) {
        let because = self.why.as_ref().map(|reasons| Because::of(reasons, decided, decision));
        self.note_because(part, decided.id, decision, &because.unwrap_or_default());
    }

    #[inline(always)]
    fn note_because(&self, part: &mut Part, id: &Id<'_>, decision: &Decision, why: &Because) {
        part.tally.add(decision, self.as_of);
        self.format.note(&self.prepared, part, id, decision, why);
        if let (Some(lists), [_, ..]) = (&self.lists, &decision.given[..]) {
            lists.write(&mut part.lists, id, decision);
        }
    }

    #[inline(never)]
    fn note_changes(&self, part: &mut Part, decided: &Decided<'_, '_>) {
        match changed(decided) {
            Some(decision) => self.note_why(part, decided, &decision),
            None => {
                let (tags, untags) = (Vec::new(), Vec::new());
                let decision = Decision { tags, untags, ..decided.decision.clone() };
                part.tally.add(&decision, self.as_of);
            }
        }
    }

    /// Notes that a record is rejected; `raw` is the record as the input has it, and `header` what
    /// is above it in CSV.
    pub fn refuse(
        &self,
        part: &mut Part,
        rejection: Rejection,
        header: Option<&Arc<[u8]>>,
        raw: &[u8],
    ) {
        if self.format.has_rejected() {
            part.refused.extend([b",\n".to_vec(), problems::line(&rejection)].concat());
        }
        if self.rejects {
            part.rejects.add(&rejection, header, raw);
        }
        part.tally.rejections.add(rejection);
    }
}

impl Observer for Scribe<'_> {
    type Results = Part;

    fn begin(&self) -> Part {
        self.part()
    }

    #[inline]
    fn decided(&self, part: &mut Part, decided: &Decided<'_, '_>) {
        if self.changes {
            self.note_changes(part, decided);
        } else if self.why.is_some() {
            self.note_why(part, decided, decided.decision);
        } else {
            self.note(part, decided.id, decided.decision);
        }
        if !decided.decision.missing.is_empty() {
            let so_far = part.tally.decided;
            part.tally.gaps.look(decided, so_far);
        }
    }

    fn left_out(&self, part: &mut Part, _known: Option<LedgerRow>) {
        part.tally.left_out += 1;
    }

    fn merged(&self, part: &mut Part) {
        part.tally.merged += 1;
    }

    fn rejected(&self, part: &mut Part, rejected: Rejected<'_>) {
        let (raw, header) = (rejected.raw, rejected.header.clone());
        self.refuse(part, rejected.into(), header.as_ref(), raw);
    }
}
