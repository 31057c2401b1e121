//! Where parts are kept.

use std::fmt;
use std::io::{self, Read, Seek, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file that only this program knows, and that goes when it is closed.
pub trait Spill: Read + Write + Seek + Send {}

impl<F: Read + Write + Seek + Send> Spill for F {}

/// Makes a temporary file.
pub type MakeSpill = Box<dyn Fn() -> io::Result<Box<dyn Spill>> + Send + Sync>;

/// How much memory the rows of tables may take, and where they go beyond that.
pub struct Room {
    /// In bytes, for all that is kept at once.
    memory: usize,
    /// Another budget, for who has which id.
    for_ids: usize,
    /// How many of them are given away.
    taken: AtomicUsize,
    pub(super) file: MakeSpill,
}

/// Memory is given away in pieces of this many bytes, or of this share of all, if that is less.
const PIECE: usize = 1 << 20;
const PIECES: usize = 64;

/// This share of the memory is enough for the ids.
const SHARE_OF_IDS: usize = 2;

/// Whoever keeps something gets this share of the memory, even where the others have taken all.
const LEAST: usize = 32;

impl Room {
    /// Room for this many bytes. If a temporary file cannot be made beyond that, the tables cannot be
    /// read.
    pub fn new(memory: usize, file: MakeSpill) -> Room {
        Room { memory, for_ids: 0, taken: AtomicUsize::new(0), file }
    }

    /// How much memory there is, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.memory
    }

    /// The same with another budget, in bytes, that is only for who has which id.
    pub fn with_memory_for_ids(self, bytes: usize) -> Room {
        Room { for_ids: bytes, ..self }
    }

    /// All in memory, however much that is.
    pub fn in_memory() -> Room {
        let file = || Err(io::Error::other("there is no place for temporary files"));
        Room::new(usize::MAX, Box::new(file))
    }

    /// Gives memory for who has which id, and yields how much of it is to be given back: nothing of what is
    /// for nothing else. `None` if that is not enough, nor a share of the rest.
    pub(super) fn take_for_ids(&self, size: usize) -> Option<usize> {
        if size <= self.for_ids {
            return Some(0);
        }
        if size > self.memory / SHARE_OF_IDS { None } else { self.take(0, size) }
    }

    /// Gives memory for `more` bytes or somewhat more to whoever has been given `own`; none if there is
    /// none left.
    pub(super) fn take(&self, own: usize, more: usize) -> Option<usize> {
        let more = more.max(PIECE.min(self.memory / PIECES));
        let taken = self.taken.fetch_add(more, Ordering::Relaxed);
        let is_there = taken.saturating_add(more) <= self.memory;
        if is_there || own.saturating_add(more) <= self.memory / LEAST {
            return Some(more);
        }
        self.give_back(more);
        None
    }

    /// Takes back what was given.
    pub(super) fn give_back(&self, given: usize) {
        self.taken.fetch_sub(given, Ordering::Relaxed);
    }
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("memory", &self.memory).finish_non_exhaustive()
    }
}
