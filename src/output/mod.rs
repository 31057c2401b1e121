//! Decisions, the results of tests and simulations as bytes, each in several formats.

/// What the rules do, for a meeting.
pub mod brief;
mod charts;
pub mod decisions;
/// What two rule files decide differently.
pub mod diff;
mod escaped;
/// Texts in aligned columns.
pub mod grid;
/// Tables and texts in Markdown.
pub mod marked;
pub mod mutants;
mod named;
mod paper;
pub mod proofs;
/// What a lifecycle does to customers.
pub mod report;
pub mod rule_tests;
pub mod simulation;
/// The lifecycle as a picture.
pub mod wheel;
pub mod why;
pub mod words;

pub use named::Named;
