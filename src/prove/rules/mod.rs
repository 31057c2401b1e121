//! What is wrong with rules that are each in order: those that never fire, that contradict each other,
//! that send customers around.
//!
//! ```text
//! finding      what was found, with a customer who shows it
//! prover       answers questions about conditions, and finds customers who show it
//! fate         what becomes of each rule of a stage        reach   where customers get by those that fire
//! firing       customers for whom rules fire
//! never        which parts of a condition contradict each other
//! conflict     rules that both want a customer             bounce  moves that lead around at once
//! asks         what conditions ask for that a decision may change
//! seek         customers for whom some rules are true, and others are not
//! skip         moves over a stage                          gifts   gifts that are never given, or each time
//! ```

mod asks;
mod bounce;
mod conflict;
mod customer;
mod fate;
mod finding;
mod firing;
mod gifts;
mod never;
mod prover;
mod reach;
mod seek;
mod skip;

pub use customer::Customer;
pub use fate::Fate;
pub use finding::Finding;
pub use prover::Prover;
pub(super) use prover::Reply;
pub use seek::{Sighting, Sought};
