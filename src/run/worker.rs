//! Decides for the customers of a chunk, on one of the threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::ids::{Batch, Repeat};
use super::paths::Paths;
use super::repeats::Repeats;
use super::round::Round;
use super::update::Updater;
use super::witness::Sight;
use super::{Decided, Decider, Fault, Observer, Part, Rejected, Settings};
use crate::problems::register::{OPEN_QUOTE, TOO_LONG};
use crate::records::{Chunk, Entry, LedgerRow, Written};

/// Decides for the customers of a chunk. One is shared by all threads.
pub(super) struct Worker<'a, O> {
    /// The name of the input.
    pub input: &'a str,
    /// Which of the inputs it is.
    pub number: usize,
    pub paths: &'a Arc<Paths>,
    /// For those whom earlier passes did not see.
    pub strangers: &'a Arc<Paths>,
    pub observer: &'a O,
    pub settings: Settings,
    /// No record that is written back may be longer, or the next run would reject it.
    pub max_record: usize,
    /// Set where a record may have hidden others.
    pub hidden: AtomicBool,
}

/// What one chunk has come to, if none of its ids came before.
pub(super) struct Done<R> {
    pub part: Part<R>,
    pub ids: Batch,
    /// Where earlier passes did not see all of it.
    sight: Option<Sight>,
}

/// What one chunk has come to so far.
struct Shift<'c, 'p, 's, R> {
    round: Round<'c>,
    /// Where earlier passes did not see all of it.
    strangers: Option<(&'s Sight, Round<'c>)>,
    /// How many records came before.
    place: usize,
    /// The records whose id came before.
    repeats: Repeats<'s>,
    updater: Option<Updater<'c, 'p>>,
    part: Part<R>,
    ids: Batch,
}

impl<O: Observer> Worker<'_, O> {
    /// Decides for all customers of a chunk, as if none of the ids came before. `sight` is what earlier passes
    /// saw of it, where there were any.
    pub(super) fn work(&self, chunk: &Chunk<'_>, sight: Option<Sight>) -> Done<O::Results> {
        let sight = sight.filter(Sight::has_strangers);
        let (part, ids) = self.decide_all(chunk, sight.as_ref(), &[]);
        Done { part, ids, sight }
    }

    /// The same again, but for the records whose id came before.
    pub(super) fn work_again(
        &self,
        chunk: &Chunk<'_>,
        done: &Done<O::Results>,
        repeats: &[Repeat],
    ) -> Part<O::Results> {
        self.decide_all(chunk, done.sight.as_ref(), repeats).0
    }

    fn decide_all(
        &self,
        chunk: &Chunk<'_>,
        sight: Option<&Sight>,
        repeats: &[Repeat],
    ) -> (Part<O::Results>, Batch) {
        let (Settings { update, .. }, evaluator) = (self.settings, &self.paths.evaluator);
        let (plan, as_of) = (evaluator.plan(), evaluator.clock().as_of());
        let mut decider = Decider::new(self.paths);
        let mut strangers = sight.is_some().then(|| Decider::new(self.strangers));
        let mut shift = Shift {
            round: decider.round(self.input),
            strangers: sight.zip(strangers.as_mut().map(|decider| decider.round(self.input))),
            place: 0,
            repeats: Repeats::new(repeats),
            updater: update.then(|| Updater::new(plan, as_of, chunk, self.paths.has_ledger)),
            part: Part {
                results: self.observer.begin(),
                updated: Vec::with_capacity(if update { chunk.len() } else { 0 }),
                input: Some(self.number),
            },
            ids: Batch::new(self.number, chunk.count()),
        };
        // What is between the records matters only where they are written again.
        if update {
            chunk.entries().for_each(|entry| self.entry(&mut shift, entry));
        } else {
            chunk.written().for_each(|written| self.customer(&mut shift, &written));
        }
        (shift.part, shift.ids)
    }

    fn entry<'c>(&self, shift: &mut Shift<'c, '_, '_, O::Results>, entry: Entry<'c>) {
        match entry {
            Entry::Between(bytes) => shift.part.updated.extend_from_slice(bytes),
            Entry::Header(raw) => {
                let header = shift.updater.as_ref().map(|updater| updater.header(raw));
                shift.part.updated.extend(header.unwrap_or_default());
            }
            Entry::Record(written) => self.customer(shift, &written),
        }
    }

    /// Decides for one customer, and notes the id if there is one.
    #[inline(always)]
    fn customer<'c>(&self, shift: &mut Shift<'c, '_, '_, O::Results>, written: &Written<'c>) {
        let Shift { round, strangers, place, repeats, updater, part, ids } = shift;
        let (at, updater) = (*place, updater.as_mut());
        *place += 1;
        if let Some(repeat) = repeats.at(at) {
            return self.repeat(part, updater, written, repeat);
        }
        let is_strange = strangers.as_ref().is_some_and(|(sight, _)| sight.is_strange(at));
        // What is at the place of a record that was not there is another's.
        let known = if self.paths.has_ledger && !is_strange { written.ledger_row() } else { None };
        if known.is_some_and(|row| row.is_done) {
            return self.done_before(part, updater, ids, (at, written));
        }
        if known.is_none() && self.paths.is_out(written) {
            return self.leave_out(part, updater, written, None);
        }
        let round = match strangers {
            Some((_, strangers)) if is_strange => {
                if self.paths.tables.is_some() {
                    return self.reject(part, updater, Rejected::changed(self.input, written));
                }
                strangers
            }
            Some(_) | None => round,
        };
        if written.is_surplus() {
            return self.merged(part, updater, written.raw);
        }
        match round.decide(written) {
            Ok(decided) => {
                ids.add(at, &decided.id.text, written.line, decided.decision.left_out);
                if decided.decision.left_out {
                    self.leave_out(part, updater, written, known);
                } else if let Some(updater) = updater {
                    self.update(part, updater, &decided);
                } else {
                    self.observer.decided(&mut part.results, &decided);
                }
            }
            Err(rejected) => {
                if let Some(id) = rejected.id.clone().or_else(|| written.id()) {
                    ids.add(at, &id.text, written.line, false);
                }
                self.reject(part, updater, *rejected);
            }
        }
    }

    /// A record whose id came before: a copy of somebody who is left out is left out too.
    #[inline(never)]
    fn repeat(
        &self,
        part: &mut Part<O::Results>,
        updater: Option<&mut Updater<'_, '_>>,
        written: &Written<'_>,
        repeat: &Repeat,
    ) {
        if repeat.left_out {
            return self.leave_out(part, updater, written, None);
        }
        let id_path = &self.paths.reader.needs().id;
        self.reject(part, updater, Rejected::repeat(self.input, written, repeat, id_path));
    }

    /// Notes a decision with what it changes in the record, unless that has no place for it.
    #[inline(never)]
    fn update(
        &self,
        part: &mut Part<O::Results>,
        updater: &mut Updater<'_, '_>,
        decided: &Decided<'_, '_>,
    ) {
        let before = part.updated.len();
        let written = updater.write(decided, &mut part.updated).and_then(|()| {
            let length = part.updated.len() - before;
            if length <= self.max_record { Ok(()) } else { Err(Fault::outgrown()) }
        });
        match written {
            Ok(()) => self.observer.decided(&mut part.results, decided),
            Err(fault) => {
                part.updated.truncate(before);
                self.reject(part, Some(updater), decided.rejected(fault));
            }
        }
    }

    #[inline(never)]
    fn leave_out(
        &self,
        part: &mut Part<O::Results>,
        updater: Option<&mut Updater<'_, '_>>,
        written: &Written<'_>,
        known: Option<LedgerRow>,
    ) {
        if let Some(updater) = updater {
            let before = part.updated.len();
            let updated = match known {
                Some(_) => updater.kept(written, &mut part.updated),
                None => {
                    updater.untouched(written.raw, &mut part.updated);
                    Ok(())
                }
            };
            if let Err(fault) = updated {
                part.updated.truncate(before);
                let rejected = Rejected::whole(self.input, written, fault);
                return self.reject(part, Some(updater), rejected);
            }
        }
        self.observer.left_out(&mut part.results, known);
    }

    /// Passes a record whose customer is here by another one.
    #[cold]
    fn merged(
        &self,
        part: &mut Part<O::Results>,
        updater: Option<&mut Updater<'_, '_>>,
        raw: &[u8],
    ) {
        if let Some(updater) = updater {
            updater.untouched(raw, &mut part.updated);
        }
        self.observer.merged(&mut part.results);
    }

    /// Passes a customer who was decided as of this moment before.
    #[cold]
    fn done_before(
        &self,
        part: &mut Part<O::Results>,
        updater: Option<&mut Updater<'_, '_>>,
        ids: &mut Batch,
        (at, written): (usize, &Written<'_>),
    ) {
        if let Some(id) = written.id() {
            ids.add(at, &id.text, written.line, false);
        }
        if let Some(updater) = updater {
            updater.untouched(written.raw, &mut part.updated);
        }
        self.observer.done_before(&mut part.results);
    }

    #[inline(never)]
    fn reject(
        &self,
        part: &mut Part<O::Results>,
        updater: Option<&mut Updater<'_, '_>>,
        rejected: Rejected<'_>,
    ) {
        if rejected.fault.code == OPEN_QUOTE {
            self.hidden.store(true, Ordering::Relaxed);
        }
        if let Some(updater) = updater {
            // Of a record that is too long, this is only the beginning.
            match rejected.fault.code == TOO_LONG {
                true => part.updated.extend_from_slice(rejected.raw),
                false => updater.untouched(rejected.raw, &mut part.updated),
            }
        }
        self.observer.rejected(&mut part.results, rejected);
    }
}
