//! A thread that proves what there is to be proved, until the next keystroke.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::analysis::Analysis;
use super::desk::Task;
use crate::problems::Problems;
use crate::tools::proved::proved_until;

/// A program to prove.
pub(super) struct Job {
    pub root: String,
    pub analysis: Arc<Analysis>,
    /// Set when the text has changed.
    pub stop: Arc<AtomicBool>,
}

/// Proves one program after the other, and hands out what was found in each.
pub(super) fn work(jobs: &Receiver<Job>, done: &Sender<Task>) {
    while let Ok(job) = jobs.recv() {
        if let Some(problems) = prove(&job.analysis, &job.stop) {
            // The desk only ends together with this thread.
            let _ = done.send(Task::Proved(job, problems));
        }
    }
}

fn prove(analysis: &Analysis, stop: &AtomicBool) -> Option<Problems> {
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    let reading = &analysis.reading;
    proved_until(&reading.model, analysis.plan()?, || reading.asking_plan(), stop)
}
