//! Why customers could not be decided to the end.

use std::io;

use crate::front::Failure;
use crate::front::serve::trouble::Trouble;
use crate::run::ReadFailure;

/// The records cannot be read, or the results not be kept.
pub(super) enum Halt {
    Unread(ReadFailure),
    Failed(Failure),
}

impl From<ReadFailure> for Halt {
    fn from(failure: ReadFailure) -> Halt {
        Halt::Unread(failure)
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Halt {
        Halt::Failed(error.into())
    }
}

impl From<Halt> for Trouble {
    fn from(halt: Halt) -> Trouble {
        match halt {
            Halt::Unread(failure) => failure.into(),
            Halt::Failed(failure) => failure.into(),
        }
    }
}
