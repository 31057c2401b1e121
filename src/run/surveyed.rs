//! Decides for customers who have been surveyed.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::ids::Ids;
use super::input::pass;
use super::order::Order;
use super::parts::Identifying;
use super::paths::Paths;
use super::witness::{Watch, Witness};
use super::worker::{Done, Worker};
use super::{Decider, Found, Input, Observer, Part, ReadFailure, Rejected, Settings, Unread, find};
use crate::records::{Chunk, Fault, FaultKind, Stamp, StreamFault};

/// Decides for each customer of some streams among the others, all of whom it has surveyed: see
/// [`Engine::surveyed`](super::Engine::surveyed).
#[derive(Clone, Debug)]
pub struct Surveyed {
    paths: Arc<Paths>,
    /// How many inputs there were.
    inputs: usize,
    /// By input, the records that all passes saw.
    seen: Arc<[Witness]>,
}

impl Surveyed {
    pub(super) fn new(paths: Arc<Paths>, inputs: usize, seen: Arc<[Witness]>) -> Surveyed {
        Surveyed { paths, inputs, seen }
    }

    /// What decides for one customer after the other, for a thread to keep. It is for the customers
    /// who were surveyed, with the records that they had then: from a record alone it cannot tell
    /// whether somebody was, and what nobody competed for is free for whoever comes later.
    pub fn decider(&self) -> Decider {
        Decider::new(&self.paths)
    }

    /// Looks for a customer in the inputs that were surveyed. Of records with the same id, this is
    /// the first, or what is wrong with that. One that was not there, or was different, gets no place, no
    /// budget and no rank.
    ///
    /// # Errors
    /// If an input cannot be read, or there are more or fewer than were surveyed.
    pub fn find(
        &self,
        inputs: &[impl Input],
        id: &str,
    ) -> Result<Option<Result<Found, Unread>>, ReadFailure> {
        self.expect(inputs)?;
        find::find(&self.paths, &self.seen, inputs, id)
    }

    /// Looks for several customers at once, whose ids differ, in one pass that ends once all are found:
    /// in the order of the ids, each as in [`find`](Surveyed::find). Nobody is found in what cannot be
    /// read.
    ///
    /// # Errors
    /// If an input cannot be read, or there are more or fewer than were surveyed.
    pub fn find_all(
        &self,
        inputs: &[impl Input],
        ids: &[&str],
    ) -> Result<Vec<Option<Result<Found, Unread>>>, ReadFailure> {
        self.expect(inputs)?;
        find::find_all(&self.paths, &self.seen, inputs, ids)
    }

    /// Makes sure that there are as many inputs as were surveyed.
    fn expect(&self, inputs: &[impl Input]) -> Result<(), ReadFailure> {
        ReadFailure::unless_as_many(self.inputs, inputs.len(), "customers were surveyed")
    }

    /// As [`Engine::run`](super::Engine::run), for the customers who were surveyed.
    ///
    /// # Errors
    /// If an input cannot be read, or there are more or fewer than were surveyed, and what `take`
    /// says.
    pub fn run<O: Observer, E: From<ReadFailure> + Send>(
        &self,
        inputs: &[impl Input],
        settings: Settings,
        observer: &O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        self.expect(inputs)?;
        let reader = &self.paths.reader;
        let names: Vec<Arc<str>> = inputs.iter().map(|input| Arc::from(input.name())).collect();
        let mut ids = Ids::new(names.clone());
        let refuse = |rejected: Rejected<'_>| {
            let mut results = observer.begin();
            observer.rejected(&mut results, rejected);
            results
        };
        let mut order = Order::new(refuse, take);
        let strangers = Arc::new(self.paths.for_strangers());
        let expected = self.paths.expected.as_deref();
        if let Some(tables) = &self.paths.tables {
            order.reject_rows(tables)?;
            let others = tables.identities().filter(|(_, identity)| {
                expected.is_some_and(|expected| !expected.tables.contains(identity))
            });
            for (name, _) in others {
                order.fault(not_surveyed("rows"), name)?;
            }
        }
        let mut whole = true;
        for (number, (input, name)) in inputs.iter().zip(&names).enumerate() {
            let watch = self.seen.get(number).map(Watch::new);
            let worker = Worker {
                input: name,
                number,
                paths: &self.paths,
                strangers: &strangers,
                observer,
                settings,
                max_record: input.options().max_record,
                hidden: AtomicBool::new(false),
            };
            let mut identifying = Identifying::default();
            let work = |chunk: &Chunk<'_>| {
                let sight = watch.as_ref().map(|watch| watch.look(chunk));
                let stamps = match (expected, &sight) {
                    (None, _) => Vec::new(),
                    (Some(_), Some(sight)) => sight.stamps().to_vec(),
                    (Some(_), None) => chunk.stamps(),
                };
                (stamps, worker.work(chunk, sight))
            };
            let next = |chunk: &Chunk<'_>, (stamps, done): (Vec<Stamp>, Done<_>)| {
                identifying.add(&stamps);
                let repeats = ids.add(&done.ids).map_err(ReadFailure::of_ids)?;
                order.next(match repeats.is_empty() {
                    true => done.part,
                    false => worker.work_again(chunk, &done, &repeats),
                })
            };
            let rows = self.paths.rows(number);
            let fault = pass(input, reader, rows, work, next)?;
            let hidden = worker.hidden.into_inner();
            let changed = watch.and_then(Watch::fault);
            // Who is there would be written into a ledger.
            let is_unsure = self.paths.has_ledger && changed.is_some();
            whole &= fault.is_none() && !hidden && !is_unsure;
            let other = expected.zip(identifying.identity());
            let other = other.filter(|(expected, identity)| !expected.customers.contains(identity));
            let is_other = other.is_some() && fault.is_none() && changed.is_none();
            let other = is_other.then(|| not_surveyed("customers"));
            let faults = fault.into_iter().chain(changed).chain(other);
            faults.into_iter().try_for_each(|fault| order.fault(fault, name))?;
        }
        Ok(whole)
    }
}

/// An input that is not one of those that were surveyed, where customers are a part of all.
fn not_surveyed(what: &str) -> StreamFault {
    let message = format!(
        "these {what} are not among those that were surveyed: their survey is missing from the merge, or they have \
         changed since, so more may be given than there is"
    );
    StreamFault { line: 1, fault: Fault::whole(FaultKind::NotSurveyed, message) }
}
