//! The passes over all customers that limits across them need before anyone is decided.

use std::io;
use std::path::Path;

use super::Failure;
use super::bulk::Job;
use super::disk::{self, Spool};
use super::progress::Progress;
use crate::eval::{Evaluator, Phase, Survey};
use crate::records::{self, Chunk, Reader};

/// The customer files of a run, those that cannot be read twice kept aside.
pub struct Inputs<'a> {
    pub files: Vec<(&'a Path, Option<Spool>)>,
}

impl<'a> Inputs<'a> {
    /// `again` says that they are read more than once.
    pub fn new(paths: impl Iterator<Item = &'a Path>, again: bool) -> Result<Inputs<'a>, Failure> {
        let spool = |path: &Path| if again { Spool::of(path) } else { Ok(None) };
        let files = paths.map(|path| Ok((path, spool(path)?))).collect::<Result<_, Failure>>()?;
        Ok(Inputs { files })
    }
}

/// Goes through all phases, and yields the evaluator that knows what came of them.
pub fn surveyed<'p>(
    job: &Job<'p>,
    mut evaluator: Evaluator<'p>,
    reader: &Reader,
    inputs: &Inputs<'_>,
    progress: &Progress,
) -> Result<Evaluator<'p>, Failure> {
    for phase in evaluator.phases() {
        let mut survey = Survey::default();
        for (path, spool) in &inputs.files {
            let options = job.options(path);
            let stream = progress.counting(disk::open_kept(path, spool.as_ref())?);
            let look = |chunk: &Chunk<'_>| part(&evaluator, phase, chunk);
            let each = |part: Survey| {
                survey.merge(part);
                Ok(())
            };
            records::run(stream, &options, reader, look, each)
                .map_err(|error: io::Error| Failure::reading(&disk::name(path), &error))?;
        }
        evaluator = evaluator.knowing(phase, survey);
    }
    Ok(evaluator)
}

/// What one chunk has to say. Who cannot be decided takes part in nothing; the reason is told in
/// the last pass. A record whose id came before takes part even where that pass will reject it.
fn part(evaluator: &Evaluator<'_>, phase: Phase, chunk: &Chunk<'_>) -> Survey {
    let mut survey = Survey::default();
    for record in chunk.records().flatten() {
        let _rejected_later = evaluator.look(phase, &record, &mut survey);
    }
    survey
}
