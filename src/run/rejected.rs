//! A record for which there is no decision, and why.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::ids::Repeat;
use crate::eval::{self, Id};
use crate::problems::Code;
use crate::problems::register::{CHANGED, DUPLICATE_ID, NO_PLACE, NOT_EXACT, OUT_OF_CALENDAR};
use crate::records::{self, FaultyRecord, UpdateFault, Written};
use crate::values::{Path, path};

/// A record that was rejected, with its place in the input. Where a whole stream is damaged, this
/// reports it too, with an empty record.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rejected<'r> {
    /// Whose it is, where the record could be read.
    pub id: Option<Id<'r>>,
    /// The name of the input.
    pub input: &'r str,
    /// The line on which the record begins, or the fault where that is known better, from 1.
    pub line: u64,
    /// The input and the line of the record, where the fault is in a row of a table: the input and
    /// the line above are then those of the row.
    pub customer: Option<(&'r str, u64)>,
    /// The record as it is written; empty where something is missing.
    pub raw: &'r [u8],
    /// The header above it, if it is a row of CSV.
    pub header: Option<Arc<[u8]>>,
    /// What is wrong with it.
    pub fault: Fault,
    /// Whether the fault is that of an input as a whole, and not of one record.
    pub whole_input: bool,
    /// The number of the customer in the ledger, if there is one that knows them. Nothing if the record was
    /// not there when the ledger was joined, or if the customer has more rows than can be read.
    pub known: Option<u64>,
}

/// Why there is no decision for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which part of the record is at fault, such as `purchases[2].amount`; empty for all of it.
    pub path: String,
    /// What the register of problems says of it.
    pub code: Code,
    /// What is wrong, in words.
    pub reason: String,
}

impl Fault {
    /// A fault that concerns the record as a whole.
    pub(crate) fn whole(code: Code, reason: String) -> Fault {
        Fault { path: String::new(), code, reason }
    }

    /// A record that would be too long for the next run.
    pub(super) fn outgrown() -> Fault {
        let reason = "with what is decided, the record would be longer than flywheel reads";
        Fault::whole(NO_PLACE, reason.to_owned())
    }
}

impl<'r> Rejected<'r> {
    pub(super) fn unread(
        input: &'r str,
        written: &Written<'r>,
        faulty: FaultyRecord<'r>,
    ) -> Rejected<'r> {
        let FaultyRecord { raw, table, line, fault } = faulty;
        let customer = table.map(|_| (input, written.line));
        let input = table.unwrap_or(input);
        Rejected { line, customer, raw, ..Rejected::whole(input, written, fault.into()) }
    }

    /// A record that was not there when its rows were looked for.
    #[cold]
    pub(super) fn changed(input: &'r str, written: &Written<'r>) -> Rejected<'r> {
        let reason = "this record was not there, or was different, when the tables were read";
        let fault = Fault::whole(CHANGED, reason.to_owned());
        // The rows at its place may be those of another one.
        Rejected { known: None, ..Rejected::whole(input, written, fault) }
    }

    /// A record with something wrong with all of it.
    pub(super) fn whole(input: &'r str, written: &Written<'r>, fault: Fault) -> Rejected<'r> {
        let (line, raw, header) = (written.line, written.raw, written.header());
        let known = written.ledger_row().map(|row| row.number);
        let (id, customer, whole_input) = (None, None, false);
        Rejected { id, input, line, customer, raw, header, fault, whole_input, known }
    }

    /// A record whose id came before.
    pub(super) fn repeat(
        input: &'r str,
        written: &Written<'r>,
        first: &Repeat,
        id_path: &Path,
    ) -> Rejected<'r> {
        let column = id_path.name();
        let reason = format!(
            "this id already appeared at {}:{}, and each id is one customer; for a table with \
             several rows for one customer, such as orders, write `orders: events from table by \
             \"{column}\"`",
            first.input, first.line,
        );
        let fault = Fault { path: id_path.to_string(), code: DUPLICATE_ID, reason };
        Rejected { id: written.id(), ..Rejected::whole(input, written, fault) }
    }
}

impl From<records::Fault> for Fault {
    fn from(fault: records::Fault) -> Fault {
        let code = fault.kind.code();
        Fault { path: fault.path.unwrap_or_default(), code, reason: fault.message }
    }
}

impl From<eval::Fault> for Fault {
    fn from(fault: eval::Fault) -> Fault {
        let code = match fault {
            eval::Fault::TooManyDigits => NOT_EXACT,
            eval::Fault::OutOfCalendar => OUT_OF_CALENDAR,
        };
        Fault::whole(code, fault.to_string())
    }
}

impl From<UpdateFault> for Fault {
    fn from(fault: UpdateFault) -> Fault {
        Fault::whole(NO_PLACE, fault.to_string())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{}: {}", path::in_words(path), self.reason),
        }
    }
}

impl Error for Fault {}
