//! Why a command cannot go on.

use std::io::{self, ErrorKind};
#[cfg(feature = "ledger")]
use std::path::Path;

#[cfg(feature = "ledger")]
use super::nights;
use crate::problems::Code;
use crate::problems::register::{CANNOT_READ, CANNOT_WRITE, USAGE};
use crate::run::{LimitsAcrossCustomers, ReadFailure};

/// Why a command cannot go on.
#[derive(Debug)]
pub enum Failure {
    /// The reader of the output stopped reading, as `head` does. That is not an error.
    Closed,
    /// What is wrong, and what to do about it where that can be said.
    Told {
        /// What the register of problems says of it.
        code: Code,
        /// What is wrong.
        what: String,
        /// What to do about it.
        help: Option<String>,
    },
}

impl Failure {
    /// The command has wrong or missing options.
    pub(super) fn new(what: impl Into<String>) -> Failure {
        Failure::coded(USAGE, what)
    }

    pub(super) fn coded(code: Code, what: impl Into<String>) -> Failure {
        Failure::Told { code, what: what.into(), help: None }
    }

    /// Says what to do about it.
    pub(super) fn help(self, help: impl Into<String>) -> Failure {
        match self {
            Failure::Closed => Failure::Closed,
            Failure::Told { code, what, help: _ } => {
                Failure::Told { code, what, help: Some(help.into()) }
            }
        }
    }

    /// What is wrong, for those who show it in another way.
    #[cfg(feature = "lsp")]
    pub(super) fn words(self) -> String {
        match self {
            Failure::Closed => "nobody reads what is written".to_owned(),
            Failure::Told { what, .. } => what,
        }
    }

    pub(super) fn reading(name: &str, error: &io::Error) -> Failure {
        Failure::coded(CANNOT_READ, format!("cannot read {name}: {}", Failure::cause(error)))
    }

    pub(super) fn writing(name: &str, error: &io::Error) -> Failure {
        // A file is created where there is none, so it is the folder that does not exist.
        let cause = if error.kind() == ErrorKind::NotFound {
            "no such folder".to_owned()
        } else {
            Failure::cause(error)
        };
        Failure::coded(CANNOT_WRITE, format!("cannot write {name}: {cause}"))
    }

    /// An error of the system in plain words.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the standard library may name more kinds of errors"
    )]
    pub(super) fn cause(error: &io::Error) -> String {
        match error.kind() {
            ErrorKind::NotFound => "no such file".to_owned(),
            ErrorKind::PermissionDenied => "permission denied".to_owned(),
            ErrorKind::IsADirectory => "it is a folder".to_owned(),
            ErrorKind::StorageFull => "the disk is full".to_owned(),
            ErrorKind::BrokenPipe => "its reader stopped reading".to_owned(),
            _ => error.to_string(),
        }
    }
}

impl From<ReadFailure> for Failure {
    fn from(unread: ReadFailure) -> Failure {
        #[cfg(feature = "ledger")]
        let unread = match unread.error.downcast() {
            Ok(fault) => return nights::failure(Path::new(&unread.input), fault),
            Err(error) => ReadFailure { error, ..unread },
        };
        if !unread.temporary {
            return Failure::reading(&unread.input, &unread.error);
        }
        let cause = Failure::cause(&unread.error);
        let what = format!("cannot keep {} in a temporary file: {cause}", unread.input);
        let folder = std::env::temp_dir();
        let help = format!("make room in {}, or set TMPDIR to another folder", folder.display());
        Failure::coded(CANNOT_WRITE, what).help(help)
    }
}

impl From<LimitsAcrossCustomers> for Failure {
    fn from(_: LimitsAcrossCustomers) -> Failure {
        Failure::new("--settle cannot be combined with limits across all customers")
            .help("these rules use a capacity, a budget, `quintile` or `rank`: leave out --settle")
    }
}

/// The errors of a standard stream that results are written to.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        if error.kind() == ErrorKind::BrokenPipe {
            return Failure::Closed;
        }
        Failure::writing("the results", &error)
    }
}
