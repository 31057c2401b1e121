//! The text of a stream as UTF-8, decoded where it is something else.

use std::io::{self, Read};

use super::decoding::Decoding;
use super::guess::is_windows_1252;
use super::unpacked::{Reading, Unpacked};
use crate::records::stream::block::Block;
use crate::records::stream::encoding::Encoding;

/// How many bytes show whether a text is UTF-8, from the first one on that is not ASCII.
const LOOK: usize = 64 << 10;

/// The bytes of a stream, unpacked and decoded.
pub(super) struct Decoded<R> {
    unpacked: Unpacked<R>,
    state: State,
}

enum State {
    /// The bytes are what is to be read.
    Utf8,
    /// All bytes so far are ASCII, and the first that is not shows the encoding.
    Ascii,
    Decoding(Box<Decoding>),
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(unpacked: Unpacked<R>) -> Decoded<R> {
        Decoded { unpacked, state: State::Utf8 }
    }

    /// What the text is decoded from.
    pub(super) fn encoding(&self) -> Option<Encoding> {
        match &self.state {
            State::Utf8 | State::Ascii => None,
            State::Decoding(decoding) => Some(decoding.encoding),
        }
    }

    /// The stream is in this encoding, from these bytes on.
    pub(super) fn decode(&mut self, encoding: Encoding, bytes: &mut Block, ended: bool) {
        self.decode_from(0, encoding, bytes, ended);
    }

    /// The stream is CSV, which may be in Windows-1252; these are its first bytes. They are UTF-8
    /// if they begin with its mark.
    pub(super) fn watch(&mut self, bytes: &mut Block, ended: bool) -> io::Result<Reading> {
        let reading = if ended { Reading::Ended } else { Reading::More };
        match self.state {
            State::Utf8 => self.look(bytes, 0, reading),
            State::Ascii | State::Decoding(_) => Ok(reading),
        }
    }

    /// Appends about `most` bytes.
    pub(super) fn read(&mut self, most: usize, bytes: &mut Block) -> io::Result<Reading> {
        match &mut self.state {
            State::Utf8 => self.unpacked.read(most, bytes),
            State::Ascii => {
                let new = bytes.len();
                let reading = self.unpacked.read(most, bytes)?;
                self.look(bytes, new, reading)
            }
            State::Decoding(decoding) => decoding.read(&mut self.unpacked, most, bytes),
        }
    }

    /// Looks for the first byte that is not ASCII, among those from `new` on.
    fn look(&mut self, bytes: &mut Block, new: usize, reading: Reading) -> io::Result<Reading> {
        self.state = State::Ascii;
        // Much sooner than asking for the place of such a byte.
        if bytes[new..].is_ascii() {
            return Ok(reading);
        }
        let first = bytes[new..].iter().take_while(|byte| byte.is_ascii()).count() + new;
        let mut reading = reading;
        // One byte more, which shows whether the stream ends with these: the size of a block must
        // not make a difference.
        let end = first + LOOK;
        while matches!(reading, Reading::More) && bytes.len() <= end {
            reading = self.unpacked.read(end + 1 - bytes.len(), bytes)?;
        }
        let (ended, whole) = (!matches!(reading, Reading::More), bytes.len() <= end);
        if is_windows_1252(&bytes[first..bytes.len().min(end)], whole) {
            self.decode_from(first, Encoding::Windows1252, bytes, ended);
        } else {
            self.state = State::Utf8;
        }
        Ok(reading)
    }

    fn decode_from(&mut self, first: usize, encoding: Encoding, bytes: &mut Block, ended: bool) {
        let mut decoding = Decoding::new(encoding);
        let raw = bytes.split_back(first);
        decoding.decode(&raw, bytes, ended);
        self.state = State::Decoding(Box::new(decoding));
    }
}
