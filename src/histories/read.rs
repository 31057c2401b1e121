//! Lines of JSON to histories.

use std::fmt;
use std::io::{self, BufRead};

use jiff::civil::Date;

use super::written;
use super::{History, LeftBy};

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
/// are ignored. Those that are wrong come as faults, in between.
///
/// # Errors
/// If the lines cannot be read.
pub fn read(
    lines: impl BufRead,
    mut take: impl FnMut(u64, Result<History, HistoryFault>),
) -> io::Result<()> {
    for (place, line) in lines.split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let number = place as u64 + 1;
        take(number, history(&line).map_err(|reason| HistoryFault { line: number, reason }));
    }
    Ok(())
}

fn history(line: &[u8]) -> Result<History, String> {
    let written = serde_json::from_slice::<written::History>(line);
    // Where in a file of many lines it is, the caller knows better.
    let written =
        written.map_err(|fault| match fault.to_string().split_once(" at line 1 column ") {
            Some((what, column)) => format!("{what}, at column {column}"),
            None => fault.to_string(),
        })?;
    let mut history = History::try_from(written)?;
    in_order(&history)?;
    history.gifts.sort_by_key(|entry| entry.at);
    history.experiments.sort_by_key(|entry| entry.at);
    Ok(history)
}

/// What must hold of the days of a history.
fn in_order(history: &History) -> Result<(), String> {
    if history.stays.is_empty() {
        return Err("a history has at least one stay".to_owned());
    }
    let mut before: Option<Date> = None;
    for (place, stay) in history.stays.iter().enumerate() {
        let here = format!("stays[{place}]");
        if before.is_some_and(|before| before != stay.since) {
            return Err(format!("{here}: a stay begins on the day on which the one before ended"));
        }
        let is_last = place + 1 == history.stays.len();
        match stay.until {
            None if is_last => {}
            None => return Err(format!("{here}: only the last stay has no `until`")),
            Some((until, _)) if until < stay.since => {
                return Err(format!("{here}: it ends on {until}, before it begins"));
            }
            Some((_, LeftBy::Move)) if is_last => {
                return Err(format!("{here}: after a move there is another stay"));
            }
            Some((until, LeftBy::Move)) => before = Some(until),
            Some((until, _)) if is_last => before = Some(until),
            Some(_) => {
                return Err(format!("{here}: only a move is followed by another stay"));
            }
        }
    }
    Ok(())
}
