use std::borrow::Cow;
use std::sync::Arc;

use super::update::Updater;
use crate::eval::fast::Declined;
use crate::eval::{self, Decision, Evaluator, Id, Record};
use crate::output::{Part, Refusal, Scribe};
use crate::plan::Plan;
use crate::problems::Code;
use crate::problems::register::{NO_PLACE, NOT_EXACT, OUT_OF_CALENDAR};
use crate::records::{Chunk, Entry, FastDecider, FastReader, Reject, Written};

/// Decides for the customers of a chunk. One is shared by all threads.
pub struct Worker<'a> {
    pub file: Arc<str>,
    pub plan: &'a Plan,
    pub evaluator: &'a Evaluator<'a>,
    /// The fast path, where it can be taken.
    pub fast: Option<&'a FastReader<'a>>,
    pub scribe: &'a Scribe<'a>,
    pub settle: bool,
    /// Whether the records are wanted as they stand afterwards.
    pub update: bool,
    /// Whether each customer makes a part of its own, so that its id can still be judged.
    pub apart: bool,
}

/// A part of the results, and whose it is where that is to be judged.
pub struct Noted {
    pub part: Part,
    pub person: Option<Person>,
}

/// A customer whose id may have come before.
pub struct Person {
    pub id: String,
    pub line: u64,
    pub raw: Vec<u8>,
    /// The record with nothing decided for it, where records are written.
    pub untouched: Vec<u8>,
}

/// What one chunk has come to so far.
struct Shift<'c, 'p> {
    decider: Option<FastDecider<'c>>,
    updater: Option<Updater<'c, 'p>>,
    part: Part,
    noted: Vec<Noted>,
}

impl<'a> Worker<'a> {
    pub fn work<'c>(&self, chunk: &'c Chunk<'c>) -> Vec<Noted>
    where
        'a: 'c,
    {
        let as_of = self.evaluator.clock().as_of();
        let mut shift = Shift {
            decider: self.fast.map(FastDecider::new),
            updater: self.update.then(|| Updater::new(self.plan, as_of, chunk)),
            part: self.scribe.part(),
            noted: Vec::new(),
        };
        // What stands between the records matters only where they are written again.
        if self.update {
            chunk.entries().for_each(|entry| self.entry(&mut shift, entry));
        } else {
            chunk.written().for_each(|written| self.customer(&mut shift, written));
        }
        shift.noted.push(Noted { part: shift.part, person: None });
        shift.noted
    }

    fn entry<'c>(&self, shift: &mut Shift<'c, '_>, entry: Entry<'c>) {
        match entry {
            Entry::Between(bytes) => shift.part.updated.extend_from_slice(bytes),
            Entry::Header(raw) => {
                let header = shift.updater.as_ref().map(|updater| updater.header(raw));
                shift.part.updated.extend(header.unwrap_or_default());
            }
            Entry::Record(written) => self.customer(shift, written),
        }
    }

    #[inline(always)]
    fn customer<'c>(&self, shift: &mut Shift<'c, '_>, written: Written<'c>) {
        if self.apart {
            self.alone(shift, written);
        } else {
            self.written(shift, written);
        }
    }

    /// Decides for one customer, whose part of the results is its own.
    #[inline(never)]
    fn alone<'c>(&self, shift: &mut Shift<'c, '_>, written: Written<'c>) {
        let before = std::mem::replace(&mut shift.part, self.scribe.part());
        shift.noted.push(Noted { part: before, person: None });
        if let Some(id) = self.written(shift, written) {
            let person = Person::new(&written, id.text, shift.updater.as_ref());
            let own = std::mem::replace(&mut shift.part, self.scribe.part());
            shift.noted.push(Noted { part: own, person: Some(person) });
        }
    }

    /// Decides for one customer, the fast way where possible. Says who it was, unless the
    /// record cannot be read.
    #[inline(always)]
    fn written<'c>(&self, shift: &mut Shift<'c, '_>, written: Written<'c>) -> Option<Id<'c>> {
        let Shift { decider, updater, part, .. } = shift;
        if let (Some(decider), Some(json)) = (decider, written.json())
            && let Ok(id) = self.decided(decider, json)
            && (updater.is_none() || decider.decision().is_nothing())
        {
            self.scribe.note(part, &id, decider.decision());
            if updater.is_some() {
                part.updated.extend_from_slice(json);
            }
            return Some(id);
        }
        self.read(shift, written)
    }

    /// The same the plain way.
    #[inline(never)]
    fn read<'c>(&self, shift: &mut Shift<'c, '_>, written: Written<'c>) -> Option<Id<'c>> {
        match written.read() {
            Ok(record) => {
                self.record(shift, written.raw, written.line, &record);
                Some(record.id)
            }
            Err(reject) => {
                self.reject(shift, reject);
                None
            }
        }
    }

    #[inline]
    fn decided<'c>(
        &self,
        decider: &mut FastDecider<'c>,
        json: &'c [u8],
    ) -> Result<Id<'c>, Declined> {
        if self.settle { decider.settle(json) } else { decider.decide(json) }
    }

    fn reject(&self, shift: &mut Shift<'_, '_>, reject: Reject<'_>) {
        let Shift { updater, part, .. } = shift;
        if let Some(updater) = updater {
            part.updated.extend(updater.untouched(reject.raw));
        }
        let fault = reject.fault;
        let refusal = Refusal {
            file: self.file.to_string(),
            line: reject.line,
            path: fault.path.unwrap_or_default(),
            code: fault.kind.code().id,
            reason: fault.message,
        };
        self.scribe.refuse(part, refusal, reject.raw);
    }

    /// Decides for one customer.
    fn record(&self, shift: &mut Shift<'_, '_>, raw: &[u8], line: u64, record: &Record<'_>) {
        let Shift { updater, part, .. } = shift;
        let updated = |decision: &Decision| {
            updater.as_ref().map(|updater| updater.updated(raw, record, decision)).transpose()
        };
        let decided = if self.settle {
            self.evaluator.settle(record)
        } else {
            self.evaluator.decide_among(record)
        };
        let refusal = match decided {
            Err(fault) => self.whole(line, fault_code(fault), fault.to_string()),
            Ok(decision) => match updated(&decision) {
                Err(no_place) => self.whole(line, NO_PLACE, no_place.to_string()),
                Ok(updated) => {
                    part.updated.extend(updated.unwrap_or_default());
                    self.scribe.note(part, &record.id, &decision);
                    return;
                }
            },
        };
        if let Some(updater) = updater {
            part.updated.extend(updater.untouched(raw));
        }
        self.scribe.refuse(part, refusal, raw);
    }

    /// A refusal of a record as a whole.
    fn whole(&self, line: u64, code: Code, reason: String) -> Refusal {
        let code = code.id;
        Refusal { file: self.file.to_string(), line, path: String::new(), code, reason }
    }
}

impl Person {
    fn new(written: &Written<'_>, id: Cow<'_, str>, updater: Option<&Updater<'_, '_>>) -> Person {
        let (raw, line) = (written.raw, written.line);
        let untouched = updater.map(|updater| updater.untouched(raw)).unwrap_or_default();
        Person { id: id.into_owned(), line, raw: raw.to_vec(), untouched }
    }
}

/// Why a customer cannot be decided, as the register has it.
fn fault_code(fault: eval::Fault) -> Code {
    match fault {
        eval::Fault::TooManyDigits => NOT_EXACT,
        eval::Fault::OutOfCalendar => OUT_OF_CALENDAR,
    }
}
