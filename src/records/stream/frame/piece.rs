//! One record of a stream, by its place.

use crate::records::fault::{Fault, FaultKind};

/// A record, or what is wrong between records, as a stretch of a block.
#[derive(Debug, PartialEq)]
pub(in crate::records::stream) struct Piece {
    pub start: usize,
    pub end: usize,
    /// The line of its first byte, counted from 1.
    pub line: u64,
    /// Why it is not a record, where that is known before it is read.
    pub fault: Option<Box<Fault>>,
}

/// A stretch that is a record, unless it is too long for one.
#[inline]
pub(super) fn record(start: usize, end: usize, line: u64, limit: usize) -> Piece {
    if end - start > limit {
        return long_record(start, line, limit);
    }
    Piece { start, end, line, fault: None }
}

/// As much of a record as it may have, where there is more of it.
#[cold]
fn long_record(start: usize, line: u64, limit: usize) -> Piece {
    Piece { start, end: start + limit, line, fault: Some(Box::new(too_long(limit))) }
}

pub(super) fn fault(
    start: usize,
    end: usize,
    line: u64,
    kind: FaultKind,
    message: String,
) -> Piece {
    Piece { start, end, line, fault: Some(Box::new(Fault::whole(kind, message))) }
}

pub(super) fn too_long(limit: usize) -> Fault {
    let size = match limit >> 20 {
        0 => format!("{limit} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    };
    Fault::whole(FaultKind::TooLong, format!("the record is longer than the limit of {size}"))
}
