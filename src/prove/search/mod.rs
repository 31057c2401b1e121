//! Looks for a customer who fulfils some formulas.
//!
//! ```text
//! solver ─▶ branches     tries what is left open, the fewest ways first
//!   │          └─▶ state     what facts may be by now, and what they were before
//!   └─▶ together            what holds of several facts at once: sums, and numbers of events
//!          ├─▶ regions      which kinds an event can be of at the same time
//!          ├─▶ moments      when points in time are that depend on the customer
//!          └─▶ rows         events that belong to events of another list
//!                 └─▶ nested    how many events an event has below it
//! ```

mod branches;
mod model;
mod moments;
mod nested;
mod regions;
mod rows;
mod solver;
mod state;
mod together;

pub(super) use model::{EventsModel, Model};
pub(super) use solver::{Outcome, Solver};
