//! Where parts are kept.

use std::fmt;
use std::io::{self, Read, Seek, Write};

/// A file that only this program knows, and that goes when it is closed.
pub trait Spill: Read + Write + Seek + Send {}

impl<F: Read + Write + Seek + Send> Spill for F {}

/// How much memory the rows of tables may take, and where they go beyond that.
pub struct Room {
    /// In bytes, for each of the three things that are kept at once.
    pub memory: usize,
    /// Makes a temporary file. If it cannot, the tables cannot be read.
    #[expect(clippy::type_complexity, reason = "a function that makes files has this type")]
    pub file: Box<dyn Fn() -> io::Result<Box<dyn Spill>> + Send + Sync>,
}

impl Room {
    /// All in memory, however much that is.
    pub fn in_memory() -> Room {
        let file = || Err(io::Error::other("there is no place for temporary files"));
        Room { memory: usize::MAX, file: Box::new(file) }
    }
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("memory", &self.memory).finish_non_exhaustive()
    }
}
