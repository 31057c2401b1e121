//! A first load that replays the days before, so that everybody is in their stage since the real day.

use jiff::civil::Date;

use super::guards::{self, Refusal};
use super::{Ran, failure, now};
use crate::eval::Record;
use crate::front::Failure;
use crate::front::bulk::{Job, Outcome};
use crate::front::replacement::Replacement;
use crate::front::terminal::Terminal;
use crate::ledger::{Kind, Ledger, Lived, Night};
use crate::output::decisions::replay::{About, Chronicler, Part};
use crate::output::decisions::{RejectsWriter, Tally};
use crate::plan::Plan;
use crate::problems::Sources;
use crate::run::{Course, Every, Fault, Rejected, ReplayObserver, ReplayWish};

/// A replay that is to be written into a new ledger.
pub(in crate::front) struct PastJob<'a> {
    /// The customers, and how they are decided on the last day.
    pub job: Job<'a>,
    pub days: &'a [Date],
    pub start_empty: bool,
    /// The files of the rules.
    pub sources: &'a Sources,
    pub ledger: &'a mut Ledger,
    /// Whether it is written even where it looks like a mistake.
    pub yes: bool,
}

/// What came of it.
pub(in crate::front) struct Past {
    pub ran: Ran,
    /// Customers whose record has a stage or gifts from after the first day.
    pub later: u64,
}

/// Remembers what became of customers.
struct Remembering<'a> {
    plan: &'a Plan,
    chronicler: Chronicler<'a>,
}

impl PastJob<'_> {
    pub(in crate::front) fn run(self, terminal: &Terminal) -> Result<Past, Failure> {
        let PastJob { job, days, start_empty, sources, ledger, yes } = self;
        let path = ledger.path().to_owned();
        let failed = |fault| failure(&path, fault);
        let (Some(from), Some(to)) = (days.first().copied(), days.last().copied()) else {
            return Err(Failure::new("there is no day to decide for"));
        };
        let opened = job.files.open(&[job.engine], 1, job.bar(terminal))?;
        let ready = opened.ready(job.engine)?;
        let wish = ReplayWish { start_empty, update: false, rejects: job.rejects.is_some() };
        let replay = ready.engine.replay(days, wish);
        let about = About { run: job.about(), from, to, every: Every::Day };
        let remembering = Remembering {
            plan: job.engine.plan(),
            chronicler: Chronicler::new(&about, None).keeping(false, wish.rejects),
        };
        let mut rejects = match job.rejects {
            Some(path) => Some((Replacement::create(path)?, RejectsWriter::default())),
            None => None,
        };
        let night = Night::begin(ledger, &ready.engine, sources, Kind::FirstLoad, now()?);
        let mut night = night.map_err(failed)?;
        let (mut tally, mut later) = (Tally::new(job.engine.plan()), 0);
        let bar = job.bar(terminal);
        let whole = ready.replay(&replay, bar, remembering, |part| {
            let (mut part, lived) = part.results;
            night.write_lived(&lived).map_err(failed)?;
            later += part.counts.later;
            tally.merge(part.counts.tally);
            if let Some((file, writer)) = &mut rejects {
                file.write(&writer.lines(std::mem::take(&mut part.rejects)))?;
            }
            Ok::<(), Failure>(())
        });
        ready.progress.finish();
        let whole = whole?;
        let figures = night.end(false, now()?).map_err(failed)?.clone();
        let refused: Vec<Refusal> = match guards::unread(whole, &tally, 0) {
            Some(unread) => vec![unread],
            None => {
                let refused = guards::not_whole(whole, yes).into_iter();
                refused.chain(guards::many_rejected(&tally, yes)).collect()
            }
        };
        if refused.is_empty() {
            rejects.map_or(Ok(()), |(file, _)| file.finish())?;
            // The ledger has no name yet, and a dry run gives it none.
            night.commit().map_err(failed)?;
        }
        let (notes, warnings) = (Vec::new(), String::new());
        let outcome = Outcome { tally, not_updated: false, notes, warnings };
        let outcome = job.said(terminal, &ready, whole, outcome);
        Ok(Past { ran: Ran { outcome, figures, refused }, later })
    }
}

impl ReplayObserver for Remembering<'_> {
    type Results = (Part, Vec<Lived>);

    fn begin(&self) -> Self::Results {
        (self.chronicler.begin(), Vec::new())
    }

    fn course(
        &self,
        (part, all): &mut Self::Results,
        course: &Course,
        record: &Record<'_>,
    ) -> Result<(), Fault> {
        let lived = Lived::of(course, record, self.plan)?;
        self.chronicler.course(part, course, record)?;
        all.extend(lived);
        Ok(())
    }

    fn rejected(&self, (part, _): &mut Self::Results, rejected: Rejected<'_>) {
        self.chronicler.rejected(part, rejected);
    }
}
