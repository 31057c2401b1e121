//! A thread that works for the desk: it does one job after the other, and none that nobody waits for.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::client::Client;

/// Something to find out about a program.
pub(super) struct Job<W> {
    /// The program, by its first file.
    pub root: String,
    pub work: W,
    /// Set when the text has changed.
    pub stop: Arc<AtomicBool>,
}

impl<W> Job<W> {
    fn is_needed(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }
}

/// Does the newest job of each program once no other has come for `quiet`, until there can be no more.
/// What was found is handed on if it is still needed. A mistake in one job is not the end of all others.
pub(super) fn work<W, T>(
    jobs: &Receiver<Job<W>>,
    quiet: Duration,
    (what, client): (&str, &Client),
    find: impl Fn(&Job<W>) -> Option<T>,
    done: impl Fn(Job<W>, T),
) {
    while let Ok(job) = jobs.recv() {
        let mut newest = BTreeMap::from([(job.root.clone(), job)]);
        while let Ok(job) = jobs.recv_timeout(quiet) {
            newest.insert(job.root.clone(), job);
        }
        for job in newest.into_values().filter(Job::is_needed) {
            let found = client.guarded(what, || find(&job)).flatten();
            if let Some(found) = found.filter(|_| job.is_needed()) {
                done(job, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::front::lsp::client::Abilities;
    use crate::front::lsp::lines::Encoding;

    fn job(root: &str, work: u32) -> Job<u32> {
        Job { root: root.to_owned(), work, stop: Arc::default() }
    }

    /// What comes of some jobs that were there from the beginning, and what the editor was sent.
    fn done(jobs: Vec<Job<u32>>, find: impl Fn(&Job<u32>) -> Option<u32>) -> (Vec<u32>, usize) {
        let (send, receive) = channel();
        jobs.into_iter().for_each(|job| send.send(job).unwrap());
        drop(send);
        let sent = Arc::new(Mutex::new(0));
        let count = Arc::clone(&sent);
        let client =
            Client::new(move |_| *count.lock().unwrap() += 1, Encoding::Utf8, Abilities::default());
        let all = Mutex::new(Vec::new());
        let take = |_: Job<u32>, found| all.lock().unwrap().push(found);
        work(&receive, Duration::from_secs(60), ("counting", &client), find, take);
        let sent = *sent.lock().unwrap();
        (all.into_inner().unwrap(), sent)
    }

    #[test]
    fn only_the_newest_job_of_a_program_is_done() {
        let jobs = vec![job("a", 1), job("b", 2), job("a", 3)];
        assert_eq!(done(jobs, |job| Some(job.work)), (vec![3, 2], 0));
    }

    #[test]
    fn what_nobody_needs_is_not_done() {
        let stopped = job("a", 1);
        stopped.stop.store(true, Ordering::Relaxed);
        let find = |job: &Job<u32>| {
            assert_ne!(job.work, 1, "it is done");
            // The text changes while it is done.
            job.stop.store(job.work == 2, Ordering::Relaxed);
            Some(job.work)
        };
        assert_eq!(done(vec![stopped, job("b", 2), job("c", 3)], find), (vec![3], 0));
    }

    #[test]
    fn a_job_that_fails_is_not_the_end() {
        let find = |job: &Job<u32>| {
            assert_ne!(job.work, 1, "this one fails");
            Some(job.work)
        };
        // The log says so.
        assert_eq!(done(vec![job("a", 1), job("b", 2)], find), (vec![2], 1));
    }
}
