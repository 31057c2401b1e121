//! Memory that the bytes of a stream are read into.

use std::ops::Deref;

/// Where the bytes of the system's page cache begin. Copying them to such a place is much faster
/// than copying them to a few bytes after one.
const PAGE: usize = 4096;

/// Memory with a stretch of the stream in it: bytes are read into it where they are then worked
/// on. It is used many times over and cleared only when it is new, so `memory` is all of it, and
/// the stretch may begin anywhere.
#[derive(Debug, Default)]
pub(super) struct Block {
    memory: Vec<u8>,
    start: usize,
    end: usize,
}

impl Block {
    /// Forgets what is here and begins with the bytes of `rest`, so that `more` can be read after
    /// them and these begin at a page.
    pub(super) fn restart(&mut self, rest: &[u8], more: usize) {
        let need = PAGE + rest.len() + more;
        if self.memory.len() < need {
            // Room to spare, so that a longer rest than this one does not ask for new memory.
            self.memory = vec![0; need + need / 8];
        }
        let behind = self.memory.as_ptr().align_offset(PAGE).min(PAGE) + PAGE;
        self.start = (behind - rest.len() % PAGE) % PAGE;
        self.end = self.start + rest.len();
        self.memory[self.start..self.end].copy_from_slice(rest);
    }

    /// The place for up to `most` bytes after those that are here.
    pub(super) fn room(&mut self, most: usize) -> &mut [u8] {
        let need = self.end + most;
        if self.memory.len() < need {
            self.memory.reserve_exact(need - self.memory.len());
            self.memory.resize(need, 0);
        }
        &mut self.memory[self.end..need]
    }

    /// Takes up the first bytes of the room after those that are here.
    pub(super) fn grow(&mut self, read: usize) {
        self.end = self.memory.len().min(self.end + read);
    }

    /// Takes the first `len` bytes out.
    pub(super) fn split_front(&mut self, len: usize) -> Block {
        let front = Block::from(self[..len].to_vec());
        self.start += len;
        front
    }

    /// Takes all but the first `len` bytes out.
    pub(super) fn split_back(&mut self, len: usize) -> Block {
        let back = Block::from(self[len..].to_vec());
        self.end = self.start + len;
        back
    }

    /// How much memory it takes.
    pub(super) fn capacity(&self) -> usize {
        self.memory.capacity()
    }
}

impl From<Vec<u8>> for Block {
    fn from(memory: Vec<u8>) -> Block {
        let end = memory.len();
        Block { memory, start: 0, end }
    }
}

impl Deref for Block {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.memory[self.start..self.end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_begins_at_a_page_behind_any_rest() {
        let mut block = Block::default();
        for rest in [0, 1, 700, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE + 5, 2] {
            let rest = vec![b'x'; rest];
            block.restart(&rest, 100);
            assert_eq!(*block, *rest);
            let room = block.room(100);
            assert_eq!(room.len(), 100);
            assert_eq!(room.as_ptr().align_offset(PAGE), 0);
            room[..3].copy_from_slice(b"new");
            block.grow(3);
            assert_eq!(*block, *[&rest[..], b"new"].concat());
        }
    }

    #[test]
    fn a_block_grows_and_keeps_what_it_has() {
        let mut block = Block::from(b"abc".to_vec());
        block.room(5000)[..2].copy_from_slice(b"de");
        block.grow(2);
        assert_eq!(*block.split_front(2), *b"ab");
        assert_eq!(*block, *b"cde");
        assert_eq!(*block.split_back(1), *b"de");
        assert_eq!(*block, *b"c");
        block.restart(b"", 1);
        assert_eq!(*block, *b"");
    }
}
