//! Whether somebody still waits for what is read.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ends reading once a flag says that nobody waits for it.
///
/// # Errors
/// If the flag is set.
pub(super) fn awaited(stop: &AtomicBool) -> io::Result<()> {
    match stop.load(Ordering::Relaxed) {
        true => Err(io::Error::new(io::ErrorKind::TimedOut, "nobody waits for it any more")),
        false => Ok(()),
    }
}
