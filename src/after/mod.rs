//! The record after a decision: what changes in it, and the same customer with those changes.
//!
//! Whoever carries a decision out asks here, so that a file that is written, a test that goes on
//! and a history that is kept all agree on what became of the customer.

mod changes;
mod writes;

pub use changes::{Changes, apply};
pub use writes::Writes;
