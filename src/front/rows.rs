//! The rows of a table of a command: a file, or what a ledger keeps of the customers.

use std::borrow::Cow;
use std::io::{self, Read};

use super::customers::Customers;
use crate::records::{Encoding, MissingColumn, Options};
use crate::run::Input;

#[cfg(feature = "ledger")]
pub(super) use crate::ledger::States;

/// Without ledgers, there is nothing that one keeps.
#[cfg(not(feature = "ledger"))]
#[derive(Clone, Debug)]
pub(super) enum States {}

/// The rows of a table.
pub(super) enum Rows<'a> {
    File(Customers<'a>),
    Ledger(States),
}

impl<'a> Rows<'a> {
    /// The file that they are in, if they are in one that was given.
    pub(super) fn file(&self) -> Option<&Customers<'a>> {
        match self {
            Rows::File(file) => Some(file),
            Rows::Ledger(_) => None,
        }
    }
}

impl Input for Rows<'_> {
    type Stream = Box<dyn Read + Send>;

    fn name(&self) -> Cow<'_, str> {
        match self {
            Rows::File(file) => file.name(),
            Rows::Ledger(states) => states.name(),
        }
    }

    fn options(&self) -> Options {
        match self {
            Rows::File(file) => file.options(),
            Rows::Ledger(states) => states.options(),
        }
    }

    fn open(&self) -> io::Result<Self::Stream> {
        Ok(match self {
            Rows::File(file) => Box::new(file.open()?),
            Rows::Ledger(states) => Box::new(states.open()?),
        })
    }

    fn lacks(&self, columns: Vec<MissingColumn>) {
        match self {
            Rows::File(file) => file.lacks(columns),
            Rows::Ledger(states) => states.lacks(columns),
        }
    }

    fn decoded(&self, encoding: Encoding) {
        match self {
            Rows::File(file) => file.decoded(encoding),
            Rows::Ledger(states) => states.decoded(encoding),
        }
    }
}

#[cfg(not(feature = "ledger"))]
impl Input for States {
    type Stream = io::Empty;

    fn name(&self) -> Cow<'_, str> {
        match *self {}
    }

    fn open(&self) -> io::Result<io::Empty> {
        match *self {}
    }
}
