//! Records of NDJSON, one on each line.

use super::piece::{Piece, record, too_long};

/// NDJSON: a record a line. Blank lines are fine; so are CRLF and, before a record, the separator
/// of RFC 7464 (U+001E).
#[derive(Debug)]
pub(in crate::records::stream) struct Lines {
    limit: usize,
    line: u64,
    /// How much of the bytes at hand holds no line end.
    looked: usize,
    /// Within a line that was too long: skip all of it.
    skipping: bool,
}

impl Lines {
    pub(crate) fn new(limit: usize) -> Lines {
        Lines { limit, line: 1, looked: 0, skipping: false }
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn frame(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let mut start = 0;
        let looked = self.looked;
        for end in memchr::memchr_iter(b'\n', &bytes[looked..]) {
            let end = looked + end;
            self.push(bytes, start, end, pieces);
            self.skipping = false;
            self.line += 1;
            start = end + 1;
        }
        if self.skipping {
            start = bytes.len();
        }
        self.looked = bytes.len() - start;
        start
    }

    pub(crate) fn finish(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) {
        let settled = self.frame(bytes, pieces);
        self.push(bytes, settled, bytes.len(), pieces);
        self.looked = 0;
    }

    pub(crate) fn give_up(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let (start, _) = trimmed(bytes, 0, bytes.len());
        let end = bytes.len().min(start + self.limit);
        let fault = Some(Box::new(too_long(self.limit)));
        pieces.push(Piece { start, end, line: self.line, fault });
        self.skipping = true;
        self.looked = 0;
        bytes.len()
    }

    #[inline(always)]
    fn push(&mut self, bytes: &[u8], start: usize, end: usize, pieces: &mut Vec<Piece>) {
        let (start, end) = match bytes[start..end] {
            // Most records have no white space around them, so there is nothing to trim.
            [b'{', .., b'}'] => (start, end),
            _ => trimmed(bytes, start, end),
        };
        if start < end && !self.skipping {
            pieces.push(record(start, end, self.line, self.limit));
        }
    }
}

/// The same stretch without white space at either end.
#[inline(never)]
fn trimmed(bytes: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end && matches!(bytes[start], b' ' | b'\t' | b'\r' | 0x1e) {
        start += 1;
    }
    while start < end && matches!(bytes[end - 1], b' ' | b'\t' | b'\r') {
        end -= 1;
    }
    (start, end)
}
