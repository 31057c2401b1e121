//! The only room with files, a clock, a terminal and an environment.
//!
//! [`cli`] holds one file a command; the rest is what the commands share. So customers go through
//! the rules:
//!
//! ```text
//! disk -> files (opened) -> customers (for each pass, counted) -> run::Engine -> bulk -> results, replacement
//! ```
//!
//! What is public here besides [`cli`] is for a binding to another language, which has the command line in it.

mod about;
mod absent;
mod ahead;
mod awaited;
mod beside;
mod bulk;
mod checked;
pub mod cli;
mod compare;
mod customers;
mod deciding;
mod disk;
mod earlier;
mod early;
mod exit;
mod failure;
mod files;
mod histories;
mod kept;
mod leftovers;
mod lists;
#[cfg(feature = "lsp")]
mod lsp;
mod mend;
mod new_folder;
#[cfg(feature = "ledger")]
mod nights;
mod notes;
mod progress;
mod replacement;
mod replay;
mod results;
mod rows;
mod rules;
mod say;
#[cfg(feature = "serve")]
mod serve;
mod sheet;
mod spool;
mod surveys;
mod tables;
mod target;
mod terminal;
mod watched;
mod workbook;

pub use checked::Checked;
pub use disk::load_program;
pub use exit::Exit;
pub use failure::Failure;
pub use notes::{Lacking, notes};
