//! The ways to cut a stream into records.

use super::documents::Documents;
use super::lines::Lines;
use super::piece::Piece;
use super::rows::Rows;

/// The three ways to cut a stream into records.
#[derive(Debug)]
pub(in crate::records::stream) enum Framer {
    Lines(Lines),
    Documents(Documents),
    Rows(Rows),
}

impl Framer {
    /// Cuts records off the front of `bytes`, which go on where the last settled byte ended.
    /// Returns how many bytes are settled; the others have to be shown again, with more after.
    pub(crate) fn frame(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        match self {
            Framer::Lines(lines) => lines.frame(bytes, pieces),
            Framer::Documents(documents) => documents.frame(bytes, pieces),
            Framer::Rows(rows) => rows.frame(bytes, pieces),
        }
    }

    /// The same for the last bytes of the stream: all are settled.
    pub(crate) fn finish(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) {
        match self {
            Framer::Lines(lines) => lines.finish(bytes, pieces),
            Framer::Documents(documents) => documents.finish(bytes, pieces),
            Framer::Rows(rows) => rows.finish(bytes, pieces),
        }
    }

    /// The record at the front of `bytes` is longer than may be kept. It becomes a fault, and
    /// what is left of it will be skipped. Returns how many bytes are settled.
    pub(crate) fn give_up(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        match self {
            Framer::Lines(lines) => lines.give_up(bytes, pieces),
            Framer::Documents(documents) => documents.give_up(bytes, pieces),
            Framer::Rows(rows) => rows.give_up(bytes, pieces),
        }
    }

    /// The line that the stream has reached.
    pub(crate) fn line(&self) -> u64 {
        match self {
            Framer::Lines(lines) => lines.line(),
            Framer::Documents(documents) => documents.line(),
            Framer::Rows(rows) => rows.line(),
        }
    }
}
