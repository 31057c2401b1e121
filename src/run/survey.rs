//! The passes over all customers that limits across them need before anyone is decided.

use super::input::pass;
use super::witness::{Sight, Watch, Witness};
use super::{Decider, Input, ReadFailure, Steps};
use crate::eval::{Evaluator, FastEvaluator, Phase, Survey};
use crate::records::{Chunk, FastReader, Reader};

/// Goes through all phases, and yields the evaluator that knows the result of them, and for each
/// input the records that all passes saw; nothing, where there was no pass.
pub(super) fn surveyed<'p, E: From<ReadFailure> + Send>(
    mut evaluator: Evaluator<'p>,
    reader: &Reader,
    inputs: &[impl Input],
) -> Result<(Evaluator<'p>, Vec<Witness>), E> {
    let mut seen = Vec::new();
    for phase in evaluator.phases() {
        let (survey, now) = survey(phase, &evaluator, reader, inputs, &seen)?;
        (evaluator, seen) = (evaluator.knowing(phase, survey), now);
    }
    Ok((evaluator, seen))
}

/// What a phase sees of all customers. A record whose id came before takes part even where it will
/// be rejected in the last pass. One that an earlier pass did not see takes part in nothing.
fn survey<E: From<ReadFailure> + Send>(
    phase: Phase,
    evaluator: &Evaluator<'_>,
    reader: &Reader,
    inputs: &[impl Input],
    before: &[Witness],
) -> Result<(Survey, Vec<Witness>), E> {
    let fast = FastEvaluator::new(evaluator);
    let fast = fast.as_ref().and_then(|fast| FastReader::new(reader, fast));
    let (mut survey, mut seen) = (Survey::default(), Vec::new());
    for (number, input) in inputs.iter().enumerate() {
        let name = input.name();
        let before = before.get(number);
        let watch = before.map(Watch::new);
        let mut now = before.map(Witness::next).unwrap_or_default();
        let look = |chunk: &Chunk<'_>| {
            let mut decider = Decider::new(&name, evaluator, fast.as_ref(), Steps::One);
            let mut survey = Survey::default();
            let sight =
                watch.as_ref().map_or_else(|| Sight::first(chunk), |watch| watch.look(chunk));
            for (place, written) in chunk.written().enumerate() {
                if !sight.is_strange(place) {
                    decider.look(phase, &written, &mut survey);
                }
            }
            (survey, sight)
        };
        // What is wrong with a stream is reported in the last pass.
        pass(input, reader, look, |(part, sight)| {
            survey.merge(part);
            match before {
                None => now.first(sight),
                Some(_) => now.add(sight),
            }
            Ok(())
        })?;
        seen.push(now);
    }
    Ok((survey, seen))
}
