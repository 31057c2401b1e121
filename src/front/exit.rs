//! Exit codes.

use std::process::{ExitCode, Termination};

/// How a command ended; scripts go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything is fine.
    Fine = 0,
    /// The rules have errors, or warnings that were denied, or a test failed.
    Rules = 1,
    /// The command was not used correctly, or a file could not be read or written.
    Usage = 2,
    /// Customers were decided, but some records were rejected, a file changed meanwhile, or a part is not as it
    /// was surveyed. Or customers may be missing from a part, so it was not surveyed.
    Rejected = 3,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}
