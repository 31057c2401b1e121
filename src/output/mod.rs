//! The shapes that decisions are written in. `docs/decisions.md` is their reference.
//!
//! Workers [`note`](Scribe::note) what happened to the customers of a chunk in a [`Part`]; the
//! [`Publisher`] takes the parts in the order of the input. So what comes out is the same for any
//! number of threads.

mod as_of;
mod csv;
/// Texts in aligned columns.
pub mod grid;
mod json;
mod ndjson;
mod part;
mod plain;
mod publisher;
mod refusal;
mod refusals;
pub mod rule_tests;
pub mod simulation;
mod summary;
mod table;
mod tally;
pub mod words;

pub use part::{Part, Scribe};
pub use publisher::Publisher;
pub use refusal::Refusal;
pub use refusals::Refusals;
pub use tally::Tally;

use crate::plan::Plan;
use crate::values::AsOf;

/// A shape to write decisions in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// What happens to how many, what it costs, what was rejected.
    Summary,
    /// The people to whom something happens.
    Table,
    /// One JSON document.
    Json,
    /// One JSON object a line for each customer.
    Ndjson,
    /// One row for each customer.
    Csv,
}

/// What a run is about.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The rules.
    pub plan: &'a Plan,
    /// What the rules are called: their title or, without one, their file.
    pub title: &'a str,
    /// What is decided for.
    pub as_of: AsOf,
}
