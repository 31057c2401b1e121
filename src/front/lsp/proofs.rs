//! A thread that proves what there is to be proved, until the next keystroke.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use super::analysis::Analysis;
use super::client::Client;
use super::desk::Task;
use super::worker::{self, Job};
use crate::problems::Problems;
use crate::tools::proved::proved_until;

/// Proves one program after the other, and hands out what was found in each.
pub(super) fn work(jobs: &Receiver<Job<Arc<Analysis>>>, done: &Sender<Task>, client: &Client) {
    let done = |job: Job<Arc<Analysis>>, problems| {
        // The desk only ends together with this thread.
        let _ = done.send(Task::Proved(job.root, job.work, problems));
    };
    worker::work(jobs, Duration::ZERO, ("proving", client), prove, done);
}

fn prove(job: &Job<Arc<Analysis>>) -> Option<Problems> {
    let (analysis, reading) = (&job.work, &job.work.reading);
    proved_until(&reading.model, analysis.plan()?, || reading.asking_plan(), &job.stop)
}
