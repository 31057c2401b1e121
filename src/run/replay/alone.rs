//! Customers who do not compete: each goes through all days as soon as the record is read.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::gathered::{ChunkTexts, Gatherer, Item};
use super::person::Person;
use super::texts::Texts;
use super::{Replay, ReplayObserver};
use crate::records::Chunk;
use crate::run::ids::{Batch, Ids, Repeat};
use crate::run::input::pass;
use crate::run::order::Order;
use crate::run::witness::{Sight, Watch};
use crate::run::{Input, Part, ReadFailure};

/// What one chunk has come to, if none of its ids came before.
struct Done<R> {
    part: Part<R>,
    ids: Batch,
    /// Where not all of it was seen when tables were joined.
    sight: Option<Sight>,
}

/// See [`Replay::run`].
pub(super) fn run<O: ReplayObserver, E: From<ReadFailure> + Send>(
    replay: &Replay,
    inputs: &[impl Input],
    observer: &O,
    take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
) -> Result<bool, E> {
    let names: Vec<Arc<str>> = inputs.iter().map(|input| Arc::from(input.name())).collect();
    let mut ids = Ids::new(names.clone());
    let mut order = Order::new(|rejected| super::refused(observer, rejected), take);
    if let Some(tables) = &replay.paths.tables {
        order.reject_rows(tables)?;
    }
    let seen = replay.paths.seen();
    let mut whole = true;
    for (number, (input, name)) in inputs.iter().zip(&names).enumerate() {
        let watch = seen.get(number).map(Watch::new);
        let (max_record, hidden) = (input.options().max_record, AtomicBool::new(false));
        let watching = watch.as_ref();
        let gatherer =
            Gatherer { replay, input: name, number, watch: watching, max_record, hidden };
        let work = |chunk: &Chunk<'_>| {
            let sight = gatherer.sight(chunk);
            let (part, ids) = go_through(&gatherer, observer, chunk, sight.as_ref(), &[]);
            Done { part, ids, sight }
        };
        let next = |chunk: &Chunk<'_>, done: Done<O::Results>| {
            let repeats = ids.add(&done.ids).map_err(ReadFailure::of_ids)?;
            order.next(match repeats.is_empty() {
                true => done.part,
                false => go_through(&gatherer, observer, chunk, done.sight.as_ref(), &repeats).0,
            })
        };
        let fault = pass(input, &replay.reader, replay.paths.rows(number), work, next)?;
        whole &= fault.is_none() && !gatherer.hidden.into_inner();
        let changed = watch.and_then(Watch::fault);
        fault.into_iter().chain(changed).try_for_each(|fault| order.fault(fault, name))?;
    }
    Ok(whole)
}

/// Takes all customers of a chunk through all days.
fn go_through<O: ReplayObserver>(
    gatherer: &Gatherer<'_, '_>,
    observer: &O,
    chunk: &Chunk<'_>,
    sight: Option<&Sight>,
    repeats: &[Repeat],
) -> (Part<O::Results>, Batch) {
    let texts: ChunkTexts<'_> = gatherer.texts(chunk);
    let writing = texts.as_ref().ok().and_then(Option::as_ref);
    let (results, number) = (observer.begin(), gatherer.number);
    let mut part = Part { results, updated: Vec::new(), input: Some(number) };
    let ids = gatherer.gather(chunk, &texts, (sight, repeats), |item| match item {
        Item::Between(bytes) => part.updated.extend(bytes),
        Item::Person(mut person) => {
            live(gatherer.replay, &mut person, writing);
            person.show(gatherer.input, observer, &mut part);
        }
        Item::Refused(rejected, text) => {
            if gatherer.replay.wish.update {
                part.updated.extend(text);
            }
            observer.rejected(&mut part.results, *rejected);
        }
    });
    (part, ids)
}

/// Takes a customer through all days.
fn live(replay: &Replay, person: &mut Person<'_>, texts: Option<&Texts<'_>>) {
    let last = replay.days.len().saturating_sub(1);
    for (place, day) in replay.days.iter().enumerate() {
        person.live(day, (&day.evaluator, place == 0, place == last), texts);
    }
}
