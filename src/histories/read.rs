//! Lines of JSON to histories.

use std::fmt;
use std::io::{self, BufRead};

use super::{History, fault, order, written};

/// What files that were saved as UTF-8 may begin with.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Why a line is not a history.
#[derive(Debug)]
pub struct HistoryFault {
    /// The line, the first one is 1.
    pub line: u64,
    /// What is wrong with it, in words.
    pub reason: String,
}

impl fmt::Display for HistoryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for HistoryFault {}

/// Reads histories, one on each line, and hands them out with their lines, of which the first one is 1. Empty lines
/// are ignored, and so is the mark of UTF-8 at the start. Those that are wrong come as faults, in between.
///
/// # Errors
/// If the lines cannot be read.
pub fn read(
    lines: impl BufRead,
    mut take: impl FnMut(u64, Result<History, HistoryFault>),
) -> io::Result<()> {
    for (place, line) in lines.split(b'\n').enumerate() {
        let line = line?;
        let line = if place == 0 { line.strip_prefix(MARK).unwrap_or(&line) } else { &line };
        if line.trim_ascii().is_empty() {
            continue;
        }
        let number = place as u64 + 1;
        take(number, history(line).map_err(|reason| HistoryFault { line: number, reason }));
    }
    Ok(())
}

fn history(line: &[u8]) -> Result<History, String> {
    let written = serde_json::from_slice::<written::History>(line);
    let written = written.map_err(|fault| fault::words(&fault))?;
    let mut history = History::try_from(written)?;
    order::check(&history)?;
    history.gifts.sort_by_key(|entry| entry.at);
    history.experiments.sort_by_key(|entry| entry.at);
    Ok(history)
}
