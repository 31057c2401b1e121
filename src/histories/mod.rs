//! Histories: who was in which stage from when to when, why each stay ended, and what they got. A ledger
//! has them, and a replay makes them.
//!
//! ```text
//! history  one customer: stays, gifts, experiments
//! read     lines of JSON to histories, and what is wrong with one
//! order    whether what a history says can have happened
//! fault    what is wrong with the JSON of one, in words
//! words    the words for how stays begin and end, and what becomes of gifts
//! write    histories to lines of JSON
//! written  the form that they have there
//! ```

mod fault;
mod history;
mod order;
mod read;
mod words;
mod write;
mod written;

pub use history::{Aim, ExperimentEntry, GiftEntry, GiftOutcome, History, LeftBy, Stay, StayBegan};
pub use read::{HistoryFault, read};
pub use write::write;

#[cfg(test)]
mod tests;
