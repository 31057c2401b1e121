//! What happens in a replay: what decisions change, each with its day. `docs/replay.md` is the reference.
//!
//! As in a run of one day, workers show a [`Chronicler`] what became of the customers of a chunk, and the
//! [`Publisher`] takes the [`Part`]s in the order of the input.

mod chronicler;
mod format;
mod histories;
mod part;
mod publisher;
mod summary;
mod table;

use jiff::civil::Date;

pub use chronicler::Chronicler;
pub use format::Format;
pub use histories::history;
pub use part::{Counts, Part};
pub use publisher::Publisher;

use super::Run;
use crate::run::Every;

/// What a replay is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The rules, and the last day.
    pub run: Run<'a>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How far apart the days are.
    pub every: Every,
}

impl About<'_> {
    /// `2026-01-01 to 2026-03-31, each day (America/Chicago)`.
    pub(in crate::output) fn days(&self) -> String {
        let zone = self.run.plan.zone.iana_name().unwrap_or("UTC");
        format!("{} to {}, each {} ({zone})", self.from, self.to, self.every.word())
    }
}
