//! A thread that counts how many customers each rule moves.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::analysis::Analysis;
use super::client::Client;
use super::desk::Task;
use super::settings::Data;
use super::worker::{self, Job};
use crate::front::Failure;
use crate::front::bulk::Job as Bulk;
use crate::front::files::Files;
use crate::front::tables::{self, TableFile};
use crate::front::terminal::Terminal;
use crate::output::wheel::{Census, Counted};
use crate::run::{Engine, Observer};
use crate::values::{AsOf, Clock};

/// How long nobody may have typed before counting begins.
const QUIET: Duration = Duration::from_millis(300);

/// Customers to decide for by a program.
pub(super) struct Wanted {
    pub analysis: Arc<Analysis>,
    pub data: Data,
    pub as_of: AsOf,
    /// The moment at which files on the disk changed last.
    pub on_disk: u64,
}

/// What was counted of a program.
pub(super) struct Counts {
    /// The moment at which files on the disk had changed last.
    pub on_disk: u64,
    /// Why it was not, if so.
    pub counted: Result<Counted, String>,
}

/// Counts for one program after the other, the newest of each.
pub(super) fn work(jobs: &Receiver<Job<Wanted>>, done: &Sender<Task>, client: &Client) {
    let done = |job: Job<Wanted>, counted| {
        let Wanted { analysis, on_disk, .. } = job.work;
        let counts = Counts { on_disk, counted };
        // The desk only ends together with this thread.
        let _ = done.send(Task::Counted(job.root, analysis, Box::new(counts)));
    };
    let count = |job: &Job<Wanted>| Some(count(job).map_err(Failure::words));
    worker::work(jobs, QUIET, ("counting customers", client), count, done);
}

fn count(job: &Job<Wanted>) -> Result<Counted, Failure> {
    let Wanted { analysis, data, as_of, .. } = &job.work;
    let mistakes = || Failure::new("the rules have mistakes");
    let plan = analysis.plan().ok_or_else(mistakes)?;
    let engine = Engine::new(plan, *as_of);
    let inputs = [data.customers.clone()];
    // Other programs may have other tables.
    let tables = data.tables.iter().filter(|file| tables::is_declared(plan, &file.table));
    let tables: Vec<TableFile> = tables.cloned().collect();
    let files = Files { threads: threads(), stop: Some(&job.stop), ..Files::new(&inputs, &tables) };
    let bulk = Bulk::to_look(&engine, &job.root, files);
    let as_of = Clock::new(engine.as_of(), plan.zone.clone()).as_of();
    let census = Census { plan, as_of };
    let mut counted = census.begin();
    // Nobody watches, so that no progress is shown.
    let tally = |all: &Counted| all.tally.clone();
    bulk.observe(&Terminal::UNSEEN, &census, &mut counted, Counted::merge, tally)?;
    Ok(counted)
}

/// All processor cores but one, which is for answers.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
}
