//! Histories: who was in which stage from when to when, why each stay ended, and what they got. A ledger
//! has them, and a replay makes them.
//!
//! ```text
//! history  one customer: stays, gifts, experiments
//! read     lines of JSON to histories, and what is wrong with one
//! write    histories to lines of JSON
//! written  the form that they have there
//! ```

mod history;
mod read;
mod write;
mod written;

pub use history::{Aim, ExperimentEntry, GiftEntry, GiftOutcome, History, LeftBy, Stay, StayBegan};
pub use read::{HistoryFault, read};
pub use write::write;

#[cfg(test)]
mod tests;
