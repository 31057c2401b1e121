//! Plan and record to decision: a pure function of the rules, one record and one instant.
//!
//! This is the plain evaluator: the definition of what a program means. [`fast`] may only say the
//! same sooner.
//!
//! ```text
//! evaluator                  what others call: one step, all steps, a look for a survey
//!   ├─▶ step ─▶ judged       what is true, and what follows: the move, then the actions
//!   │             ├─▶ gifts ─▶ sample   what holds gifts back
//!   │             │     └─▶ repeats     whether they were given as often as they may be
//!   │             ├─▶ for_each          the events that gifts are given for
//!   │             ├─▶ amounts           what calculated costs and worths come to
//!   │             ├─▶ recipients        who gifts go to
//!   │             ├─▶ owing             what is owed, and asked for again
//!   │             ├─▶ gaps              what the record lacks, and which rules are unknown by it
//!   │             └─▶ judge             who says what is true: a view, or the fast path
//!   ├─▶ survey ─▶ crowd ─▶ rank   what customers compete for, and who gets it
//!   └─▶ context              what all that evaluates has: the plan, the instant,
//!         ├─▶ periods           where the periods of gifts, limits and budgets begin,
//!         └─▶ everyone ─▶ cutoff, ranking ─▶ rank   and what is known of all customers, which a survey says
//! situation ─▶ evaluator     one customer to be asked about through a view, part by part;
//!   └─▶ held, considered      what holds a gift back, and which events count
//!
//! view                       one customer at one step, and what was worked out of them
//!   ├─▶ truth ─▶ possible    conditions
//!   ├─▶ value                values                these three ask each other,
//!   ├─▶ fold                 going over events     as the plan has them,
//!   │     └─▶ memo              and each notes what it found out
//!   └─▶ moment ─▶ window     the instants that time is counted from
//! ```
//!
//! - `judged` and `survey` ask whoever can say what is true, by the traits in `judge` and
//!   `survey/candidate.rs`. A view is one of them and the fast path another, so they share both.
//! - Nouns: a [`Record`] is what is known of a customer, `state` what changes from step to step,
//!   `row` the event at hand, `known`, `possible` and `window` what values and times can be, a
//!   [`Decision`] what comes of it all, and a [`Fault`] why nothing does.
//! - `event` and `seen` are what a [`Situation`] is asked for and what it answers.

mod amounts;
mod balance;
mod belongs;
mod considered;
mod contest;
mod context;
mod crowd;
mod cutoff;
mod dates;
mod decision;
mod effort;
mod evaluator;
mod event;
mod everyone;
pub mod fast;
mod fault;
mod fold;
mod for_each;
mod gaps;
mod gifts;
mod held;
mod judge;
mod judged;
mod known;
mod listed;
mod lots;
mod memo;
mod moment;
mod owing;
mod past;
mod periods;
mod possible;
mod rank;
mod ranking;
mod recipients;
mod record;
mod repeats;
mod row;
mod sample;
mod seen;
mod situation;
mod state;
mod step;
mod survey;
#[cfg(test)]
mod tests;
mod truth;
mod used;
mod value;
mod view;
mod window;
mod written;

pub use considered::{Considered, Counts};
pub use contest::{Lost, Prize};
pub use decision::{Decision, Given, Move, Reason, Unknown, Withheld};
pub use evaluator::Evaluator;
pub use event::Event;
pub use everyone::Everyone;
pub use fast::{FastEvaluator, FastProgram};
pub use fault::Fault;
pub use held::Held;
pub use lots::Lot;
pub use record::{Events, Id, Record, TagSources};
pub use repeats::Again;
pub use seen::{Answer, Past, Seen};
pub use situation::Situation;
pub use survey::{Phase, Survey};
