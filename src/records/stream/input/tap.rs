//! A way to end a stream that nobody wants any more.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};

/// A reader that can be shut: from then on it is at its end. Where little comes at a time, this
/// spares a thread the wait for the rest of a block that nobody wants any more.
pub(in crate::records::stream) struct Tap<'s, R> {
    pub input: R,
    pub shut: &'s AtomicBool,
}

impl<R: Read> Read for Tap<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.shut.load(Ordering::Relaxed) {
            return Ok(0);
        }
        self.input.read(buffer)
    }
}
