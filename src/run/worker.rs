//! Decides for the customers of a chunk, on one of the threads.

use std::sync::Arc;

use super::paths::Paths;
use super::round::Round;
use super::update::Updater;
use super::witness::{Sight, Watch};
use super::{Decided, Decider, Fault, Observer, Part, Rejected, Settings};
use crate::eval::Id;
use crate::problems::register::{CHANGED, TOO_LONG};
use crate::records::{Chunk, Entry, Written};

/// Decides for the customers of a chunk. One is shared by all threads.
pub(super) struct Worker<'a, O> {
    /// The name of the input.
    pub input: &'a str,
    pub paths: &'a Arc<Paths>,
    /// For those whom earlier passes did not see.
    pub strangers: &'a Arc<Paths>,
    /// What earlier passes saw, where there were any.
    pub watch: Option<&'a Watch<'a>>,
    pub observer: &'a O,
    pub settings: Settings,
}

/// A part of the results, and whose it is where that is to be judged.
pub(super) struct Due<R> {
    pub part: Part<R>,
    pub person: Option<Person>,
}

/// A customer whose id may have come before.
pub(super) struct Person {
    pub id: Id<'static>,
    pub line: u64,
    pub raw: Vec<u8>,
    /// The header above the record, if it is a row of CSV.
    pub header: Option<Arc<[u8]>>,
    /// The record with nothing decided for it, where records are written.
    pub untouched: Vec<u8>,
}

/// What one chunk has come to so far.
struct Shift<'c, 'p, R> {
    round: Round<'c>,
    /// Where earlier passes did not see all of it.
    strangers: Option<(Sight, Round<'c>)>,
    /// How many records came before.
    place: usize,
    updater: Option<Updater<'c, 'p>>,
    part: Part<R>,
    due: Vec<Due<R>>,
}

impl<O: Observer> Worker<'_, O> {
    pub(super) fn work(&self, chunk: &Chunk<'_>) -> Vec<Due<O::Results>> {
        let (Settings { update, .. }, evaluator) = (self.settings, &self.paths.evaluator);
        let (plan, as_of) = (evaluator.plan(), evaluator.clock().as_of());
        let mut decider = Decider::new(self.paths);
        let sight = self.watch.map(|watch| watch.look(chunk)).filter(Sight::has_strangers);
        let mut strangers = sight.is_some().then(|| Decider::new(self.strangers));
        let mut shift = Shift {
            round: decider.round(self.input),
            strangers: sight.zip(strangers.as_mut().map(|decider| decider.round(self.input))),
            place: 0,
            updater: update.then(|| Updater::new(plan, as_of, chunk)),
            part: self.part(),
            due: Vec::new(),
        };
        // What is between the records matters only where they are written again.
        if update {
            chunk.entries().for_each(|entry| self.entry(&mut shift, entry));
        } else {
            chunk.written().for_each(|written| self.customer(&mut shift, written));
        }
        shift.due.push(Due { part: shift.part, person: None });
        shift.due
    }

    fn part(&self) -> Part<O::Results> {
        Part { results: self.observer.begin(), updated: Vec::new() }
    }

    fn entry<'c>(&self, shift: &mut Shift<'c, '_, O::Results>, entry: Entry<'c>) {
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
    fn customer<'c>(&self, shift: &mut Shift<'c, '_, O::Results>, written: Written<'c>) {
        if self.settings.unique_ids {
            self.alone(shift, written);
        } else {
            self.decide(shift, &written, |_id| {});
        }
    }

    /// Decides for one customer, whose part of the results is its own, so that it can be dropped
    /// where the id came before.
    #[inline(never)]
    fn alone<'c>(&self, shift: &mut Shift<'c, '_, O::Results>, written: Written<'c>) {
        let before = std::mem::replace(&mut shift.part, self.part());
        shift.due.push(Due { part: before, person: None });
        let mut id = None;
        self.decide(shift, &written, |found| id = Some(found.clone().into_owned()));
        if let Some(id) = id {
            let own = std::mem::replace(&mut shift.part, self.part());
            let (line, raw) = (written.line, written.raw);
            let untouched = shift.updater.as_ref().map(|updater| updater.untouched(raw));
            let untouched = untouched.unwrap_or_default();
            let (raw, header) = (raw.to_vec(), written.header());
            let person = Person { id, line, raw, header, untouched };
            shift.due.push(Due { part: own, person: Some(person) });
        }
    }

    /// Decides for one customer, and tells `met` who it was, unless the record cannot be read.
    #[inline(always)]
    fn decide<'c>(
        &self,
        shift: &mut Shift<'c, '_, O::Results>,
        written: &Written<'c>,
        met: impl FnOnce(&Id<'c>),
    ) {
        let Shift { round, strangers, place, updater, part, .. } = shift;
        let round = match strangers {
            Some((sight, strangers)) if sight.is_strange(*place) => {
                if self.paths.tables.is_some() {
                    *place += 1;
                    return self.reject(part, updater.as_ref(), self.changed(written));
                }
                strangers
            }
            Some(_) | None => round,
        };
        *place += 1;
        match round.decide(written) {
            Ok(decided) => {
                met(decided.id);
                if decided.decision.left_out {
                    self.leave_out(part, updater.as_ref(), decided.raw);
                } else if let Some(updater) = updater {
                    self.update(part, updater, &decided);
                } else {
                    self.observer.decided(&mut part.results, &decided);
                }
            }
            Err(rejected) => {
                if let Some(id) = &rejected.id {
                    met(id);
                }
                self.reject(part, updater.as_ref(), *rejected);
            }
        }
    }

    /// The rejection of a record that was not there when its rows were looked for.
    #[cold]
    fn changed<'c>(&'c self, written: &Written<'c>) -> Rejected<'c> {
        let reason = "this record was not there, or was different, when the tables were read";
        let fault = Fault::whole(CHANGED, reason.to_owned());
        let (input, line, raw, header) = (self.input, written.line, written.raw, written.header());
        Rejected { id: None, input, line, raw, header, fault, whole_input: false }
    }

    /// Notes a decision with what it changes in the record, unless that has no place for it.
    #[inline(never)]
    fn update(
        &self,
        part: &mut Part<O::Results>,
        updater: &Updater<'_, '_>,
        decided: &Decided<'_, '_>,
    ) {
        match updater.write(decided, &mut part.updated) {
            Ok(()) => self.observer.decided(&mut part.results, decided),
            Err(fault) => {
                let Decided { id, input, line, raw, written, .. } = *decided;
                let (id, header, whole_input) = (Some(id.clone()), written.header(), false);
                let rejected = Rejected { id, input, line, raw, header, fault, whole_input };
                self.reject(part, Some(updater), rejected);
            }
        }
    }

    #[inline(never)]
    fn leave_out(
        &self,
        part: &mut Part<O::Results>,
        updater: Option<&Updater<'_, '_>>,
        raw: &[u8],
    ) {
        if let Some(updater) = updater {
            part.updated.extend(updater.untouched(raw));
        }
        self.observer.left_out(&mut part.results);
    }

    #[inline(never)]
    fn reject(
        &self,
        part: &mut Part<O::Results>,
        updater: Option<&Updater<'_, '_>>,
        rejected: Rejected<'_>,
    ) {
        if let Some(updater) = updater {
            // Of a record that is too long, this is only the beginning.
            let updated = match rejected.fault.code == TOO_LONG {
                true => rejected.raw.to_vec(),
                false => updater.untouched(rejected.raw),
            };
            part.updated.extend(updated);
        }
        self.observer.rejected(&mut part.results, rejected);
    }
}
