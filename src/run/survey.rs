//! The passes over all customers that limits across them need before anyone is decided.

use super::input::pass;
use super::{Decider, Input, ReadFailure, Steps};
use crate::eval::{Evaluator, FastEvaluator, Phase, Survey};
use crate::records::{Chunk, FastReader, Reader};

/// Goes through all phases, and yields the evaluator that knows the result of them.
pub(super) fn surveyed<'p, E: From<ReadFailure> + Send>(
    mut evaluator: Evaluator<'p>,
    reader: &Reader,
    inputs: &[impl Input],
) -> Result<Evaluator<'p>, E> {
    for phase in evaluator.phases() {
        let survey = survey(phase, &evaluator, reader, inputs)?;
        evaluator = evaluator.knowing(phase, survey);
    }
    Ok(evaluator)
}

/// What a phase sees of all customers. A record whose id came before takes part even where it will
/// be rejected in the last pass.
fn survey<E: From<ReadFailure> + Send>(
    phase: Phase,
    evaluator: &Evaluator<'_>,
    reader: &Reader,
    inputs: &[impl Input],
) -> Result<Survey, E> {
    let fast = FastEvaluator::new(evaluator);
    let fast = fast.as_ref().and_then(|fast| FastReader::new(reader, fast));
    let mut survey = Survey::default();
    for input in inputs {
        let name = input.name();
        let look = |chunk: &Chunk<'_>| {
            let mut decider = Decider::new(&name, evaluator, fast.as_ref(), Steps::One);
            let mut survey = Survey::default();
            chunk.written().for_each(|written| decider.look(phase, &written, &mut survey));
            survey
        };
        // What is wrong with a stream is reported in the last pass.
        pass(input, reader, look, |part| {
            survey.merge(part);
            Ok(())
        })?;
    }
    Ok(survey)
}
