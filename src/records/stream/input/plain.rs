use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;

use crate::records::fault::{Fault, FaultKind};
use crate::records::stream::block::Block;

/// The bytes of a stream, unpacked where it is gzip.
pub(super) enum Plain<R> {
    Plain(R),
    Gzip(Box<MultiGzDecoder<io::Chain<Cursor<Vec<u8>>, R>>>),
}

/// What a reading of some more bytes came to.
pub(super) enum Read1 {
    More,
    Ended,
    /// The gzip file is damaged; what came before is good.
    Damaged(Fault),
}

impl<R: Read> Plain<R> {
    /// Looks at the first bytes for what the stream is. They are given back in so far as they are
    /// already what is to be read.
    pub fn open(input: R, first: Vec<u8>) -> (Plain<R>, Vec<u8>) {
        if first.starts_with(&[0x1f, 0x8b]) {
            let unpacked = MultiGzDecoder::new(Cursor::new(first).chain(input));
            return (Plain::Gzip(Box::new(unpacked)), Vec::new());
        }
        (Plain::Plain(input), first)
    }

    /// Appends up to `most` bytes.
    pub fn read(&mut self, most: usize, bytes: &mut Block) -> io::Result<Read1> {
        let mut missing = most;
        while missing > 0 {
            match self.read_once(bytes.room(missing)) {
                Ok(0) => return Ok(Read1::Ended),
                Ok(read) => {
                    bytes.grow(read);
                    missing = missing.saturating_sub(read);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return self.failed(error),
            }
        }
        Ok(Read1::More)
    }

    fn read_once(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            Plain::Plain(input) => input.read(room),
            Plain::Gzip(input) => input.read(room),
        }
    }

    fn failed(&self, error: io::Error) -> io::Result<Read1> {
        match self {
            Plain::Plain(_) => Err(error),
            Plain::Gzip(_) => damaged(error),
        }
    }
}

/// Faults of the gzip format are the file's; all others are the machine's.
fn damaged(error: io::Error) -> io::Result<Read1> {
    let message = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the gzip file breaks off: was it cut short?",
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "the gzip file is damaged here",
        _ => return Err(error),
    };
    Ok(Read1::Damaged(Fault::whole(FaultKind::Compressed, message)))
}

/// Why the stream can be nothing that is read here, where its first bytes show it.
pub(super) fn refusal(first: &[u8]) -> Option<Fault> {
    let message = match first {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is UTF-16: save it as UTF-8",
        [b'{' | b'[' | b'"', 0, ..] | [0, b'{' | b'[' | b'"', ..] => {
            "the file seems to be UTF-16: save it as UTF-8"
        }
        [0x78, 0x01 | 0x9c | 0xda, ..] => {
            "the file is zlib-compressed, which is not gzip: unpack it first, or use gzip"
        }
        [b'P', b'K', 3, 4, ..] => "the file is a ZIP archive or an Excel workbook: save it as CSV",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "the file is zstd-compressed: unpack it first, or use gzip",
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', ..] => {
            "the file is bzip2-compressed: unpack it first, or use gzip"
        }
        [b'P', b'A', b'R', b'1', ..] => "the file is Parquet: export it as NDJSON or CSV",
        _ => return None,
    };
    Some(Fault::whole(FaultKind::Encoding, message))
}
