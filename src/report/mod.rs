//! Problems as plain data: what is wrong, where, and what to write instead.
//!
//! A problem is made in the room that finds it, out of a code of the [`register`]. How it is shown
//! is decided here and only here.

mod problem;
pub mod register;
mod source;

pub use problem::{Label, Problem, Problems, Severity};
pub use register::Code;
pub use source::{FileId, Source, Sources, Span};
