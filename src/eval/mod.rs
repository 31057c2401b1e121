//! Plan and record to decision: a pure function of the rules, one record and one instant.
//!
//! This is the plain evaluator: the definition of what a program means. [`fast`] may only say the
//! same sooner.

mod context;
mod decision;
mod evaluator;
pub mod fast;
mod fault;
mod fold;
mod gifts;
mod judge;
mod judged;
mod known;
mod moment;
mod periods;
mod possible;
mod rank;
mod record;
mod row;
mod run;
mod sample;
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
pub use fast::FastEvaluator;
pub use fault::Fault;
pub use record::{Events, Id, Record};
pub use run::Run;
pub use situation::{Past, Seen, Situation};
pub use survey::{Phase, Survey};
