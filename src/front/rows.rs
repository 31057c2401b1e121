//! The rows of a table of a command: a file, or what a ledger keeps of the customers.

use std::borrow::Cow;
use std::io::{self, Read};
#[cfg(feature = "ledger")]
use std::path::Path;

use super::ahead::Ahead;
use super::customers::Customers;
#[cfg(feature = "ledger")]
use super::{Failure, nights};
#[cfg(feature = "ledger")]
use crate::ledger::Numbers;
#[cfg(feature = "ledger")]
pub(super) use crate::ledger::States;
#[cfg(feature = "ledger")]
use crate::plan::LEDGER;
use crate::records::{Encoding, MissingColumn, Options};
#[cfg(feature = "ledger")]
use crate::run::ReadFailure;
use crate::run::{Engine, Input, Table};

/// Without ledgers, there is nothing that one keeps.
#[cfg(not(feature = "ledger"))]
#[derive(Clone, Debug)]
pub(super) enum States {}

/// The rows of a table.
pub(super) enum Rows<'a> {
    File(Customers<'a>),
    #[cfg_attr(not(feature = "ledger"), expect(dead_code, reason = "there are no ledgers"))]
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
            Rows::Ledger(states) => Box::new(Ahead::of(states.open()?)?),
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

/// What a ledger keeps of its customers, as a table.
#[cfg(feature = "ledger")]
pub(super) fn table<'a>(states: &States) -> Table<Rows<'a>> {
    Table { name: LEDGER.to_owned(), files: vec![Rows::Ledger(states.clone())] }
}

#[cfg(not(feature = "ledger"))]
pub(super) fn table<'a>(states: &States) -> Table<Rows<'a>> {
    match *states {}
}

/// An engine that knows customers of a ledger by more than one id.
#[cfg(feature = "ledger")]
pub(super) fn with_other_ids(engine: &Engine, states: &States) -> Result<Engine, Failure> {
    let other_ids = states.other_ids();
    let other_ids =
        other_ids.map_err(|fault| nights::failure(Path::new(&*states.name()), fault))?;
    Ok(engine.with_other_ids(other_ids))
}

#[cfg(not(feature = "ledger"))]
pub(super) fn with_other_ids(_engine: &Engine, states: &States) -> Result<Engine, super::Failure> {
    match *states {}
}

/// An engine to which the customers of a ledger were joined, where those who are not here count too.
#[cfg(feature = "ledger")]
pub(super) fn with_absent(engine: Engine, states: &States) -> Result<Engine, Failure> {
    let failed = |fault| nights::failure(Path::new(&*states.name()), fault);
    let engine = match states.forgotten().map_err(failed)? {
        Some(forgotten) => engine.without(move |id| forgotten.has(id)),
        None => engine,
    };
    if !engine.has_limits_across_customers() {
        return Ok(engine);
    }
    let mut present = Numbers::default();
    let unread = |error| {
        let input = "the rows of the tables".to_owned();
        ReadFailure { input, error, temporary: true }
    };
    if let Some(joined) = engine.joined() {
        joined.known(|number| present.add(number)).map_err(unread)?;
    }
    let absent = states.absent(&present).map_err(failed)?;
    Ok(engine.with_absent(&absent)?)
}

#[cfg(not(feature = "ledger"))]
pub(super) fn with_absent(_engine: Engine, states: &States) -> Result<Engine, super::Failure> {
    match *states {}
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
