use std::io::{self, BufWriter, Read, Stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::disk::{self, Replacement};
use super::ids::Ids;
use super::progress::Progress;
use super::survey::{Inputs, surveyed};
use super::terminal::Terminal;
use super::worker::{Noted, Worker};
use crate::eval::{Evaluator, FastEvaluator};
use crate::output::{Format, Part, Publisher, Refusal, Run, Scribe, Tally};
use crate::problems::register::DUPLICATE_ID;
use crate::records::{self, Damage, FastReader, Options, Reader};

/// So many bytes of small results are gathered before they are written. The results of a chunk are
/// more, and so are written from where they are.
const OUT: usize = 8 << 10;

/// All customers of a run on their way through the rules.
pub struct Job<'a> {
    pub run: Run<'a>,
    pub inputs: &'a [PathBuf],
    /// What they are; `None` where that is to be seen from what is in them.
    pub input: Option<records::Format>,
    pub format: Format,
    pub update: Option<&'a Path>,
    pub rejects: Option<&'a Path>,
    /// Whether an id may come only once.
    pub strict: bool,
    pub settle: bool,
    /// 0 is one for each processor core.
    pub threads: usize,
}

/// What came of a run.
pub struct Outcome {
    pub tally: Tally,
    /// Why no updated records were written, though they were asked for.
    pub not_updated: bool,
}

/// What is written while the customers go by.
struct Outlets<'a> {
    publisher: Publisher<'a, BufWriter<Stdout>>,
    scribe: &'a Scribe<'a>,
    update: Option<Replacement>,
    rejects: Option<Replacement>,
    ids: Option<Ids>,
    /// Where a record has its id.
    id_path: String,
}

impl<'a> Job<'a> {
    pub fn run(&self, terminal: &Terminal) -> Result<Outcome, Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|error| Failure::new(format!("I cannot start: {error}")))?;
        let evaluator = Evaluator::new(self.run.plan, self.run.as_of);
        let phases = evaluator.phases().len() as u64;
        if self.settle && phases > 0 {
            let what = "--settle does not go with limits over all customers";
            return Err(Failure::new(what).help(
                "these rules have a capacity, a budget, `quintile` or `rank`: leave out --settle",
            ));
        }
        let inputs = Inputs::new(self.inputs.iter().map(PathBuf::as_path), phases > 0)?;
        let progress = self.progress(terminal, phases + 1)?;
        let scribe = Scribe::new(self.format, self.run.plan, self.rejects.is_some());
        let mut outlets = self.outlets(&scribe, terminal)?;
        let read = pool.install(|| self.read_all(evaluator, &inputs, &mut outlets, &progress));
        progress.finish();
        match read {
            Ok(whole) => outlets.finish(whole),
            Err(Failure::Closed) => Err(Failure::Closed),
            Err(failure) => {
                // A document that breaks off would be no JSON.
                if self.format == Format::Json {
                    outlets.publisher.finish()?;
                }
                Err(failure)
            }
        }
    }

    /// A bar, unless the results would run through it.
    fn progress(&self, terminal: &Terminal, passes: u64) -> Result<Progress, Failure> {
        let sizes = self.inputs.iter().map(|input| disk::size(input));
        let sizes: Vec<Option<u64>> = sizes.collect::<Result<_, _>>()?;
        let at_the_end = matches!(self.format, Format::Summary | Format::Table);
        let shown = terminal.stderr.terminal && (at_the_end || !terminal.stdout.terminal);
        Ok(Progress::new(shown, sizes.into_iter().sum::<Option<u64>>().map(|sum| sum * passes)))
    }

    fn outlets<'s>(
        &'s self,
        scribe: &'s Scribe<'s>,
        terminal: &Terminal,
    ) -> Result<Outlets<'s>, Failure> {
        let update = self.update.map(Replacement::create).transpose()?;
        let rejects = self.rejects.map(Replacement::create).transpose()?;
        let look = terminal.stdout;
        // Where each customer makes a part, many of them are written at once.
        let out = BufWriter::with_capacity(OUT, io::stdout());
        let publisher = Publisher::begin(self.run, self.format, look, out)?;
        let ids = self.strict.then(Ids::default);
        let id_path = self.run.plan.needs.id.to_string();
        Ok(Outlets { publisher, scribe, update, rejects, ids, id_path })
    }

    /// Whether all inputs could be read to their ends.
    fn read_all(
        &self,
        evaluator: Evaluator<'a>,
        inputs: &Inputs<'_>,
        outlets: &mut Outlets<'_>,
        progress: &Progress,
    ) -> Result<bool, Failure> {
        let reader = Reader::new(&self.run.plan.needs);
        let evaluator = surveyed(self, evaluator, &reader, inputs, progress)?;
        let fast = FastEvaluator::new(&evaluator);
        let fast = fast.as_ref().and_then(|fast| FastReader::new(&reader, fast));
        let mut whole = true;
        for (input, spool) in &inputs.files {
            let worker = Worker {
                file: Arc::from(disk::name(input)),
                plan: self.run.plan,
                evaluator: &evaluator,
                fast: fast.as_ref(),
                scribe: outlets.scribe,
                settle: self.settle,
                update: self.update.is_some(),
                apart: self.strict,
            };
            let stream = progress.counting(disk::open_kept(input, spool.as_ref())?);
            whole &= self.read(stream, &self.options(input), &reader, &worker, outlets)?;
        }
        Ok(whole)
    }

    /// How an input is read.
    pub fn options(&self, input: &Path) -> Options {
        Options {
            format: self.input,
            name: (!disk::is_stdin(input)).then(|| disk::name(input)),
            ..Options::default()
        }
    }

    /// Whether this input could be read to its end.
    fn read(
        &self,
        stream: impl Read + Send,
        options: &Options,
        reader: &Reader,
        worker: &Worker<'_>,
        outlets: &mut Outlets<'_>,
    ) -> Result<bool, Failure> {
        let mut stopped = None;
        let each = |noted: Vec<Noted>| {
            let taken = noted.into_iter().try_for_each(|noted| outlets.take(noted, &worker.file));
            taken.map_err(|failure| {
                stopped = Some(failure);
                io::Error::from(io::ErrorKind::Interrupted)
            })
        };
        let outcome = records::run(stream, options, reader, |chunk| worker.work(chunk), each);
        let damage = match (outcome, stopped) {
            (_, Some(failure)) => return Err(failure),
            (Err(error), None) => return Err(Failure::reading(&worker.file, &error)),
            (Ok(outcome), None) => outcome.damage,
        };
        match damage {
            None => Ok(true),
            Some(damage) => outlets.take_damage(damage, &worker.file).map(|()| false),
        }
    }
}

impl Outlets<'_> {
    /// Takes the next results.
    fn take(&mut self, noted: Noted, file: &Arc<str>) -> Result<(), Failure> {
        let (Some(ids), Some(person)) = (&mut self.ids, noted.person) else {
            return self.write(noted.part);
        };
        let Err(earlier) = ids.add(person.id, file, person.line) else {
            return self.write(noted.part);
        };
        let refusal = Refusal {
            file: file.to_string(),
            line: person.line,
            path: self.id_path.clone(),
            code: DUPLICATE_ID.id,
            reason: format!("this id came before, at {earlier}"),
        };
        let mut part = self.scribe.part();
        self.scribe.refuse(&mut part, refusal, &person.raw);
        part.updated = person.untouched;
        self.write(part)
    }

    /// Notes what is wrong with a file as a whole.
    fn take_damage(&mut self, damage: Damage, file: &str) -> Result<(), Failure> {
        let refusal = Refusal {
            file: file.to_owned(),
            line: damage.line,
            path: damage.fault.path.unwrap_or_default(),
            code: damage.fault.kind.code().id,
            reason: damage.fault.message,
        };
        let mut part = self.scribe.part();
        self.scribe.refuse(&mut part, refusal, b"");
        self.write(part)
    }

    fn write(&mut self, part: Part) -> Result<(), Failure> {
        if let Some(update) = &mut self.update {
            update.write(&part.updated)?;
        }
        if let Some(rejects) = &mut self.rejects {
            rejects.write(&part.rejects)?;
        }
        self.scribe.reuse(self.publisher.add(part)?);
        Ok(())
    }

    /// Puts the files in their places. Records are not replaced by a part of themselves.
    fn finish(self, whole: bool) -> Result<Outcome, Failure> {
        let tally = self.publisher.finish()?;
        self.rejects.map_or(Ok(()), Replacement::finish)?;
        let not_updated = self.update.is_some() && !whole;
        self.update.filter(|_| whole).map_or(Ok(()), Replacement::finish)?;
        Ok(Outcome { tally, not_updated })
    }
}
