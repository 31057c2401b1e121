//! `flywheel lsp`: helps to write rules, in an editor that talks to it.

use clap::Args;

use crate::front::{Exit, Failure, lsp};

/// Start the language server, for your editor to talk to
///
/// Editors start it by themselves once they are set up for it, and talk to it over standard input
/// and output. It shows problems as you type, completes and explains what is under the cursor, and
/// fixes, formats and renames. What it can do, and how to set it up, is in docs/lsp.md.
#[derive(Debug, Args)]
pub(super) struct Lsp {
    /// Talk over standard input and output, as it does anyway; some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    pub(super) fn run(&self) -> Result<Exit, Failure> {
        lsp::serve()
    }
}
