//! A record for which there is no decision, and why.

use std::error::Error;
use std::fmt;

use crate::eval::{self, Id};
use crate::problems::Code;
use crate::problems::register::{NO_PLACE, NOT_EXACT, OUT_OF_CALENDAR};
use crate::records::{self, NoPlace, Reject};

/// A record that was rejected, with its place in the input. Where a whole stream is damaged, this
/// tells of it too, with an empty record.
#[derive(Clone, Debug)]
pub struct Rejected<'r> {
    /// Who it is, where the record could be read.
    pub id: Option<Id<'r>>,
    /// What the input is called.
    pub input: &'r str,
    /// The line on which the record begins, or the fault where that is known better, from 1.
    pub line: u64,
    /// The record as it is written; empty where something is missing.
    pub raw: &'r [u8],
    /// What is wrong with it.
    pub cause: Cause,
}

/// Why there is no decision for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Which part of the record is at fault, such as `purchases[2].amount`; empty for all of it.
    pub path: String,
    /// What the register of problems says of it.
    pub code: Code,
    /// What is wrong, in words.
    pub reason: String,
}

impl Cause {
    /// A cause that concerns the record as a whole.
    pub(super) fn whole(code: Code, reason: String) -> Cause {
        Cause { path: String::new(), code, reason }
    }
}

impl<'r> Rejected<'r> {
    pub(super) fn unread(input: &'r str, reject: Reject<'r>) -> Rejected<'r> {
        Rejected { id: None, input, line: reject.line, raw: reject.raw, cause: reject.fault.into() }
    }
}

impl From<records::Fault> for Cause {
    fn from(fault: records::Fault) -> Cause {
        let code = fault.kind.code();
        Cause { path: fault.path.unwrap_or_default(), code, reason: fault.message }
    }
}

impl From<eval::Fault> for Cause {
    fn from(fault: eval::Fault) -> Cause {
        let code = match fault {
            eval::Fault::TooManyDigits => NOT_EXACT,
            eval::Fault::OutOfCalendar => OUT_OF_CALENDAR,
        };
        Cause::whole(code, fault.to_string())
    }
}

impl From<NoPlace> for Cause {
    fn from(no_place: NoPlace) -> Cause {
        Cause::whole(NO_PLACE, no_place.to_string())
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl Error for Cause {}
