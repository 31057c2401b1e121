//! Customers who compete: everybody is read first, and then all of them go through one day after the
//! other.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use super::days::Day;
use super::gathered::{ChunkTexts, Gatherer, Item};
use super::person::Person;
use super::{Replay, ReplayObserver};
use crate::eval::{Evaluator, Id, Survey};
use crate::records::{Chunk, StreamFault};
use crate::run::ids::{Batch, Ids, Repeat};
use crate::run::input::pass;
use crate::run::order::Order;
use crate::run::witness::{Sight, Watch};
use crate::run::{Fault, Input, Part, ReadFailure, Rejected};

/// What was in one chunk.
struct Group<'r> {
    items: Vec<Kept>,
    texts: ChunkTexts<'r>,
}

/// One stretch of a chunk, for longer than that lives.
enum Kept {
    Between(Vec<u8>),
    Person(Box<Person<'static>>),
    Refused(Box<Refusal>),
}

/// A record that was rejected.
struct Refusal {
    id: Option<Id<'static>>,
    input: String,
    line: u64,
    customer: Option<(String, u64)>,
    raw: Vec<u8>,
    header: Option<Arc<[u8]>>,
    fault: Fault,
    /// How it is written.
    text: Vec<u8>,
}

/// What was read of an input.
pub(super) struct Gathered<'r> {
    groups: Vec<Group<'r>>,
    /// What is wrong with it as a whole.
    faults: Vec<StreamFault>,
}

/// See [`Replay::run`].
pub(super) fn run<O: ReplayObserver, E: From<ReadFailure> + Send>(
    replay: &Replay,
    inputs: &[impl Input],
    observer: &O,
    take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
) -> Result<bool, E> {
    let names: Vec<Arc<str>> = inputs.iter().map(|input| Arc::from(input.name())).collect();
    let (mut all, whole) = read_all(replay, inputs, &names)?;
    for day in replay.days.iter().take_while(|_| !observer.is_over()) {
        let evaluator = surveyed(day.evaluator.clone(), &all);
        let mut groups: Vec<&mut Group<'_>> =
            all.iter_mut().flat_map(|gathered| &mut gathered.groups).collect();
        groups.par_iter_mut().for_each(|group| group.live(day, &evaluator, &|| observer.is_over()));
        observer.day_is_over();
    }
    let mut order = Order::new(|rejected| super::refused(observer, rejected), take);
    if let Some(tables) = &replay.paths.tables {
        order.reject_rows(tables)?;
    }
    for (number, (gathered, name)) in all.into_iter().zip(&names).enumerate() {
        for group in gathered.groups {
            order.next(group.shown(replay, observer, (number, name)))?;
        }
        gathered.faults.into_iter().try_for_each(|fault| order.fault(fault, name))?;
    }
    Ok(whole)
}

/// Reads everybody. Says whether all inputs could be read to their ends.
pub(super) fn read_all<'r, E: From<ReadFailure> + Send>(
    replay: &'r Replay,
    inputs: &[impl Input],
    names: &'r [Arc<str>],
) -> Result<(Vec<Gathered<'r>>, bool), E> {
    let mut ids = Ids::new(names.to_vec());
    let (mut all, mut whole) = (Vec::new(), true);
    let seen = replay.paths.seen();
    for (number, (input, name)) in inputs.iter().zip(names).enumerate() {
        let watch = seen.get(number).map(Watch::new);
        let (max_record, hidden) = (input.options().max_record, AtomicBool::new(false));
        let watching = watch.as_ref();
        let gatherer =
            Gatherer { replay, input: name, number, watch: watching, max_record, hidden };
        let mut groups = Vec::new();
        let work = |chunk: &Chunk<'_>| {
            let sight = gatherer.sight(chunk);
            let (group, ids) = read(&gatherer, chunk, sight.as_ref(), &[]);
            (group, ids, sight)
        };
        let next = |chunk: &Chunk<'_>, (group, batch, sight): (Group<'r>, Batch, Option<Sight>)| {
            let repeats = ids.add(&batch).map_err(ReadFailure::of_ids)?;
            groups.push(match repeats.is_empty() {
                true => group,
                false => read(&gatherer, chunk, sight.as_ref(), &repeats).0,
            });
            Ok::<(), E>(())
        };
        let fault = pass(input, &replay.reader, replay.paths.rows(number), work, next)?;
        whole &= fault.is_none() && !gatherer.hidden.into_inner();
        let changed = watch.and_then(Watch::fault);
        all.push(Gathered { groups, faults: fault.into_iter().chain(changed).collect() });
    }
    Ok((all, whole))
}

/// Reads all of a chunk.
fn read<'r>(
    gatherer: &Gatherer<'_, 'r>,
    chunk: &Chunk<'_>,
    sight: Option<&Sight>,
    repeats: &[Repeat],
) -> (Group<'r>, Batch) {
    let texts = gatherer.texts(chunk);
    let mut items = Vec::new();
    let ids = gatherer.gather(chunk, &texts, (sight, repeats), |item| {
        items.push(match item {
            Item::Between(bytes) => Kept::Between(bytes),
            Item::Person(person) => {
                let person = person.into_owned(gatherer.replay.wish.rejects);
                Kept::Person(Box::new(person))
            }
            Item::Refused(rejected, text) => Kept::Refused(Box::new(Refusal::new(*rejected, text))),
        });
    });
    (Group { items, texts }, ids)
}

/// What decides among all customers as they are now.
pub(super) fn surveyed(mut evaluator: Evaluator, all: &[Gathered<'_>]) -> Evaluator {
    let groups: Vec<&Group<'_>> = all.iter().flat_map(|gathered| &gathered.groups).collect();
    for phase in evaluator.phases() {
        let look = |group: &&Group<'_>| {
            let mut survey = Survey::default();
            for item in &group.items {
                if let Kept::Person(person) = item {
                    let _rejected_later = evaluator.look(phase, &person.record, &mut survey);
                }
            }
            survey
        };
        let parts: Vec<Survey> = groups.par_iter().map(look).collect();
        let mut survey = Survey::default();
        parts.into_iter().for_each(|part| survey.merge(part));
        evaluator = evaluator.knowing(phase, survey);
    }
    evaluator
}

impl Gathered<'_> {
    /// Everybody in it.
    pub(super) fn people(&self) -> impl Iterator<Item = &Person<'static>> {
        let items = self.groups.iter().flat_map(|group| &group.items);
        items.filter_map(|item| match item {
            Kept::Person(person) => Some(&**person),
            Kept::Between(_) | Kept::Refused(_) => None,
        })
    }

    /// Takes everybody through a day.
    pub(super) fn live(&mut self, day: &Day, evaluator: &Evaluator) {
        self.groups.par_iter_mut().for_each(|group| group.live(day, evaluator, &|| false));
    }
}

impl Group<'_> {
    /// Takes everybody through a day, until it is over.
    fn live(&mut self, day: &Day, evaluator: &Evaluator, is_over: &(dyn Fn() -> bool + Sync)) {
        let texts = self.texts.as_ref().ok().and_then(Option::as_ref);
        for item in self.items.iter_mut().take_while(|_| !is_over()) {
            if let Kept::Person(person) = item {
                person.live(day, evaluator, texts);
            }
        }
    }

    /// What an observer makes of it in the end.
    fn shown<O: ReplayObserver>(
        self,
        replay: &Replay,
        observer: &O,
        (number, name): (usize, &str),
    ) -> Part<O::Results> {
        let results = observer.begin();
        let mut part = Part { results, updated: Vec::new(), input: Some(number) };
        for item in self.items {
            match item {
                Kept::Between(bytes) => part.updated.extend(bytes),
                Kept::Person(person) => person.show(name, observer, &mut part),
                Kept::Refused(refusal) => {
                    if replay.wish.update {
                        part.updated.extend_from_slice(&refusal.text);
                    }
                    observer.rejected(&mut part.results, refusal.rejected());
                }
            }
        }
        part
    }
}

impl Refusal {
    fn new(rejected: Rejected<'_>, text: Vec<u8>) -> Refusal {
        let Rejected { id, input, line, customer, raw, header, fault, whole_input: _, known: _ } =
            rejected;
        Refusal {
            id: id.map(Id::into_owned),
            input: input.to_owned(),
            line,
            customer: customer.map(|(input, line)| (input.to_owned(), line)),
            raw: raw.to_vec(),
            header,
            fault,
            text,
        }
    }

    fn rejected(&self) -> Rejected<'_> {
        let Refusal { id, input, line, customer, raw, header, fault, text: _ } = self;
        let customer = customer.as_ref().map(|(input, line)| (&**input, *line));
        let (id, header, fault) = (id.clone(), header.clone(), fault.clone());
        let (whole_input, known) = (false, None);
        Rejected { id, input, line: *line, customer, raw, header, fault, whole_input, known }
    }
}
