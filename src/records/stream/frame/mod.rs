//! Where each record of a stream begins and ends. A framer sees the stream block by block, judges
//! only what stands between records, and never loses a byte: what is no piece lies between pieces.

mod cursor;
mod documents;
mod element;
mod lines;
mod rows;

pub(super) use documents::Documents;
pub(super) use lines::Lines;
pub(super) use rows::Rows;

use crate::records::fault::{Fault, FaultKind};
use cursor::Cursor;

/// A record, or what is wrong between records, as a stretch of a block.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
    /// The line of its first byte, counted from 1.
    pub line: u64,
    /// Why it is none, where that is known before it is read.
    pub damage: Option<Box<Fault>>,
}

/// The three ways to cut a stream into records.
#[derive(Debug)]
pub(super) enum Framer {
    Lines(Lines),
    Documents(Documents),
    Rows(Rows),
}

impl Framer {
    /// Cuts records off the front of `bytes`, which go on where the last settled byte ended.
    /// Returns how many bytes are settled; the others have to be shown again, with more behind.
    pub fn frame(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        match self {
            Framer::Lines(lines) => lines.frame(bytes, pieces),
            Framer::Documents(documents) => documents.frame(bytes, pieces),
            Framer::Rows(rows) => rows.frame(bytes, pieces),
        }
    }

    /// The same for the last bytes of the stream: all are settled.
    pub fn finish(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) {
        match self {
            Framer::Lines(lines) => lines.finish(bytes, pieces),
            Framer::Documents(documents) => documents.finish(bytes, pieces),
            Framer::Rows(rows) => rows.finish(bytes, pieces),
        }
    }

    /// The record at the front of `bytes` is longer than may be kept. It becomes a damage, and
    /// what is left of it will be passed over. Returns how many bytes are settled.
    pub fn give_up(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        match self {
            Framer::Lines(lines) => lines.give_up(bytes, pieces),
            Framer::Documents(documents) => documents.give_up(bytes, pieces),
            Framer::Rows(rows) => rows.give_up(bytes, pieces),
        }
    }

    /// The line that the stream has reached.
    pub fn line(&self) -> u64 {
        match self {
            Framer::Lines(lines) => lines.line(),
            Framer::Documents(documents) => documents.line(),
            Framer::Rows(rows) => rows.line(),
        }
    }
}

/// A stretch that is a record, unless it is too long for one.
#[inline]
fn record(start: usize, end: usize, line: u64, limit: usize) -> Piece {
    if end - start > limit {
        return long_record(start, line, limit);
    }
    Piece { start, end, line, damage: None }
}

/// As much of a record as it may have, where there is more of it.
#[cold]
fn long_record(start: usize, line: u64, limit: usize) -> Piece {
    Piece { start, end: start + limit, line, damage: Some(Box::new(too_long(limit))) }
}

fn damage(start: usize, end: usize, line: u64, kind: FaultKind, message: String) -> Piece {
    Piece { start, end, line, damage: Some(Box::new(Fault::whole(kind, message))) }
}

fn too_long(limit: usize) -> Fault {
    let size = match limit >> 20 {
        0 => format!("{limit} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    };
    Fault::whole(FaultKind::TooLong, format!("it is longer than {size}, the most for one record"))
}
