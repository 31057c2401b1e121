//! Plan and record to decision: a pure function of the rules, one record and one instant.
//!
//! This is the plain evaluator: the definition of what a program means. A fast path may only say
//! the same sooner.

mod decision;
mod evaluator;
mod fault;
mod fold;
mod gifts;
mod moment;
mod record;
mod situation;
mod state;
mod step;
mod truth;
mod view;

pub use decision::{Decision, Given, Move, Reason, Withheld};
pub use evaluator::Evaluator;
pub use fault::Fault;
pub use record::{Events, Id, Record};
pub use situation::{Past, Seen, Situation};
