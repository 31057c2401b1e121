use std::borrow::Cow;
use std::sync::Arc;

use super::output::{Part, Refusal, Scribe};
use super::update::Updater;
use crate::eval::quick::Odd;
use crate::eval::{self, Decision, Evaluator, Id, Record};
use crate::plan::Plan;
use crate::records::{Chunk, Entry, QuickReader, Quickly, Reject, Written};
use crate::report::Code;
use crate::report::register::{NO_PLACE, NOT_EXACT, OUT_OF_CALENDAR};

/// Decides for the customers of a chunk. One is shared by all threads.
pub struct Worker<'a> {
    pub file: Arc<str>,
    pub plan: &'a Plan,
    pub evaluator: &'a Evaluator<'a>,
    /// The quick path, where it can be taken.
    pub quick: Option<&'a QuickReader<'a>>,
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

impl<'a> Worker<'a> {
    pub fn work<'c>(&self, chunk: &'c Chunk<'c>) -> Vec<Noted>
    where
        'a: 'c,
    {
        let as_of = self.evaluator.clock().as_of();
        let mut quickly = self.quick.map(Quickly::new);
        let updater = self.update.then(|| Updater::new(self.plan, as_of, chunk));
        let mut noted = Vec::new();
        let mut part = self.scribe.part();
        for entry in chunk.entries() {
            match entry {
                Entry::Between(bytes) => {
                    if updater.is_some() {
                        part.updated.extend_from_slice(bytes);
                    }
                }
                Entry::Header(raw) => {
                    if let Some(updater) = &updater {
                        part.updated.extend(updater.header(raw));
                    }
                }
                Entry::Record(written) => {
                    if self.apart {
                        let before = std::mem::replace(&mut part, self.scribe.part());
                        noted.push(Noted { part: before, person: None });
                    }
                    let id = self.written(&mut part, &written, quickly.as_mut(), updater.as_ref());
                    if let (true, Some(id)) = (self.apart, id) {
                        let person = Person::new(&written, id.text, updater.as_ref());
                        let own = std::mem::replace(&mut part, self.scribe.part());
                        noted.push(Noted { part: own, person: Some(person) });
                    }
                }
                Entry::Reject(reject) => self.reject(&mut part, reject, updater.as_ref()),
            }
        }
        noted.push(Noted { part, person: None });
        noted
    }

    /// Decides for one customer, quickly where that is possible. Says who it was, unless the
    /// record cannot be read.
    fn written<'c>(
        &self,
        part: &mut Part,
        written: &Written<'c>,
        quickly: Option<&mut Quickly<'c>>,
        updater: Option<&Updater<'_, '_>>,
    ) -> Option<Id<'c>> {
        if let (Some(quickly), Some(json)) = (quickly, written.json())
            && let Ok(id) = self.decided(quickly, json)
            && (updater.is_none() || quickly.decision().is_nothing())
        {
            self.scribe.note(part, &id, quickly.decision());
            part.updated.extend(updater.map(|_| json).unwrap_or_default());
            return Some(id);
        }
        match written.read() {
            Ok(record) => {
                self.record(part, written.raw, written.line, &record, updater);
                Some(record.id)
            }
            Err(reject) => {
                self.reject(part, reject, updater);
                None
            }
        }
    }

    fn decided<'c>(&self, quickly: &mut Quickly<'c>, json: &'c [u8]) -> Result<Id<'c>, Odd> {
        if self.settle { quickly.settle(json) } else { quickly.decide(json) }
    }

    fn reject(&self, part: &mut Part, reject: Reject<'_>, updater: Option<&Updater<'_, '_>>) {
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
    fn record(
        &self,
        part: &mut Part,
        raw: &[u8],
        line: u64,
        record: &Record<'_>,
        updater: Option<&Updater<'_, '_>>,
    ) {
        let updated = |decision: &Decision| {
            updater.map(|updater| updater.updated(raw, record, decision)).transpose()
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
