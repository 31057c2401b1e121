//! The passes over all customers that limits across them need before anyone is decided.

use std::io;
use std::path::Path;

use super::Failure;
use super::bulk::Job;
use super::disk::{self, Spool};
use super::progress::Progress;
use super::surveyor::Surveyor;
use crate::eval::{Evaluator, FastEvaluator, Survey};
use crate::records::{self, FastReader, Reader};

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
        let fast = FastEvaluator::new(&evaluator);
        let fast = fast.as_ref().and_then(|fast| FastReader::new(reader, fast));
        let surveyor = Surveyor { phase, evaluator: &evaluator, fast: fast.as_ref() };
        for (path, spool) in &inputs.files {
            let options = job.options(path);
            let stream = progress.counting(disk::open_kept(path, spool.as_ref())?);
            let each = |part: Survey| {
                survey.merge(part);
                Ok(())
            };
            records::run(stream, &options, reader, |chunk| surveyor.part(chunk), each)
                .map_err(|error: io::Error| Failure::reading(&disk::name(path), &error))?;
        }
        evaluator = evaluator.knowing(phase, survey);
    }
    Ok(evaluator)
}
