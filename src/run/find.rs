//! One customer out of the streams.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use super::input::pass;
use super::paths::Paths;
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
    let mut inputs = inputs.iter().enumerate();
    match inputs.try_for_each(|(number, input)| look(paths, seen.get(number), (number, input), &id))
    {
        Ok(()) => Ok(None),
        Err(Halt::Found(found)) => Ok(Some(found.map(|found| *found))),
        Err(Halt::Failed(failure)) => Err(failure),
    }
}

/// Looks in one input, to its end unless the customer is there.
fn look(
    paths: &Arc<Paths>,
    seen: Option<&Witness>,
    (number, input): (usize, &impl Input),
    id: &str,
) -> Result<(), Halt> {
    let (name, watch) = (input.name(), seen.map(Watch::new));
    let work = |chunk: &Chunk<'_>| {
        let mut decider = Decider::new(paths);
        let mut round = decider.round(&name);
        let mut written = chunk.written().enumerate();
        written.find_map(|(place, written)| {
            let line = written.line;
            let record = match round.find(id, &written)? {
                Ok(record) => record.into_owned(),
                Err(FaultyRecord { table, line, fault, .. }) => {
                    let input = table.unwrap_or(&name).to_owned();
                    return Some(Err(Unread { input, line, fault: fault.into() }));
                }
            };
            let raw = written.raw.to_vec();
            let sight: Option<Sight> = watch.as_ref().map(|watch| watch.look(chunk));
            let paths = match sight.is_some_and(|sight| sight.is_strange(place)) {
                true => Arc::new(paths.for_strangers()),
                false => Arc::clone(paths),
            };
            Some(Ok(Box::new(Found { input: name.to_string(), line, raw, record, paths })))
        })
    };
    let take =
        |_: &Chunk<'_>, found: Option<_>| found.map_or(Ok(()), |found| Err(Halt::Found(found)));
    match pass(input, &paths.reader, paths.rows(number), work, take)? {
        None => Ok(()),
        // The customer may be in what could not be read.
        Some(fault) => Err(unread(&name, fault).into()),
    }
}

/// The rest of an input cannot be read.
fn unread(input: &str, StreamFault { line, fault }: StreamFault) -> ReadFailure {
    let error = io::Error::new(io::ErrorKind::InvalidData, format!("line {line}: {fault}"));
    ReadFailure { input: input.to_owned(), error, temporary: false }
}
