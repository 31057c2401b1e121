//! The passes over all customers that limits across them need before anyone is decided.

use std::sync::Arc;

use super::input::pass;
use super::paths::Paths;
use super::{Decider, Input, ReadFailure};
use crate::eval::{Phase, Survey};
use crate::records::Chunk;

/// Goes through all phases, and yields paths that know the result of them.
pub(super) fn surveyed<E: From<ReadFailure> + Send>(
    paths: &Paths,
    inputs: &[impl Input],
) -> Result<Arc<Paths>, E> {
    let mut paths = Arc::new(paths.among());
    for phase in paths.evaluator.phases() {
        let survey = survey(phase, &paths, inputs)?;
        paths = Arc::new(Paths::clone(&paths).knowing(phase, survey));
    }
    Ok(paths)
}

/// What a phase sees of all customers. A record whose id came before takes part even where it will
/// be rejected in the last pass.
fn survey<E: From<ReadFailure> + Send>(
    phase: Phase,
    paths: &Arc<Paths>,
    inputs: &[impl Input],
) -> Result<Survey, E> {
    let mut survey = Survey::default();
    for input in inputs {
        let name = input.name();
        let look = |chunk: &Chunk<'_>| {
            let (mut decider, mut survey) = (Decider::new(paths), Survey::default());
            let mut round = decider.round(&name);
            chunk.written().for_each(|written| round.look(phase, &written, &mut survey));
            survey
        };
        // What is wrong with a stream is reported in the last pass.
        pass(input, &paths.reader, look, |part| {
            survey.merge(part);
            Ok(())
        })?;
    }
    Ok(survey)
}
