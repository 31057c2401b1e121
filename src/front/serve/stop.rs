//! Work that ends as soon as nobody waits for its result.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::front::awaited::awaited;

/// Held by the one who waits for a result: the work is to stop when this goes.
#[derive(Debug)]
pub(super) struct Waiting(Arc<AtomicBool>);

impl Waiting {
    pub(super) fn new() -> Waiting {
        Waiting(Arc::new(AtomicBool::new(false)))
    }

    /// What the work looks at.
    pub(super) fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Bytes in memory that cannot be read any further once the work is to stop.
#[derive(Debug)]
pub(super) struct Stoppable<'b> {
    pub rest: &'b [u8],
    pub stop: &'b AtomicBool,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        awaited(self.stop)?;
        self.rest.read(into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_once_nobody_waits() {
        let waiting = Waiting::new();
        let flag = waiting.flag();
        let mut bytes = Stoppable { rest: b"abcdef", stop: &flag };
        let mut first = [0; 3];
        assert_eq!(bytes.read(&mut first).unwrap(), 3);
        drop(waiting);
        assert_eq!(bytes.read(&mut first).unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
