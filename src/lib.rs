//! flywheel: a rules language for customer lifecycles.
pub mod check;
pub mod eval;
#[cfg(feature = "cli")]
pub mod front;
pub mod plan;
mod program;
pub mod records;
pub mod report;
pub mod syntax;
pub mod tools;
pub mod values;

pub use program::{Load, Program, Refused, decide};
