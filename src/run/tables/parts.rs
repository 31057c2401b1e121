//! Many lists of bytes, kept in memory up to a budget and in a file beyond that.

use std::io::{self, SeekFrom};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::room::{Room, Spill};

/// Entries are kept in blocks of this size, unless one is larger. Where there is less memory than that for each
/// part, most of a block would be empty, so blocks are smaller.
const BLOCK: usize = 64 << 10;
/// But no smaller than this.
const SMALLEST: usize = 8 << 10;
/// And what a part has first in as little as this.
const FIRST: usize = 1 << 10;
/// When memory is full, about this share of it goes to the file at once, so that other threads do not
/// wait for long.
const SPILLED: usize = 16;

/// Many lists of entries, each of which is written at its end and read from its start.
pub(super) struct Parts {
    file: Arc<SharedFile>,
    parts: Vec<Part>,
    /// How large a block is.
    block: usize,
    /// How many bytes are in memory.
    buffered: usize,
    /// The part that goes to the file next.
    next: usize,
    /// Memory of what went there.
    spare: Vec<Vec<u8>>,
}

/// A list of entries.
#[derive(Clone, Default)]
pub(super) struct Part {
    /// What is in the file: where it begins, and how long it is. Each stretch has whole entries.
    stretches: Vec<(u64, usize)>,
    /// What came after that, in blocks of whole entries.
    full: Vec<Vec<u8>>,
    /// And after that.
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
        // A power of two, because buffers grow from one to the next.
        let block = 1 << (room.memory() / count.max(1)).clamp(SMALLEST, BLOCK).ilog2();
        let file = Arc::new(SharedFile { room: Arc::clone(room), given, open });
        Parts { file, parts, block, buffered: 0, next: 0, spare: Vec::new() }
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
        let Part { full, buffer, stretches } = &mut self.parts[part];
        if buffer.len() + length > buffer.capacity().max(self.block) || buffer.capacity() == 0 {
            // Where one block is full, the next will be, so it need not grow.
            let is_first = buffer.capacity() == 0 && stretches.is_empty();
            let size = if is_first { FIRST } else { self.block };
            let new = self.spare.pop().unwrap_or_else(|| Vec::with_capacity(size));
            let block = std::mem::replace(buffer, new);
            full.extend((!block.is_empty()).then_some(block));
        }
        buffer.reserve(length);
        pieces.iter().for_each(|piece| buffer.extend_from_slice(piece));
        Ok(())
    }

    /// Moves a share of what is in memory to the file, one part after the other. The memory is used
    /// again.
    fn spill(&mut self) -> io::Result<()> {
        let rest = self.buffered - self.buffered.div_ceil(SPILLED);
        for _ in 0..self.parts.len() {
            self.spill_next()?;
            if self.buffered <= rest {
                break;
            }
        }
        Ok(())
    }

    fn spill_next(&mut self) -> io::Result<()> {
        let Parts { file, parts, block: size, next, spare, buffered } = self;
        let count = parts.len().max(1);
        let Some(part) = parts.get_mut(*next % count) else { return Ok(()) };
        *next = (*next + 1) % count;
        let last = std::mem::take(&mut part.buffer);
        for mut block in part.full.drain(..).chain([last]) {
            if !block.is_empty() {
                let start = file.append(&block)?;
                match part.stretches.last_mut() {
                    // Whoever reads a stretch has all of it in memory.
                    Some((first, length))
                        if *first + *length as u64 == start && *length + block.len() <= BLOCK =>
                    {
                        *length += block.len();
                    }
                    Some(_) | None => part.stretches.push((start, block.len())),
                }
                *buffered -= block.len();
                block.clear();
            }
            if block.capacity() == *size {
                spare.push(block);
            }
        }
        Ok(())
    }

    /// Moves all that is in memory to the file, if it has been given memory that others could use.
    pub(super) fn put_away(&mut self) -> io::Result<()> {
        if self.parts.iter().any(|part| !part.stretches.is_empty()) {
            (0..self.parts.len()).try_for_each(|_| self.spill_next())?;
            self.spare = Vec::new();
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
        let in_memory: usize = self.full.iter().map(Vec::len).sum();
        (in_file + in_memory + self.buffer.len()) as u64
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
            None => {
                let block = self.full.get(number - self.stretches.len());
                bytes.clone_from(block.unwrap_or(&self.buffer));
            }
        }
        Ok(number <= self.stretches.len() + self.full.len())
    }

    /// All entries, in the order in which they were written.
    pub(super) fn all(&self, file: &SharedFile) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.bytes() as usize);
        for (start, length) in &self.stretches {
            let end = bytes.len();
            bytes.resize(end + length, 0);
            file.read(*start, &mut bytes[end..])?;
        }
        self.full.iter().chain([&self.buffer]).for_each(|block| bytes.extend_from_slice(block));
        Ok(bytes)
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
        self.full.iter().chain([&self.buffer]).try_for_each(|block| each(block))
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn entries_come_back_in_order_whatever_the_memory(
            entries in prop::collection::vec((0..5usize, prop_oneof![0..90usize, 0..80_000usize]), 1..200),
            memory in prop_oneof![0..2000usize, 0..2_000_000usize],
            put_away: bool,
            count in 1..6usize,
        ) {
            let file = || Ok(Box::new(Cursor::new(Vec::new())) as Box<dyn Spill>);
            let mut parts = Parts::new(&Arc::new(Room::new(memory, Box::new(file))), count);
            let mut expected = vec![Vec::new(); count];
            for (number, (part, length)) in entries.iter().enumerate() {
                let part = &(part % count);
                let entry = vec![number as u8; *length];
                parts.push_all(*part, [&entry[..length / 2], &entry[length / 2..]]).unwrap();
                expected[*part].extend(entry);
            }
            if put_away {
                parts.put_away().unwrap();
            }
            prop_assert_eq!(parts.bytes() as usize, expected.iter().map(Vec::len).sum::<usize>());
            let (parts, file) = parts.into_parts();
            for (part, expected) in parts.iter().zip(&expected) {
                prop_assert_eq!(&part.all(&file).unwrap(), expected);
                let mut read = Vec::new();
                part.read(&file, |bytes| {
                    read.extend_from_slice(bytes);
                    io::Result::Ok(())
                })
                .unwrap();
                prop_assert_eq!(&read, expected);
                let (mut stretches, mut stretch) = (Vec::new(), Vec::new());
                for number in 0.. {
                    if !part.stretch(number, &file, &mut stretch).unwrap() {
                        break;
                    }
                    stretches.extend_from_slice(&stretch);
                }
                prop_assert_eq!(&stretches, expected);
                // However much there is in the file; a block with a long entry has room for as much again.
                let longest = part.stretches.iter().map(|(_, length)| *length).max();
                prop_assert!(longest.is_none_or(|longest| longest <= 2 * 80_000));
            }
        }
    }
}
