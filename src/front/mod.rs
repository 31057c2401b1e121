//! The only room with files, a clock, a terminal and an environment.
//!
//! [`cli`] holds one file a command; the rest is what the commands share. So customers go through
//! the rules:
//!
//! ```text
//! disk -> progress -> records::run -> worker (on all threads) -> bulk (in order) -> output, disk
//! ```

mod bulk;
pub mod cli;
mod disk;
mod exit;
mod failure;
mod ids;
mod mend;
mod progress;
mod rules;
mod survey;
mod surveyor;
mod terminal;
mod update;
mod worker;

pub use exit::Exit;
use failure::Failure;
