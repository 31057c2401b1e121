//! All customers of a replay on their way through the days, and the files that come of it.

use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::civil::Date;

use super::bulk::{Job, Outcome};
use super::replacement::Replacement;
use super::results::Results;
use super::spool::Spool;
use super::terminal::Terminal;
use super::{Failure, disk};
use crate::output::decisions::replay::{About, Chronicler, Counts, Format, Part, Publisher};
use crate::output::decisions::{RejectsWriter, Tally};
use crate::run::{self, ReplayWish};

/// How many bytes of small results are gathered before they are written.
const OUT: usize = 64 << 10;

/// A replay that is to be made.
pub(super) struct ReplayJob<'a> {
    /// The customers, and the files that are written besides.
    pub job: Job<'a>,
    pub about: About<'a>,
    pub days: &'a [Date],
    pub start_empty: bool,
    /// What is written to the standard output; `None` if histories are.
    pub format: Option<Format>,
    /// Where histories go.
    pub histories: Option<&'a Path>,
}

/// The result of a replay.
pub(super) struct Replayed {
    pub outcome: Outcome,
    pub counts: Counts,
    /// Whether files that hold everybody were not written, because not all could be read.
    pub not_written: bool,
}

/// What is written while the customers go by.
struct Outlets<'a> {
    publisher: Publisher<'a, BufWriter<Results>>,
    rejects: Option<(Replacement, RejectsWriter)>,
    update: Option<Replacement>,
    histories: Option<Replacement>,
    /// Whether histories are what is written to the standard output.
    shows_histories: bool,
}

impl ReplayJob<'_> {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Replayed, Failure> {
        let Job { files, engine, rejects, update, .. } = self.job;
        let opened = files.open(&[engine], 1, self.bar(terminal))?;
        self.job.expect_no_workbook(&opened)?;
        let ready = opened.ready(engine)?;
        let (rejects, update, start_empty) =
            (rejects.is_some(), update.is_some(), self.start_empty);
        let wish = ReplayWish { start_empty, update, rejects };
        let replay = ready.engine.replay(self.days, wish);
        let observer = Chronicler::new(&self.about, self.format);
        let observer = observer.keeping(self.histories.is_some(), rejects);
        let mut outlets = self.outlets(terminal)?;
        let bar = self.bar(terminal);
        let whole = ready.replay(&replay, bar, observer, |part| outlets.write(part));
        ready.progress.finish();
        let whole = whole?;
        let (counts, not_written) = outlets.finish(whole)?;
        let (tally, notes, warnings) = (counts.tally.clone(), Vec::new(), String::new());
        let outcome = Outcome { tally, not_updated: false, notes, warnings };
        let outcome = self.job.said(terminal, &ready, whole, outcome);
        Ok(Replayed { outcome, counts, not_written })
    }

    /// Whether there is a bar: not if the results would run through it.
    fn bar(&self, terminal: &Terminal) -> bool {
        let waits = self.format.is_some_and(Format::waits_for_the_end);
        terminal.stderr.terminal && (waits || !terminal.stdout.terminal)
    }

    fn outlets(&self, terminal: &Terminal) -> Result<Outlets<'_>, Failure> {
        let update = self.job.update.map(Replacement::create).transpose()?;
        let rejects = self.job.rejects.map(Replacement::create).transpose()?;
        let rejects = rejects.map(|file| (file, RejectsWriter::default()));
        let file = self.histories.filter(|path| !disk::is_stdin(path));
        let histories = file.map(Replacement::create).transpose()?;
        let goes_on = update.is_some() || rejects.is_some() || histories.is_some();
        let out = BufWriter::with_capacity(OUT, Results::new(goes_on));
        // Where histories are shown, lines of changes would have no head either.
        let format = self.format.unwrap_or(Format::Ndjson);
        let publisher = Publisher::begin(self.about, format, terminal.stdout, out)?;
        let shows_histories = self.format.is_none();
        Ok(Outlets { publisher, rejects, update, histories, shows_histories })
    }
}

impl ReplayJob<'_> {
    /// Makes histories only, for somebody else to read.
    pub(super) fn spooled(&self, terminal: &Terminal) -> Result<(Spool, Outcome), Failure> {
        let Job { files, engine, .. } = self.job;
        let opened = files.open(&[engine], 1, terminal.stderr.terminal)?;
        let ready = opened.ready(engine)?;
        let wish = ReplayWish { start_empty: self.start_empty, ..ReplayWish::default() };
        let replay = ready.engine.replay(self.days, wish);
        let observer = Chronicler::new(&self.about, None).keeping(true, false);
        let mut tally = Tally::new(engine.plan());
        let mut file = Spool::to_write()?;
        let whole = ready.replay(&replay, terminal.stderr.terminal, observer, |part| {
            tally.merge(part.results.counts.tally);
            let written = file.write_all(&part.results.histories);
            written.map_err(|error| Failure::writing("a temporary file", &error))
        });
        ready.progress.finish();
        let (notes, warnings) = (Vec::new(), String::new());
        let outcome = Outcome { tally, not_updated: false, notes, warnings };
        let outcome = self.job.said(terminal, &ready, whole?, outcome);
        Ok((Spool::from(file), outcome))
    }
}

impl Outlets<'_> {
    fn write(&mut self, part: run::Part<Part>) -> Result<(), Failure> {
        let run::Part { mut results, updated, .. } = part;
        if let Some(update) = &mut self.update {
            update.write(&updated)?;
        }
        if let Some((file, writer)) = &mut self.rejects {
            file.write(&writer.lines(std::mem::take(&mut results.rejects)))?;
        }
        if let Some(histories) = &mut self.histories {
            histories.write(&results.histories)?;
        } else if self.shows_histories {
            results.changes = std::mem::take(&mut results.histories);
        }
        Ok(self.publisher.add(results)?)
    }

    /// Puts the files in their places, but not those of which somebody would be missing. Says whether there are
    /// such.
    fn finish(self, whole: bool) -> Result<(Counts, bool), Failure> {
        let counts = self.publisher.finish()?;
        self.rejects.map_or(Ok(()), |(file, _)| file.finish())?;
        let everybody = [self.update, self.histories].into_iter().flatten();
        let mut not_written = false;
        for file in everybody {
            match whole {
                true => file.finish()?,
                false => not_written = true,
            }
        }
        Ok((counts, not_written))
    }
}
