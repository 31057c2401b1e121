//! Many lists of bytes, kept in memory up to a budget and in a file beyond that.

use std::io::{self, SeekFrom};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::room::{Room, Spill};

/// Many lists of entries, each of which is written at its end and read from its start.
pub(super) struct Parts {
    file: Arc<SharedFile>,
    parts: Vec<Part>,
    /// How many bytes are in memory.
    buffered: usize,
}

/// A list of entries.
#[derive(Clone, Default)]
pub(super) struct Part {
    /// What is in the file: where it begins, and how long it is. Each stretch has whole entries.
    stretches: Vec<(u64, usize)>,
    /// What came after that.
    buffer: Vec<u8>,
}

/// The file that all lists of some parts share, once there is one.
pub(super) struct SharedFile {
    room: Arc<Room>,
    /// How much memory the room has given for what is not in the file.
    given: AtomicUsize,
    open: Mutex<Option<(Box<dyn Spill>, u64)>>,
}

impl Parts {
    pub(super) fn new(room: &Arc<Room>, count: usize) -> Parts {
        let parts = (0..count).map(|_| Part::default()).collect();
        let (given, open) = (AtomicUsize::new(0), Mutex::new(None));
        let file = SharedFile { room: Arc::clone(room), given, open };
        Parts { file: Arc::new(file), parts, buffered: 0 }
    }

    /// Writes an entry at the end of a part.
    pub(super) fn push(&mut self, part: usize, entry: &[u8]) -> io::Result<()> {
        self.push_all(part, [entry])
    }

    /// Writes an entry, which is in pieces, at the end of a part.
    #[inline]
    pub(super) fn push_all<const N: usize>(
        &mut self,
        part: usize,
        pieces: [&[u8]; N],
    ) -> io::Result<()> {
        let length = pieces.iter().map(|piece| piece.len()).sum();
        if self.buffered + length > self.file.given() && !self.file.take(length) {
            self.spill()?;
        }
        self.buffered += length;
        let buffer = &mut self.parts[part].buffer;
        buffer.reserve(length);
        pieces.iter().for_each(|piece| buffer.extend_from_slice(piece));
        Ok(())
    }

    /// Moves what is in memory to the file. The memory is used again.
    fn spill(&mut self) -> io::Result<()> {
        for part in &mut self.parts {
            if !part.buffer.is_empty() {
                part.stretches.push((self.file.append(&part.buffer)?, part.buffer.len()));
                part.buffer.clear();
            }
        }
        self.buffered = 0;
        Ok(())
    }

    /// Moves all that is in memory to the file, if it has been given memory that others could use.
    pub(super) fn put_away(&mut self) -> io::Result<()> {
        if self.parts.iter().any(|part| !part.stretches.is_empty()) {
            self.spill()?;
            self.parts.iter_mut().for_each(|part| part.buffer = Vec::new());
            self.file.give_back();
        }
        Ok(())
    }

    /// How many bytes there are in all parts.
    pub(super) fn bytes(&self) -> u64 {
        self.parts.iter().map(Part::bytes).sum()
    }

    /// Each part, with the file that all share.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&Part, &SharedFile)> {
        self.parts.iter().map(|part| (part, &*self.file))
    }

    /// The parts, and the file that they share.
    pub(super) fn into_parts(self) -> (Vec<Part>, Arc<SharedFile>) {
        (self.parts, self.file)
    }
}

impl Part {
    /// How many bytes there are.
    pub(super) fn bytes(&self) -> u64 {
        let in_file: usize = self.stretches.iter().map(|(_, length)| length).sum();
        (in_file + self.buffer.len()) as u64
    }

    /// Reads one stretch of whole entries; false if there are fewer.
    pub(super) fn stretch(
        &self,
        number: usize,
        file: &SharedFile,
        bytes: &mut Vec<u8>,
    ) -> io::Result<bool> {
        match self.stretches.get(number) {
            Some((start, length)) => {
                bytes.resize(*length, 0);
                file.read(*start, bytes)?;
            }
            None => bytes.clone_from(&self.buffer),
        }
        Ok(number <= self.stretches.len())
    }

    /// Hands out all entries in stretches of whole ones, in the order in which they were written.
    pub(super) fn read<E: From<io::Error>>(
        &self,
        file: &SharedFile,
        mut each: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut bytes = Vec::new();
        for (start, length) in &self.stretches {
            bytes.resize(*length, 0);
            file.read(*start, &mut bytes)?;
            each(&bytes)?;
        }
        each(&self.buffer)
    }
}

impl SharedFile {
    fn given(&self) -> usize {
        self.given.load(Ordering::Relaxed)
    }

    /// Takes memory for this many bytes more, if the room has some.
    fn take(&self, more: usize) -> bool {
        let given = self.room.take(self.given(), more);
        self.given.fetch_add(given.unwrap_or(0), Ordering::Relaxed);
        given.is_some()
    }

    fn give_back(&self) {
        self.room.give_back(self.given.swap(0, Ordering::Relaxed));
    }

    fn append(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.is_none() {
            *open = Some(((self.room.file)()?, 0));
        }
        let Some((file, end)) = &mut *open else { return Ok(0) };
        file.seek(SeekFrom::Start(*end))?;
        file.write_all(bytes)?;
        let start = *end;
        *end += bytes.len() as u64;
        Ok(start)
    }

    fn read(&self, start: u64, bytes: &mut [u8]) -> io::Result<()> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((file, _)) = &mut *open else { return Ok(()) };
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(bytes)
    }
}

impl Drop for SharedFile {
    fn drop(&mut self) {
        self.give_back();
    }
}
