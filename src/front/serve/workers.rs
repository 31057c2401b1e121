//! The threads that make the answers, and the queue before them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use tokio::sync::oneshot;

use super::trouble::{Kind, Trouble};

/// How many requests wait for each thread at most.
const WAITING: usize = 32;

/// As much as the main thread of a command has.
const STACK: usize = 8 << 20;

type Job = Box<dyn FnOnce() + Send>;

/// The threads that make the answers. Each has a pool of its own, in which it is alone: so a request takes
/// no more than one processor core, and none waits for another one's parts.
pub(super) struct Workers {
    queue: SyncSender<Job>,
}

impl Workers {
    /// Starts the threads. They end with the server.
    pub(super) fn start(threads: usize) -> io::Result<Workers> {
        let (queue, jobs) = sync_channel::<Job>(threads * WAITING);
        let jobs = Arc::new(Mutex::new(jobs));
        for number in 0..threads {
            let jobs = Arc::clone(&jobs);
            let builder = thread::Builder::new().name(format!("work {number}")).stack_size(STACK);
            builder.spawn(move || work(&jobs))?;
        }
        Ok(Workers { queue })
    }

    /// Does some work on one of the threads, in its turn.
    ///
    /// # Errors
    /// If too many wait already, or the work ends in a panic.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        let (done, result) = oneshot::channel();
        let job = Box::new(move || {
            // A mistake in one request is not the end of all others.
            if let Ok(made) = catch_unwind(AssertUnwindSafe(work)) {
                let _nobody_waits = done.send(made);
            }
        });
        match self.queue.try_send(job) {
            Ok(()) => result.await.map_err(|_| {
                Trouble::new(Kind::Internal, "this is a mistake in flywheel; please report it")
            }),
            Err(TrySendError::Full(_)) => {
                Err(Trouble::new(Kind::Busy, "too many requests are waiting")
                    .help("ask again in a moment"))
            }
            Err(TrySendError::Disconnected(_)) => {
                Err(Trouble::new(Kind::Busy, "the server is about to end"))
            }
        }
    }
}

/// Takes one job after the other, until there can be no more.
fn work(jobs: &Mutex<Receiver<Job>>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    // Without a pool, all threads share the one of the program.
    let _pool = pool.ok();
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(job) => job(),
            Err(_) => break,
        }
    }
}
