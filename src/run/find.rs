//! One customer out of the streams.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use super::input::pass;
use super::paths::Paths;
use super::round::Sighting;
use super::witness::{Sight, Watch, Witness};
use super::{Decider, Fault, Input, ReadFailure};
use crate::eval::{Decision, Evaluator, Record, Situation};
use crate::records::{Chunk, FaultyRecord, StreamFault};
use crate::values::folded_cow;

/// A customer whose record was looked for, with what is known of all others.
#[derive(Clone, Debug)]
pub struct Found {
    /// What the input is called.
    pub input: String,
    /// The line on which the record begins, from 1.
    pub line: u64,
    /// The record as it is written.
    pub raw: Vec<u8>,
    /// The record, with all that the plan needs of it.
    pub record: Record<'static>,
    /// For a stranger, those of strangers.
    paths: Arc<Paths>,
}

impl Found {
    /// What happens to them.
    ///
    /// # Errors
    /// If the rules ask for what cannot be kept exactly.
    pub fn decision(&self) -> Result<Decision, Fault> {
        Ok(self.paths.plainly(&self.record)?)
    }

    /// What decides for them, with what is known of all others.
    pub fn evaluator(&self) -> &Evaluator {
        &self.paths.evaluator
    }

    /// The customer as the conditions find them, to be asked about one part of the plan after the
    /// other.
    pub fn situation(&self) -> Situation<'_> {
        Situation::new(&self.paths.evaluator, &self.record)
    }
}

/// A customer whose record was looked for, and cannot be read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// What the input is called, or the table whose row is at fault.
    pub input: String,
    /// The line on which the fault shows, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Several customers who are looked for at once.
struct Search<'s> {
    /// Their ids, in the case of the data if ids ignore it, each with its place.
    places: HashMap<Cow<'s, str>, usize>,
    /// Those who were found, by place.
    found: Vec<Option<Result<Found, Unread>>>,
    /// How many were not found yet.
    left: usize,
    /// The first record that is too damaged to say whose it is.
    damaged: Option<Unread>,
    /// The first input that cannot be read to its end.
    broken: Option<ReadFailure>,
}

/// What is seen in one record.
enum Seen {
    /// A customer, by place.
    Found(usize, Box<Result<Found, Unread>>),
    /// A record that is too damaged to say whose it is.
    Damaged(Unread),
}

/// Why nobody looks any further.
enum Halt {
    /// All customers were found.
    Done,
    Failed(ReadFailure),
}

impl From<ReadFailure> for Halt {
    fn from(failure: ReadFailure) -> Self {
        Halt::Failed(failure)
    }
}

/// Looks for the first record with this id, or another id of its customer, in the case of the data if ids
/// ignore it.
pub(super) fn find(
    paths: &Arc<Paths>,
    seen: &[Witness],
    inputs: &[impl Input],
    id: &str,
) -> Result<Option<Result<Found, Unread>>, ReadFailure> {
    let search = search(paths, seen, inputs, &[id])?;
    // They may be in what cannot be read.
    search.broken.map_or(Ok(()), Err)?;
    match (search.found.into_iter().next().flatten(), search.damaged) {
        (None, Some(Unread { input, line, fault })) => Err(unread(&input, line, &fault)),
        (found, _) => Ok(found),
    }
}

/// Looks for the first record with each of these ids, which differ.
pub(super) fn find_all(
    paths: &Arc<Paths>,
    seen: &[Witness],
    inputs: &[impl Input],
    ids: &[&str],
) -> Result<Vec<Option<Result<Found, Unread>>>, ReadFailure> {
    Ok(search(paths, seen, inputs, ids)?.found)
}

fn search<'s>(
    paths: &Arc<Paths>,
    seen: &[Witness],
    inputs: &[impl Input],
    ids: &[&'s str],
) -> Result<Search<'s>, ReadFailure> {
    let as_in_data = |id: &&'s str| {
        let id = match paths.reader.needs().id_ignores_case {
            true => folded_cow(Cow::Borrowed(*id)),
            false => Cow::Borrowed(*id),
        };
        match paths.reader.other_ids().own(&id) {
            Some(own) => Cow::Owned(own.to_owned()),
            None => id,
        }
    };
    let places = ids.iter().map(as_in_data).enumerate().map(|(place, id)| (id, place));
    let mut search = Search {
        places: places.collect(),
        found: ids.iter().map(|_| None).collect(),
        left: ids.len(),
        damaged: None,
        broken: None,
    };
    if ids.is_empty() {
        return Ok(search);
    }
    for (number, input) in inputs.iter().enumerate() {
        match look(paths, seen.get(number), (number, input), &mut search) {
            Ok(()) => {}
            Err(Halt::Done) => break,
            Err(Halt::Failed(failure)) => return Err(failure),
        }
    }
    Ok(search)
}

/// Looks in one input, to its end unless all customers have been found.
fn look(
    paths: &Arc<Paths>,
    seen: Option<&Witness>,
    (number, input): (usize, &impl Input),
    search: &mut Search<'_>,
) -> Result<(), Halt> {
    let (name, watch) = (input.name(), seen.map(Watch::new));
    let Search { places, found, left, damaged, broken } = search;
    let place_of = |id: &str| places.get(id).copied();
    let work = |chunk: &Chunk<'_>| {
        let mut decider = Decider::new(paths);
        let mut round = decider.round(&name);
        let mut all = Vec::new();
        for (at, written) in chunk.written().enumerate().filter(|(_, one)| !one.is_surplus()) {
            let (place, record) = match round.find(place_of, &written) {
                None => continue,
                Some(Sighting::Perhaps(faulty)) => {
                    all.push(Seen::Damaged(of_faulty(&name, faulty)));
                    continue;
                }
                Some(Sighting::Them(place, Err(faulty))) => {
                    all.push(Seen::Found(place, Box::new(Err(of_faulty(&name, faulty)))));
                    continue;
                }
                Some(Sighting::Them(place, Ok(record))) => (place, record.into_owned()),
            };
            let (raw, line) = (written.raw.to_vec(), written.line);
            let sight: Option<Sight> = watch.as_ref().map(|watch| watch.look(chunk));
            let paths = match sight.is_some_and(|sight| sight.is_strange(at)) {
                true => Arc::new(paths.for_strangers()),
                false => Arc::clone(paths),
            };
            let found = Found { input: name.to_string(), line, raw, record, paths };
            all.push(Seen::Found(place, Box::new(Ok(found))));
        }
        all
    };
    let take = |_: &Chunk<'_>, all: Vec<Seen>| {
        for seen in all {
            match seen {
                Seen::Damaged(unread) => {
                    damaged.get_or_insert(unread);
                }
                Seen::Found(place, one) if found[place].is_none() => {
                    found[place] = Some(*one);
                    *left -= 1;
                }
                // Of records with the same id, the first counts.
                Seen::Found(..) => {}
            }
        }
        if *left == 0 { Err(Halt::Done) } else { Ok(()) }
    };
    if let Some(StreamFault { line, fault }) =
        pass(input, &paths.reader, paths.rows(number), work, take)?
    {
        broken.get_or_insert_with(|| unread(&name, line, &fault.into()));
    }
    Ok(())
}

fn of_faulty(input: &str, faulty: FaultyRecord<'_>) -> Unread {
    let FaultyRecord { table, line, fault, .. } = faulty;
    Unread { input: table.unwrap_or(input).to_owned(), line, fault: fault.into() }
}

/// A part of an input cannot be read, in which the customer may be.
fn unread(input: &str, line: u64, fault: &Fault) -> ReadFailure {
    let words = format!("line {line}: {fault}. The customer is not in what can be read");
    let error = io::Error::new(io::ErrorKind::InvalidData, words);
    ReadFailure { input: input.to_owned(), error, temporary: false }
}
