//! The frames of a zstd file, unpacked one after the other.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::members::NotPacked;

/// How many packed bytes are read at once.
const PACKED: usize = 64 << 10;

/// How a frame with data begins.
pub(super) const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How a frame without data begins, after a byte that differs.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];

/// A zstd file is one or more frames, with others between them that hold no data.
pub(super) struct Frames<R> {
    /// The bytes that were read already, and those still to come.
    packed: BufReader<Chain<Cursor<Vec<u8>>, R>>,
    decoder: FrameDecoder,
    /// Whether a frame has begun and not ended.
    within: bool,
    /// Whether a whole frame came before.
    later: bool,
}

impl<R: Read> Frames<R> {
    /// `first` is what was read of the input.
    pub(super) fn new(first: Vec<u8>, input: R) -> Frames<R> {
        let packed = BufReader::with_capacity(PACKED, Cursor::new(first).chain(input));
        Frames { packed, decoder: FrameDecoder::new(), within: false, later: false }
    }

    pub(super) fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.within && !self.begin()? {
                return Ok(0);
            }
            let Frames { packed, decoder, .. } = self;
            while decoder.can_collect() == 0 && !decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                decoder.decode_blocks(&mut *packed, one).map_err(damage)?;
            }
            let read = decoder.read(room)?;
            if read > 0 || room.is_empty() {
                return Ok(read);
            }
            self.end()?;
        }
    }

    /// Begins the next frame; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.packed.fill_buf()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let known = bytes.starts_with(&MAGIC[..bytes.len().min(MAGIC.len())])
                || bytes.get(1..4) == Some(&SKIPPABLE[..]);
            if self.later && !known {
                return Err(io::Error::other(NotPacked));
            }
            match self.decoder.init(&mut self.packed) {
                Ok(()) => {
                    self.within = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => self.skip(length.into())?,
                Err(error) => return Err(damage(error)),
            }
        }
    }

    /// Passes the bytes of a frame without data.
    fn skip(&mut self, length: u64) -> io::Result<()> {
        match io::copy(&mut self.packed.by_ref().take(length), &mut io::sink())? {
            passed if passed == length => Ok(()),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Ends the frame at hand, whose bytes must be those that were packed.
    fn end(&mut self) -> io::Result<()> {
        (self.within, self.later) = (false, true);
        let written = self.decoder.get_checksum_from_data();
        if written.is_some() && written != self.decoder.get_calculated_checksum() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(())
    }
}

/// What is wrong with the file, or with the machine that reads it.
fn damage(error: FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(this) = cause {
        if let Some(of_the_machine) = this.downcast_ref::<io::Error>() {
            return of_the_machine.kind().into();
        }
        cause = this.source();
    }
    io::Error::new(io::ErrorKind::InvalidData, error)
}
