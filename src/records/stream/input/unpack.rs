//! Bytes for readers that take them as they come, unpacked where they are gzip or zstd.

use std::io::{self, Read};

use super::frames::MAGIC;
use super::unpacked::{Reading, Unpacked};

/// The bytes of a file or a pipe, unpacked where its first bytes say that it is gzip or zstd.
pub struct Unpack<R> {
    /// What was read to see what it is, as far as it is not handed out yet.
    first: io::Cursor<Vec<u8>>,
    rest: Unpacked<R>,
}

impl<R: Read> Unpack<R> {
    /// Looks at the first bytes.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn open(mut input: R) -> io::Result<Unpack<R>> {
        let mut first = Vec::new();
        input.by_ref().take(MAGIC.len() as u64).read_to_end(&mut first)?;
        let (rest, first) = Unpacked::open(input, first);
        Ok(Unpack { first: io::Cursor::new(first), rest })
    }
}

impl<R: Read> Read for Unpack<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self.first.read(room)? {
            0 if !room.is_empty() => self.rest.read_plainly(room),
            read => Ok(read),
        }
    }
}

impl<R: Read> Unpacked<R> {
    /// Reads some bytes. Damage is an error with the words for it.
    fn read_plainly(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self.read_once(room) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => match self.failed(error)? {
                Reading::Damaged(fault) => {
                    Err(io::Error::new(io::ErrorKind::InvalidData, fault.message))
                }
                Reading::More | Reading::Ended => Ok(0),
            },
            read => read,
        }
    }
}
