//! One customer out of the streams.

use std::sync::Arc;

use super::input::pass;
use super::paths::Paths;
use super::witness::{Sight, Watch, Witness};
use super::{Decider, Fault, Input, ReadFailure};
use crate::eval::{Decision, Record, Situation};
use crate::records::Chunk;

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

    /// The customer as the conditions find them, to be asked about one part of the plan after the
    /// other.
    pub fn situation(&self) -> Situation<'_> {
        Situation::new(&self.paths.evaluator, &self.record)
    }
}

/// Why nobody looks any further.
enum Halt {
    Found(Box<Found>),
    Failed(ReadFailure),
}

impl From<ReadFailure> for Halt {
    fn from(failure: ReadFailure) -> Self {
        Halt::Failed(failure)
    }
}

/// Looks for the first customer with this id.
pub(super) fn find(
    paths: &Arc<Paths>,
    seen: &[Witness],
    inputs: &[impl Input],
    id: &str,
) -> Result<Option<Found>, ReadFailure> {
    let mut inputs = inputs.iter().enumerate();
    match inputs.try_for_each(|(number, input)| look(paths, seen.get(number), (number, input), id))
    {
        Ok(()) => Ok(None),
        Err(Halt::Found(found)) => Ok(Some(*found)),
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
            let record = round.find(id, &written)?.into_owned();
            let (raw, line) = (written.raw.to_vec(), written.line);
            let sight: Option<Sight> = watch.as_ref().map(|watch| watch.look(chunk));
            let paths = match sight.is_some_and(|sight| sight.is_strange(place)) {
                true => Arc::new(paths.for_strangers()),
                false => Arc::clone(paths),
            };
            Some(Box::new(Found { input: name.to_string(), line, raw, record, paths }))
        })
    };
    let take = |found: Option<_>| found.map_or(Ok(()), |found| Err(Halt::Found(found)));
    // What is wrong with a stream is reported where its customers are decided.
    pass(input, &paths.reader, paths.rows(number), work, take).map(|_fault| ())
}
