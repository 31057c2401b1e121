//! A thread that counts how many customers each rule moves.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::analysis::Analysis;
use super::desk::Task;
use crate::front::Failure;
use crate::front::bulk::Job as Bulk;
use crate::front::files::Files;
use crate::front::terminal::Terminal;
use crate::output::wheel::{Census, Counted};
use crate::run::{Engine, Observer};
use crate::values::{AsOf, Clock};

/// Customers to decide for by a program.
pub(super) struct Job {
    pub root: String,
    pub analysis: Arc<Analysis>,
    pub customers: PathBuf,
    pub as_of: AsOf,
    /// Set when the text has changed.
    pub stop: Arc<AtomicBool>,
}

/// What was counted of a program.
pub(super) struct Counts {
    pub root: String,
    pub analysis: Arc<Analysis>,
    /// Why it was not, if so.
    pub counted: Result<Counted, String>,
}

/// Counts for one program after the other, the newest of each.
pub(super) fn work(jobs: &Receiver<Job>, done: &Sender<Task>) {
    while let Ok(job) = jobs.recv() {
        let mut newest = BTreeMap::from([(job.root.clone(), job)]);
        newest.extend(jobs.try_iter().map(|job| (job.root.clone(), job)));
        for job in newest.into_values().filter(|job| !job.stop.load(Ordering::Relaxed)) {
            let counted = count(&job).map_err(Failure::words);
            let counts = Counts { root: job.root, analysis: job.analysis, counted };
            // The desk only ends together with this thread.
            let _ = done.send(Task::Counted(Box::new(counts)));
        }
    }
}

fn count(job: &Job) -> Result<Counted, Failure> {
    let mistakes = || Failure::new("the rules have mistakes");
    let plan = job.analysis.plan().ok_or_else(mistakes)?;
    let engine = Engine::new(plan, job.as_of);
    let inputs = [job.customers.clone()];
    let bulk = Bulk::to_look(&engine, &job.root, Files::new(&inputs, &[]));
    let as_of = Clock::new(engine.as_of(), plan.zone.clone()).as_of();
    let census = Census { plan, as_of };
    let mut counted = census.begin();
    // Nobody watches, so that no progress is shown.
    let tally = |all: &Counted| all.tally.clone();
    bulk.observe(&Terminal::UNSEEN, &census, &mut counted, Counted::merge, tally)?;
    Ok(counted)
}
