//! What simulations learned from histories.
//!
//! ```text
//! words  for people
//! json   for programs
//! ```

mod json;
mod words;

pub(super) use json::{Learned, Measured};
pub(super) use words::{about, people_range, table};
