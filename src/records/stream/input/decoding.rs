//! Bytes of another encoding to UTF-8, a block at a time.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::guess::UNDEFINED;
use super::unpacked::{Reading, Unpacked};
use crate::records::stream::block::Block;
use crate::records::stream::encoding::Encoding;

/// What takes the place of bytes that are no character. It is no UTF-8, so their record is rejected
/// instead of being read as something that it does not say.
const BROKEN: u8 = 0xff;

/// A text in another encoding, on its way to UTF-8. The mark of UTF-16 becomes that of UTF-8.
pub(super) struct Decoding {
    pub encoding: Encoding,
    decoder: Decoder,
    /// What was read and is to be decoded.
    raw: Block,
}

impl Decoding {
    pub(super) fn new(encoding: Encoding) -> Decoding {
        let decoder = match encoding {
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
        };
        let decoder = decoder.new_decoder_without_bom_handling();
        Decoding { encoding, decoder, raw: Block::default() }
    }

    /// Appends what becomes of up to `most` bytes.
    pub(super) fn read<R: Read>(
        &mut self,
        unpacked: &mut Unpacked<R>,
        most: usize,
        bytes: &mut Block,
    ) -> io::Result<Reading> {
        let mut raw = std::mem::take(&mut self.raw);
        raw.restart(&[], most);
        let reading = unpacked.read(most, &mut raw)?;
        self.decode(&raw, bytes, !matches!(reading, Reading::More));
        self.raw = raw;
        Ok(reading)
    }

    /// Appends what becomes of these bytes. After the last ones, no character is open.
    pub(super) fn decode(&mut self, raw: &[u8], bytes: &mut Block, last: bool) {
        let mut raw = raw;
        let undefined: &[u8] = match self.encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => &[],
            Encoding::Windows1252 => &UNDEFINED,
        };
        // The decoder takes these for control characters, which nobody has ever meant.
        while let Some(at) = raw.iter().position(|byte| undefined.contains(byte)) {
            self.characters(&raw[..at], bytes, false);
            append(BROKEN, bytes);
            raw = &raw[at + 1..];
        }
        self.characters(raw, bytes, last);
    }

    fn characters(&mut self, mut raw: &[u8], bytes: &mut Block, last: bool) {
        loop {
            let most = self.decoder.max_utf8_buffer_length_without_replacement(raw.len());
            let room = bytes.room(most.unwrap_or(raw.len()));
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, room, last);
            bytes.grow(written);
            raw = &raw[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => append(BROKEN, bytes),
            }
        }
    }
}

fn append(byte: u8, bytes: &mut Block) {
    bytes.room(1)[0] = byte;
    bytes.grow(1);
}
