//! Why a ledger cannot be used.

use std::error::Error;
use std::fmt;
use std::io;

use rusqlite::{Error as Other, ErrorCode};

use crate::values::Instant;

/// Why a ledger cannot be used.
#[derive(Debug)]
pub enum LedgerFault {
    /// There is none.
    Missing,
    /// There is one already, where a new one was to be made.
    There,
    /// The file is something else.
    NotALedger,
    /// It was written by a later version of flywheel; its version of the schema.
    Newer(i64),
    /// Some other process is at work on it; its number, if that is known.
    Busy(Option<u32>),
    /// Some other process has changed it while it was read.
    Changed,
    /// Part of the file is not as SQLite wrote it.
    Damaged(String),
    /// A time is outside of the years that it can keep.
    OutOfRange(Instant),
    /// The file, or one next to it, cannot be read or written.
    Io(io::Error),
    /// SQLite says something else.
    Sql(rusqlite::Error),
}

impl fmt::Display for LedgerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerFault::Missing => f.write_str("no such file"),
            LedgerFault::There => f.write_str("there is such a file already"),
            LedgerFault::NotALedger => f.write_str("it is not a ledger of flywheel"),
            LedgerFault::Newer(version) => {
                write!(f, "it was written by a later version of flywheel (schema {version})")
            }
            LedgerFault::Busy(Some(process)) => write!(f, "process {process} is at work on it"),
            LedgerFault::Busy(None) => f.write_str("another process is at work on it"),
            LedgerFault::Changed => f.write_str(
                "the ledger was changed by another process while it was read: run the command again",
            ),
            LedgerFault::Damaged(what) => write!(f, "the file is damaged: {what}"),
            LedgerFault::OutOfRange(at) => {
                write!(f, "{at} is outside of the years 1678 to 2261, which a ledger can keep")
            }
            LedgerFault::Io(error) => error.fmt(f),
            LedgerFault::Sql(error) => error.fmt(f),
        }
    }
}

impl Error for LedgerFault {}

impl From<io::Error> for LedgerFault {
    fn from(error: io::Error) -> LedgerFault {
        LedgerFault::Io(error)
    }
}

impl From<rusqlite::Error> for LedgerFault {
    fn from(error: rusqlite::Error) -> LedgerFault {
        let words = || error.to_string();
        // What is in a column is not what was written there.
        if let Other::InvalidColumnType(..)
        | Other::FromSqlConversionFailure(..)
        | Other::IntegralValueOutOfRange(..)
        | Other::QueryReturnedNoRows = &error
        {
            return LedgerFault::Damaged(words());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => LedgerFault::NotALedger,
            Some(ErrorCode::DatabaseCorrupt) => LedgerFault::Damaged(words()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerFault::Busy(None),
            Some(ErrorCode::DiskFull) => LedgerFault::Io(io::ErrorKind::StorageFull.into()),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                LedgerFault::Io(io::ErrorKind::PermissionDenied.into())
            }
            _ => LedgerFault::Sql(error),
        }
    }
}
