//! Plan and record to decision: a pure function of the rules, one record and one instant.

mod decision;
mod record;

pub use decision::{Decision, Given, Move, Reason, Withheld};
pub use record::{Events, Id, Record};
