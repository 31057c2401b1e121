//! The passes over all customers that limits across them need before anyone is decided.

use std::sync::Arc;

use super::ids::{Batch, Ids, Repeat};
use super::input::pass;
use super::paths::Paths;
use super::repeats::Repeats;
use super::round::Round;
use super::witness::{Sight, Watch, Witness};
use super::{Decider, Fault, Input, ReadFailure, Rejected};
use crate::eval::{Phase, Survey};
use crate::records::{self, Chunk, FaultKind, StreamFault, Written};

/// Goes through all phases, and yields paths that know the result of them, and for each input the
/// records that all passes saw; nothing, where there was no pass.
pub(super) fn surveyed<E: From<ReadFailure> + Send>(
    paths: &Paths,
    inputs: &[impl Input],
) -> Result<(Arc<Paths>, Arc<[Witness]>), E> {
    if let Some(tables) = &paths.tables {
        ReadFailure::unless_as_many(tables.inputs(), inputs.len(), "tables were joined to them")?;
    }
    let mut seen = paths.seen();
    let mut paths = Arc::new(paths.among());
    for phase in paths.evaluator.phases_left() {
        let Seen { survey, records: now, faults: _reported_later, rejected: _by_the_run } =
            survey(phase, &paths, inputs, &seen)?;
        paths = Arc::new(Paths::clone(&paths).knowing(phase, survey));
        seen = now.into();
    }
    Ok((paths, seen))
}

/// What one phase saw of some customers.
pub(super) struct Seen {
    pub survey: Survey,
    /// The records, by input.
    pub records: Vec<Witness>,
    /// What may have hidden customers, by the place of the input: of each, the first, and what keeps it from being read
    /// to its end.
    pub faults: Vec<(usize, StreamFault)>,
    /// How many records are rejected.
    pub rejected: u64,
}

/// The records of a chunk that take part in nothing.
#[derive(Default)]
struct Refused {
    /// How many there are.
    count: u64,
    /// The first that may have hidden customers.
    hiding: Option<StreamFault>,
}

impl Refused {
    /// Takes up what is wrong with one of them.
    fn add(&mut self, rejected: &Rejected<'_>) {
        self.count += 1;
        let Fault { code, reason, .. } = &rejected.fault;
        if self.hiding.is_none()
            && let Some(kind @ (FaultKind::OpenQuote | FaultKind::Structure | FaultKind::TooLong)) =
                FaultKind::find(*code)
        {
            let fault = records::Fault::whole(kind, reason.clone());
            self.hiding = Some(StreamFault { line: rejected.line, fault });
        }
    }
}

/// What a phase sees of customers who are only a part of all.
pub(super) fn part_surveyed<E: From<ReadFailure> + Send>(
    phase: Phase,
    paths: &Paths,
    inputs: &[impl Input],
) -> Result<Seen, E> {
    if let Some(tables) = &paths.tables {
        ReadFailure::unless_as_many(tables.inputs(), inputs.len(), "tables were joined to them")?;
    }
    survey(phase, &Arc::new(paths.among()), inputs, &paths.seen())
}

/// What a phase sees of all customers. A record whose id came before takes no part. One that an earlier pass did not see does not compete, but the place
/// that its customer has and what they were given before count.
fn survey<E: From<ReadFailure> + Send>(
    phase: Phase,
    paths: &Arc<Paths>,
    inputs: &[impl Input],
    before: &[Witness],
) -> Result<Seen, E> {
    let (mut survey, mut seen) = (paths.of_absent(phase), Vec::new());
    let (mut faults, mut rejected) = (Vec::new(), 0);
    let strangers = paths.for_strangers();
    let mut ids = Ids::new(inputs.iter().map(|input| Arc::from(input.name())).collect());
    for (number, input) in inputs.iter().enumerate() {
        let name = input.name();
        let surveyor = Surveyor { phase, paths, strangers: &strangers, input: &name, number };
        let before = before.get(number);
        let watch = before.map(Watch::new);
        let mut now = before.map(Witness::next).unwrap_or_default();
        let mut hiding: Option<StreamFault> = None;
        let work = |chunk: &Chunk<'_>| {
            let sight =
                watch.as_ref().map_or_else(|| Sight::first(chunk), |watch| watch.look(chunk));
            (surveyor.look(chunk, &sight, &[]), sight)
        };
        let take = |chunk: &Chunk<'_>, (looked, sight): (Looked, Sight)| {
            let repeats = ids.add(&looked.ids).map_err(ReadFailure::of_ids)?;
            let Looked { survey: part, refused, .. } = match repeats.is_empty() {
                true => looked,
                false => surveyor.look(chunk, &sight, &repeats),
            };
            survey.merge(part);
            rejected += refused.count;
            hiding = hiding.take().or(refused.hiding);
            match before {
                None => now.first(sight),
                Some(_) => now.add(sight),
            }
            Ok(())
        };
        let fault = pass(input, &paths.reader, paths.rows(number), work, take)?;
        faults.extend(hiding.into_iter().chain(fault).map(|fault| (number, fault)));
        seen.push(now);
    }
    Ok(Seen { survey, records: seen, faults, rejected })
}

/// Looks at the customers of an input for a phase. One is shared by all threads.
struct Surveyor<'a> {
    phase: Phase,
    paths: &'a Arc<Paths>,
    /// For those whom earlier passes did not see.
    strangers: &'a Paths,
    /// The name of the input.
    input: &'a str,
    /// Which of the inputs it is.
    number: usize,
}

/// What was seen of a chunk.
struct Looked {
    survey: Survey,
    ids: Batch,
    refused: Refused,
}

impl Surveyor<'_> {
    /// Looks at all customers of a chunk but for the records whose id came before.
    fn look(&self, chunk: &Chunk<'_>, sight: &Sight, repeats: &[Repeat]) -> Looked {
        let mut decider = Decider::new(self.paths);
        let mut round = decider.round(self.input);
        let mut repeats = Repeats::new(repeats);
        let (survey, ids) = (Survey::default(), Batch::new(self.number, chunk.count()));
        let mut looked = Looked { survey, ids, refused: Refused::default() };
        for (place, written) in chunk.written().enumerate() {
            let repeat = repeats.at(place);
            looked.refused.count += u64::from(repeat.is_some_and(|repeat| !repeat.left_out));
            if repeat.is_none() && !written.is_surplus() && !self.paths.is_out(&written) {
                self.customer(&mut round, &written, sight.is_strange(place), &mut looked);
            }
        }
        looked
    }

    /// Looks at one customer, and notes the id if there is one.
    fn customer<'c>(
        &self,
        round: &mut Round<'c>,
        written: &Written<'c>,
        is_strange: bool,
        looked: &mut Looked,
    ) {
        let Surveyor { phase, paths, strangers, .. } = *self;
        let Looked { survey, ids, refused } = looked;
        let mut left_out = false;
        let id = if is_strange && paths.tables.is_some() {
            // Which rows belong to it is not known, so it is going to be rejected.
            written.id()
        } else if paths.has_ledger && written.ledger_row().is_some_and(|row| row.is_done) {
            paths.count(phase, written, survey)
        } else if is_strange {
            strangers.count(phase, written, survey)
        } else {
            match round.look(phase, written, survey) {
                Ok((id, is_left_out)) => {
                    left_out = is_left_out;
                    Some(id)
                }
                Err(rejected) => {
                    refused.add(&rejected);
                    rejected.id
                }
            }
        };
        if let Some(id) = id {
            ids.add(written.place(), &id.text, written.line, left_out);
        }
    }
}
