//! The passes over all customers that limits across them need before anyone is decided.

use std::sync::Arc;

use super::ids::{Batch, Ids, Repeat};
use super::input::pass;
use super::paths::Paths;
use super::repeats::Repeats;
use super::witness::{Sight, Watch, Witness};
use super::{Decider, Input, ReadFailure};
use crate::eval::{Phase, Survey};
use crate::records::{Chunk, StreamFault};

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
        let Seen { survey, records: now, faults: _reported_later } =
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
    /// What is wrong with the inputs, by their place.
    pub faults: Vec<(usize, StreamFault)>,
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
    let mut faults = Vec::new();
    let strangers = paths.for_strangers();
    let mut ids = Ids::new(inputs.iter().map(|input| Arc::from(input.name())).collect());
    for (number, input) in inputs.iter().enumerate() {
        let name = input.name();
        let before = before.get(number);
        let watch = before.map(Watch::new);
        let mut now = before.map(Witness::next).unwrap_or_default();
        let look = |chunk: &Chunk<'_>, sight: &Sight, repeats: &[Repeat]| {
            let (mut decider, mut survey) = (Decider::new(paths), Survey::default());
            let (mut repeats, mut ids) = (Repeats::new(repeats), Batch::new(number, chunk.count()));
            let mut round = decider.round(&name);
            for (place, written) in chunk.written().enumerate() {
                let is_passed = repeats.at(place).is_some() || written.is_surplus();
                if is_passed || paths.is_out(&written) {
                    continue;
                }
                let id = if sight.is_strange(place) && paths.tables.is_some() {
                    // Which rows belong to it is not known, so it is going to be rejected.
                    written.id()
                } else if paths.has_ledger && written.ledger_row().is_some_and(|row| row.is_done) {
                    paths.count(phase, &written, &mut survey)
                } else if sight.is_strange(place) {
                    strangers.count(phase, &written, &mut survey)
                } else {
                    round.look(phase, &written, &mut survey)
                };
                if let Some(id) = id {
                    // Whether somebody is left out does not matter here: such a customer takes no
                    // part, and neither does a copy.
                    ids.add(place, &id.text, written.line, false);
                }
            }
            (survey, ids)
        };
        let work = |chunk: &Chunk<'_>| {
            let sight =
                watch.as_ref().map_or_else(|| Sight::first(chunk), |watch| watch.look(chunk));
            let (survey, ids) = look(chunk, &sight, &[]);
            (survey, ids, sight)
        };
        let fault =
            pass(input, &paths.reader, paths.rows(number), work, |chunk, (part, batch, sight)| {
                let repeats = ids.add(&batch).map_err(ReadFailure::of_ids)?;
                survey.merge(match repeats.is_empty() {
                    true => part,
                    false => look(chunk, &sight, &repeats).0,
                });
                match before {
                    None => now.first(sight),
                    Some(_) => now.add(sight),
                }
                Ok(())
            })?;
        faults.extend(fault.map(|fault| (number, fault)));
        seen.push(now);
    }
    Ok(Seen { survey, records: seen, faults })
}
