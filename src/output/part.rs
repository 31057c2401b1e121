use std::sync::{Mutex, MutexGuard, PoisonError};

use super::ndjson::{self, Lines};
use super::table::{self, Person};
use super::{Format, Refusal, Tally, csv};
use crate::eval::{Decision, Id};
use crate::plan::Plan;

/// No usual chunk has decisions of so many bytes.
const LARGE: usize = 4 << 20;

/// What came of one chunk of the input.
#[derive(Clone, Debug)]
pub struct Part {
    /// What happened to those in this part.
    pub tally: Tally,
    /// Decisions in the shape that was asked for.
    pub decisions: Vec<u8>,
    /// The first people for a table, and how many there would be.
    pub people: Vec<Person>,
    /// How many of them something happens to.
    pub concerned: u64,
    /// Rejected records for a JSON document.
    pub refused: Vec<u8>,
    /// Rejected records with all that there was of them, for `--rejects`.
    pub rejects: Vec<u8>,
    /// The records as they stand now, for `--update`.
    pub updated: Vec<u8>,
}

/// Notes what happens; shared by the workers.
#[derive(Debug)]
pub struct Scribe<'a> {
    format: Format,
    plan: &'a Plan,
    lines: Lines,
    rows: csv::Rows<'a>,
    /// Memory of decisions that have been written, for others.
    spare: Mutex<Vec<Vec<u8>>>,
    /// Whether rejected records are kept as a whole.
    rejects: bool,
}

impl<'a> Scribe<'a> {
    /// A scribe for results in a format; `rejects` says whether rejected records are kept.
    pub fn new(format: Format, plan: &'a Plan, rejects: bool) -> Scribe<'a> {
        let (lines, rows, spare) = (Lines::new(plan), csv::Rows::new(plan), Mutex::default());
        Scribe { format, plan, lines, rows, spare, rejects }
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
            updated: Vec::new(),
        }
    }

    /// Takes back what decisions stood in, now that they have been written, unless huge ids made
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
        match self.format {
            Format::Summary => {}
            Format::Table => {
                if let Some(person) = Person::new(self.plan, id, decision) {
                    part.concerned += 1;
                    if part.people.len() < table::MOST {
                        part.people.push(person);
                    }
                }
            }
            Format::Json => {
                part.decisions.extend_from_slice(b",\n");
                self.lines.write(&mut part.decisions, id, decision);
            }
            Format::Ndjson => {
                self.lines.write(&mut part.decisions, id, decision);
                part.decisions.push(b'\n');
            }
            Format::Csv => self.rows.write(&mut part.decisions, id, decision),
        }
    }

    /// Notes that a record is rejected; `raw` is the record as the input has it.
    pub fn refuse(&self, part: &mut Part, refusal: Refusal, raw: &[u8]) {
        let object = || serde_json::to_vec(&refusal).expect("texts can be written as JSON");
        match self.format {
            Format::Json => part.refused.extend([b",\n".to_vec(), object()].concat()),
            Format::Summary | Format::Table | Format::Ndjson | Format::Csv => {}
        }
        if self.rejects {
            let mut line = object();
            line.pop();
            line.extend_from_slice(b",\"record\":");
            ndjson::quote(&mut line, &String::from_utf8_lossy(raw));
            line.extend_from_slice(b"}\n");
            part.rejects.extend(line);
        }
        part.tally.refusals.add(refusal);
    }
}
