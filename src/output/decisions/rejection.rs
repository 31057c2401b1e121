//! A rejected record in the words of the outputs.

use serde::Serialize;

use crate::problems::register::{CHANGED, NOT_SURVEYED, OPEN_QUOTE};
use crate::run::{Fault, Rejected};
use crate::values::path;

/// A record that was rejected, as the outputs tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// The file that it is in.
    pub file: String,
    /// Where the record begins, or the fault where that is known better.
    pub line: u64,
    /// Which part of the record, such as `purchases[2].amount`; empty for all of it.
    pub path: String,
    /// A stable word for what is wrong.
    pub code: &'static str,
    /// What is wrong, in words.
    pub reason: String,
    /// The customer who is rejected, where the fault is in a row of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Place>,
    /// Whether a file as a whole is at fault, and not one record.
    #[serde(skip)]
    pub whole_file: bool,
}

/// Where the record of a customer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line that the record begins on.
    pub line: u64,
}

impl Rejection {
    /// The file that the record is in.
    pub(super) fn record_file(&self) -> &str {
        self.customer.as_ref().map_or(&self.file, |customer| &customer.file)
    }

    /// `customers.ndjson:12: nps: "nine" is not a number`, after the code of the register.
    pub fn sentence(&self) -> String {
        format!("{}:{}: {}", self.file, self.line, self.what())
    }

    /// Whether customers after it may not have been found.
    pub(super) fn is_lossy(&self) -> bool {
        let is_read = [CHANGED.id, NOT_SURVEYED.id].contains(&self.code);
        self.code == OPEN_QUOTE.id || (self.whole_file && !is_read)
    }

    /// The path and the reason.
    pub fn what(&self) -> String {
        match self.path.as_str() {
            "" => self.reason.clone(),
            path => format!("{}: {}", path::in_words(path), self.reason),
        }
    }

    /// The same for all records with the same fault: the places in lists are left open, because
    /// whether it is the first purchase or the second does not make it another fault.
    pub fn group(&self) -> (&'static str, String) {
        let mut path = String::with_capacity(self.path.len());
        for c in self.path.chars() {
            match c {
                '0'..='9' if path.ends_with("[…") => {}
                '0'..='9' if path.ends_with('[') => path.push('…'),
                _ => path.push(c),
            }
        }
        (self.code, path)
    }
}

impl From<Rejected<'_>> for Rejection {
    fn from(rejected: Rejected<'_>) -> Rejection {
        let Fault { path, code, reason } = rejected.fault;
        let file = rejected.input.to_owned();
        let (line, whole_file) = (rejected.line, rejected.whole_input);
        let customer = rejected.customer.map(|(file, line)| Place { file: file.to_owned(), line });
        Rejection { file, line, path, code: code.id, reason, customer, whole_file }
    }
}
