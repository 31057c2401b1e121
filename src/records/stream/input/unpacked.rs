//! The bytes of a stream, unpacked where it is gzip or zstd.

use std::io::{self, Read};

use super::frames::{Frames, MAGIC};
use super::members::{Members, NotPacked};
use crate::records::fault::{Fault, FaultKind};
use crate::records::stream::block::Block;

/// The bytes of a stream, unpacked where it is gzip or zstd.
pub(super) enum Unpacked<R> {
    Plain(R),
    Gzip(Box<Members<R>>),
    Zstd(Box<Frames<R>>),
}

/// What a reading of some more bytes came to.
pub(super) enum Reading {
    More,
    Ended,
    /// The packed file is damaged; what came before is good.
    Damaged(Fault),
}

impl<R: Read> Unpacked<R> {
    /// Looks at the first bytes for what the stream is. They are given back in so far as they are
    /// already what is to be read.
    pub(super) fn open(input: R, first: Vec<u8>) -> (Unpacked<R>, Vec<u8>) {
        if first.starts_with(&[0x1f, 0x8b]) {
            return (Unpacked::Gzip(Box::new(Members::new(first, input))), Vec::new());
        }
        if first.starts_with(&MAGIC) {
            return (Unpacked::Zstd(Box::new(Frames::new(first, input))), Vec::new());
        }
        (Unpacked::Plain(input), first)
    }

    /// Appends up to `most` bytes.
    pub(super) fn read(&mut self, most: usize, bytes: &mut Block) -> io::Result<Reading> {
        let mut missing = most;
        while missing > 0 {
            match self.read_once(bytes.room(missing)) {
                Ok(0) => return Ok(Reading::Ended),
                Ok(read) => {
                    bytes.grow(read);
                    missing = missing.saturating_sub(read);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return self.failed(error),
            }
        }
        Ok(Reading::More)
    }

    pub(super) fn read_once(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            Unpacked::Plain(input) => input.read(room),
            Unpacked::Gzip(members) => members.read(room),
            Unpacked::Zstd(frames) => frames.read(room),
        }
    }

    pub(super) fn failed(&self, error: io::Error) -> io::Result<Reading> {
        match self {
            Unpacked::Plain(_) => Err(error),
            Unpacked::Gzip(_) => damaged("gzip", error),
            Unpacked::Zstd(_) => damaged("zstd", error),
        }
    }
}

/// Faults of the packed format are the file's; all others are the machine's.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the standard library may name more kinds of errors"
)]
fn damaged(packed: &str, error: io::Error) -> io::Result<Reading> {
    let message = match error.kind() {
        _ if error.get_ref().is_some_and(|inner| inner.is::<NotPacked>()) => {
            format!(
                "the {packed} data is complete, but after it the file goes on with other bytes, \
                 which were not read"
            )
        }
        io::ErrorKind::UnexpectedEof => {
            format!("the {packed} file ends too early: was it cut short?")
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the {packed} file is damaged here")
        }
        _ => return Err(error),
    };
    Ok(Reading::Damaged(Fault::whole(FaultKind::Compressed, message)))
}
