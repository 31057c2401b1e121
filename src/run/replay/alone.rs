//! Customers who do not compete: each goes through all days as soon as the record is read.

use std::collections::VecDeque;
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
use crate::when::days_of_change;

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
            live(gatherer.replay, observer, &mut person, writing);
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

/// Takes a customer through all days, but not through those on which nothing can be other than on the day
/// before.
fn live<O: ReplayObserver>(
    replay: &Replay,
    observer: &O,
    person: &mut Person<'_>,
    texts: Option<&Texts<'_>>,
) {
    let Replay { days, .. } = replay;
    let Some(last) = days.len().checked_sub(1) else { return };
    // Since which day the customer is as they are, and when that may change, which is found once it matters.
    let (mut since, mut ahead): (usize, Option<VecDeque<usize>>) = (0, None);
    let mut place = 0;
    while place <= last && !observer.is_over() {
        let day = &days[place];
        if person.live(day, &day.evaluator, texts) {
            (since, ahead) = (place, None);
        }
        if place == since {
            place += 1;
            continue;
        }
        let ahead = ahead.get_or_insert_with(|| changes(replay, since, person));
        while ahead.front().is_some_and(|next| *next <= place) {
            ahead.pop_front();
        }
        let Some(next) = ahead.front() else { return };
        place = *next;
    }
}

/// The places of the days on which the decision may be another than before, if the customer stays as they
/// have been since a day.
fn changes(replay: &Replay, since: usize, person: &Person<'_>) -> VecDeque<usize> {
    let Replay { days, dates, .. } = replay;
    let evaluator = &days[since].evaluator;
    let last = dates[dates.len() - 1];
    let all = days_of_change(evaluator.plan(), &person.record, evaluator.clock(), last);
    // They are in order, so each is looked for after the one before.
    let (mut places, mut from) = (VecDeque::with_capacity(all.len()), since);
    for date in all {
        from += dates[from..].partition_point(|day| *day < date);
        if from < dates.len() && places.back() != Some(&from) {
            places.push_back(from);
        }
    }
    places
}
