//! One customer out of the streams.

use std::borrow::Cow;
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

/// What is seen in one chunk.
enum Seen {
    /// The customer.
    Found(Result<Box<Found>, Unread>),
    /// The first record that is too damaged to say whose it is.
    Damaged(Unread),
}

/// Why nobody looks any further.
enum Halt {
    /// The customer.
    Found(Result<Box<Found>, Unread>),
    Failed(ReadFailure),
}

impl From<ReadFailure> for Halt {
    fn from(failure: ReadFailure) -> Self {
        Halt::Failed(failure)
    }
}

/// Looks for the first record with this id, in the case of the data if ids ignore it.
pub(super) fn find(
    paths: &Arc<Paths>,
    seen: &[Witness],
    inputs: &[impl Input],
    id: &str,
) -> Result<Option<Result<Found, Unread>>, ReadFailure> {
    let id = match paths.reader.needs().id_ignores_case {
        true => folded_cow(Cow::Borrowed(id)),
        false => Cow::Borrowed(id),
    };
    let (mut inputs, mut damaged) = (inputs.iter().enumerate(), None);
    let looked = inputs.try_for_each(|(number, input)| {
        look(paths, seen.get(number), (number, input), &id, &mut damaged)
    });
    match (looked, damaged) {
        (Ok(()), None) => Ok(None),
        // It may be that of the customer.
        (Ok(()), Some(Unread { input, line, fault })) => Err(unread(&input, line, &fault)),
        (Err(halt), _) => match halt {
            Halt::Found(found) => Ok(Some(found.map(|found| *found))),
            Halt::Failed(failure) => Err(failure),
        },
    }
}

/// Looks in one input, to its end unless the customer is there.
fn look(
    paths: &Arc<Paths>,
    seen: Option<&Witness>,
    (number, input): (usize, &impl Input),
    id: &str,
    damaged: &mut Option<Unread>,
) -> Result<(), Halt> {
    let (name, watch) = (input.name(), seen.map(Watch::new));
    let work = |chunk: &Chunk<'_>| {
        let mut decider = Decider::new(paths);
        let mut round = decider.round(&name);
        let mut perhaps = None;
        for (place, written) in chunk.written().enumerate() {
            let record = match round.find(id, &written) {
                None => continue,
                Some(Sighting::Perhaps(faulty)) => {
                    perhaps.get_or_insert_with(|| Seen::Damaged(of_faulty(&name, faulty)));
                    continue;
                }
                Some(Sighting::Them(Err(faulty))) => {
                    return Some(Seen::Found(Err(of_faulty(&name, faulty))));
                }
                Some(Sighting::Them(Ok(record))) => record.into_owned(),
            };
            let (raw, line) = (written.raw.to_vec(), written.line);
            let sight: Option<Sight> = watch.as_ref().map(|watch| watch.look(chunk));
            let paths = match sight.is_some_and(|sight| sight.is_strange(place)) {
                true => Arc::new(paths.for_strangers()),
                false => Arc::clone(paths),
            };
            let found = Found { input: name.to_string(), line, raw, record, paths };
            return Some(Seen::Found(Ok(Box::new(found))));
        }
        perhaps
    };
    let take = |_: &Chunk<'_>, seen: Option<Seen>| match seen {
        None => Ok(()),
        Some(Seen::Damaged(unread)) => {
            damaged.get_or_insert(unread);
            Ok(())
        }
        Some(Seen::Found(found)) => Err(Halt::Found(found)),
    };
    match pass(input, &paths.reader, paths.rows(number), work, take)? {
        None => Ok(()),
        // The customer may be in what could not be read.
        Some(StreamFault { line, fault }) => Err(unread(&name, line, &fault.into()).into()),
    }
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
