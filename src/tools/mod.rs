//! Readers of the rooms above, which change nothing there: each a folder of its own.
//!
//! [`simulate`] turns the wheel with supposed numbers of people.

pub mod simulate;
