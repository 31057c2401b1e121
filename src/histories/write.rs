//! Histories to lines of JSON.

use std::io::{self, Write};

use super::{History, written};

/// Writes a history as a line.
///
/// # Errors
/// If it cannot be written.
pub fn write(history: &History, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &written::History::from(history))?;
    out.write_all(b"\n")
}
