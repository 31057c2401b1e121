//! Problems as plain data: what is wrong, where, and what to write instead.
//!
//! A problem is made in the room that finds it, out of a code of the [`register`]. How it is shown
//! is decided here and only here: drawn on its source ([`pretty()`]), in a line ([`plain()`]), or for
//! programs ([`json()`], [`sarif()`], [`github()`]).

mod document;
mod fix;
mod github;
mod json;
mod look;
mod page;
mod plain;
mod problem;
pub mod register;
#[cfg(feature = "output")]
mod render;
mod sarif;
mod shown;
mod source;

pub use document::{document, line};
pub use fix::{Confidence, Edit, Fix, made};
pub use github::github;
pub use json::{ProblemEntry, json, problem_entries};
pub use look::{Ink, Look};
pub use page::{Page, Place};
pub use plain::{counted, plain};
pub use problem::{Customer, Label, Manner, Problem, Problems, Severity};
pub use register::Code;
#[cfg(feature = "output")]
pub use render::pretty;
pub use sarif::{reference, sarif};
pub use shown::{shown, shown_lines, shown_output};
pub use source::{FileId, Source, Sources, Span};
