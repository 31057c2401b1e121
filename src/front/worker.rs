use std::sync::Arc;

use super::output::{Part, Refusal, Scribe};
use super::update::Updater;
use crate::eval::{self, Decision, Evaluator, Record};
use crate::plan::Plan;
use crate::records::{Chunk, Entry};
use crate::report::Code;
use crate::report::register::{NO_PLACE, NOT_EXACT, OUT_OF_CALENDAR};

/// Decides for the customers of a chunk. One is shared by all threads.
pub struct Worker<'a> {
    pub file: Arc<str>,
    pub plan: &'a Plan,
    pub evaluator: &'a Evaluator<'a>,
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

impl Worker<'_> {
    pub fn work(&self, chunk: &Chunk<'_>) -> Vec<Noted> {
        let as_of = self.evaluator.clock().as_of();
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
                Entry::Record { raw, line, record } => {
                    if self.apart {
                        let before = std::mem::replace(&mut part, self.scribe.part());
                        noted.push(Noted { part: before, person: None });
                    }
                    self.record(&mut part, raw, line, &record, updater.as_ref());
                    if self.apart {
                        let person = Person::new(raw, line, &record, updater.as_ref());
                        let own = std::mem::replace(&mut part, self.scribe.part());
                        noted.push(Noted { part: own, person: Some(person) });
                    }
                }
                Entry::Reject(reject) => {
                    if let Some(updater) = &updater {
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
                    self.scribe.refuse(&mut part, refusal, reject.raw);
                }
            }
        }
        noted.push(Noted { part, person: None });
        noted
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
    fn new(
        raw: &[u8],
        line: u64,
        record: &Record<'_>,
        updater: Option<&Updater<'_, '_>>,
    ) -> Person {
        Person {
            id: record.id.text.to_string(),
            line,
            raw: raw.to_vec(),
            untouched: updater.map(|updater| updater.untouched(raw)).unwrap_or_default(),
        }
    }
}

/// Why a customer cannot be decided, as the register has it.
fn fault_code(fault: eval::Fault) -> Code {
    match fault {
        eval::Fault::TooManyDigits => NOT_EXACT,
        eval::Fault::OutOfCalendar => OUT_OF_CALENDAR,
    }
}
