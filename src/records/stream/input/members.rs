//! The members of a gzip file, unpacked one after the other.

use std::error::Error;
use std::fmt;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use flate2::bufread::GzDecoder;

/// How many packed bytes are read at once.
const PACKED: usize = 32 << 10;

/// What the packed bytes come from: those that were read already, and those still to come.
type Packed<R> = BufReader<Chain<Cursor<Vec<u8>>, R>>;

/// A gzip file is one or more members, which may be followed by zeros: tapes and disks are filled
/// up with them.
pub(super) struct Members<R> {
    /// The member at hand; `None` after the last one.
    member: Option<GzDecoder<Packed<R>>>,
    /// Whether a whole member came before it.
    later: bool,
}

/// After the last member or frame there is something else.
#[derive(Debug)]
pub(super) struct NotPacked;

impl<R: Read> Members<R> {
    /// `first` is what was read of the input.
    pub(super) fn new(first: Vec<u8>, input: R) -> Members<R> {
        let packed = BufReader::with_capacity(PACKED, Cursor::new(first).chain(input));
        Members { member: Some(GzDecoder::new(packed)), later: false }
    }

    pub(super) fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            match member.read(room) {
                Ok(0) if !room.is_empty() => self.next()?,
                Ok(read) => return Ok(read),
                Err(error) if self.later && is_no_header(member, &error) => {
                    return Err(io::Error::other(NotPacked));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(0)
    }

    /// Goes on after a whole member.
    fn next(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else { return Ok(()) };
        let mut packed = member.into_inner();
        self.later = true;
        loop {
            let bytes = match packed.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            match bytes.get(zeros) {
                None if bytes.is_empty() => return Ok(()),
                None => packed.consume(zeros),
                Some(0x1f) => {
                    packed.consume(zeros);
                    self.member = Some(GzDecoder::new(packed));
                    return Ok(());
                }
                Some(_) => return Err(io::Error::other(NotPacked)),
            }
        }
    }
}

/// Whether a member does not even begin as one. What is damaged further on has a header.
fn is_no_header<R: BufRead>(member: &GzDecoder<R>, error: &io::Error) -> bool {
    member.header().is_none() && error.kind() == io::ErrorKind::InvalidInput
}

impl fmt::Display for NotPacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("after the packed data comes something else")
    }
}

impl Error for NotPacked {}
