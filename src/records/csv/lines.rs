//! Where the lines of CSV end: after LF, CRLF or, as in files of old spreadsheets, a CR alone.

/// Where the first line break of the bytes ends. `None` if there is none, and also if they end
/// with a CR, because an LF may follow.
pub(in crate::records) fn line_end(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memchr2(b'\n', b'\r', bytes)?;
    break_end(bytes, at)
}

/// Where the line break that begins at `at` ends. `None` if it may go on beyond the bytes.
#[inline]
pub(super) fn break_end(bytes: &[u8], at: usize) -> Option<usize> {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), None) => None,
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        (_, _) => Some(at + 1),
    }
}

/// How many line breaks there are.
pub(in crate::records) fn line_breaks(bytes: &[u8]) -> u64 {
    let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let lf = memchr::memchr_iter(b'\n', bytes).count();
    let cr = memchr::memchr_iter(b'\r', bytes).filter(alone).count();
    (lf + cr) as u64
}
