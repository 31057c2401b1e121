//! Plan and record to decision: a pure function of the rules, one record and one instant.
//!
//! This is the plain evaluator: the definition of what a program means. [`fast`] may only say the
//! same sooner.

mod context;
mod decision;
mod evaluator;
mod event;
mod everyone;
pub mod fast;
mod fault;
mod fold;
mod gifts;
mod judge;
mod judged;
mod known;
mod moment;
mod possible;
mod rank;
mod record;
mod row;
mod sample;
mod seen;
mod situation;
mod state;
mod step;
mod survey;
mod truth;
mod value;
mod view;
mod window;

pub use decision::{Decision, Given, Move, Reason, Withheld};
pub use evaluator::Evaluator;
pub use event::Event;
pub use everyone::Everyone;
pub use fast::{FastEvaluator, FastProgram};
pub use fault::Fault;
pub use record::{Events, Id, Record};
pub use seen::{Answer, Past, Seen};
pub use situation::Situation;
pub use survey::{Phase, Survey};
