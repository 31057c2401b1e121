//! A table, and why it cannot be read.

use std::error::Error;
use std::fmt;

use crate::run::{Fault, ReadFailure};

/// A table as the rules name it, with its files: a row for each event in each of them.
#[derive(Clone, Debug)]
pub struct Table<I> {
    /// As the rules call it.
    pub name: String,
    /// In the order of their rows.
    pub files: Vec<I>,
}

/// What is wanted of tables, besides the rows of the customers of some inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TablesWish {
    /// The customers whom the rows name by the id, whether or not the rules use a list of the table.
    pub customers: bool,
    /// A row that belongs to nobody is rejected.
    pub strict: bool,
}

/// Why tables cannot be used: then nothing is decided.
#[derive(Debug)]
pub enum TablesFailure {
    /// A file cannot be read.
    Unread(ReadFailure),
    /// There is no room for what has been read.
    NoRoom(std::io::Error),
    /// The rules need a table that is not there.
    Missing {
        /// Its name in the rules.
        table: String,
        /// The lists that are made of its rows.
        lists: Vec<String>,
    },
    /// A file is not what a table has to be.
    Unfit {
        /// The file.
        input: String,
        /// The line on which it shows.
        line: u64,
        /// What is wrong with it.
        fault: Fault,
    },
}

impl fmt::Display for TablesFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TablesFailure::Unread(failure) => failure.fmt(f),
            TablesFailure::NoRoom(error) => {
                write!(f, "cannot keep the rows of the tables: {error}")
            }
            TablesFailure::Missing { table, .. } => {
                write!(f, "the rules need the table \"{table}\", but no file is given for it")
            }
            TablesFailure::Unfit { input, line, fault } => write!(f, "{input}:{line}: {fault}"),
        }
    }
}

impl Error for TablesFailure {}

impl From<ReadFailure> for TablesFailure {
    fn from(failure: ReadFailure) -> TablesFailure {
        TablesFailure::Unread(failure)
    }
}

/// What is done besides reading has to do with temporary files.
impl From<std::io::Error> for TablesFailure {
    fn from(error: std::io::Error) -> TablesFailure {
        TablesFailure::NoRoom(error)
    }
}
