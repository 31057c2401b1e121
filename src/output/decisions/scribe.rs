//! Notes what happens to customers, on the threads that decide for them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::format::Prepared;
use super::{Format, Part, Rejection, Tally, ndjson};
use crate::eval::{Decision, Id};
use crate::plan::Plan;
use crate::problems;
use crate::run::{Decided, Observer, Rejected};

/// No usual chunk has decisions of this many bytes.
const LARGE: usize = 4 << 20;

/// Notes what happens; shared by the workers.
#[derive(Debug)]
pub struct Scribe<'a> {
    format: Format,
    plan: &'a Plan,
    prepared: Prepared<'a>,
    /// Memory of decisions that have been written, for others.
    spare: Mutex<Vec<Vec<u8>>>,
    /// Whether rejected records are kept as a whole.
    rejects: bool,
}

impl<'a> Scribe<'a> {
    /// A scribe for results in a format; `rejects` says whether rejected records are kept.
    pub fn new(format: Format, plan: &'a Plan, rejects: bool) -> Scribe<'a> {
        let (prepared, spare) = (Prepared::new(plan), Mutex::default());
        Scribe { format, plan, prepared, spare, rejects }
    }

    /// An empty part to note in.
    pub fn part(&self) -> Part {
        Part {
            tally: Tally::new(self.plan),
            decisions: self.spare().pop().unwrap_or_default(),
            people: Vec::new(),
            concerned: 0,
            refused: Vec::new(),
            rejects: Vec::new(),
        }
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
        part.tally.add(decision);
        self.format.note(&self.prepared, part, id, decision);
    }

    /// Notes that a record is rejected; `raw` is the record as the input has it, and `header` what
    /// is above it in CSV.
    pub fn refuse(&self, part: &mut Part, rejection: Rejection, header: Option<&[u8]>, raw: &[u8]) {
        let object = || problems::line(&rejection);
        if self.format.has_rejected() {
            part.refused.extend([b",\n".to_vec(), object()].concat());
        }
        if self.rejects {
            let mut line = object();
            line.pop();
            if let Some(header) = header {
                line.extend_from_slice(b",\"header\":");
                ndjson::quote(&mut line, &String::from_utf8_lossy(header));
            }
            line.extend_from_slice(b",\"record\":");
            ndjson::quote(&mut line, &String::from_utf8_lossy(raw));
            line.extend_from_slice(b"}\n");
            part.rejects.extend(line);
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
        self.note(part, decided.id, decided.decision);
    }

    fn rejected(&self, part: &mut Part, rejected: Rejected<'_>) {
        let (raw, header) = (rejected.raw, rejected.header.clone());
        self.refuse(part, rejected.into(), header.as_deref(), raw);
    }
}
