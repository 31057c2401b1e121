//! Work that takes time: other threads of Python run meanwhile, and Ctrl-C ends it.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

use crate::failed::Failed;

/// How often it is seen whether somebody asks for the work to end.
const LOOK: Duration = Duration::from_millis(50);

/// Says that work is to stop.
pub(crate) type Stop = Arc<AtomicBool>;

/// Does some work on this many threads, or one for each processor core. The pool is made for this work alone: threads that
/// wait between two calls would be missing in a process that Python forks.
///
/// # Errors
/// What the work says, or the exception of a signal, such as `KeyboardInterrupt`.
pub(crate) fn patiently<T: Send>(
    py: Python<'_>,
    threads: Option<usize>,
    work: impl FnOnce(&Stop) -> Result<T, Failed> + Send,
) -> PyResult<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
    let pool = pool.map_err(|error| Failed::usage(format!("cannot start: {error}")))?;
    let stop = Stop::default();
    py.detach(|| {
        thread::scope(|scope| {
            let (done, wait) = mpsc::channel::<()>();
            let worker = scope.spawn(|| {
                let result = pool.install(|| work(&stop));
                drop(done);
                result
            });
            let mut signal = None;
            while let Err(RecvTimeoutError::Timeout) = wait.recv_timeout(LOOK) {
                if signal.is_none()
                    && let Err(raised) = Python::attach(|py| py.check_signals())
                {
                    stop.store(true, Ordering::Relaxed);
                    signal = Some(raised);
                }
            }
            let result = worker.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked));
            signal.map_or(Ok(()), Err)?;
            Ok(result?)
        })
    })
}
