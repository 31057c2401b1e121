//! What a customer, or one of their events, answers.

use crate::values::{Instant, Truth, Value};

/// What a part of a plan comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<'v> {
    /// Whether a condition holds.
    Truth(Truth),
    /// What a value is.
    Value(Seen<'v>),
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<'v> {
    /// It is not known.
    Unknown,
    /// It is this.
    Value(Value<'v>),
    /// Not all of the events can be judged: this many surely count, and this many possibly.
    Between(usize, usize),
}

/// When something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Past {
    /// At this moment.
    At(Instant),
    /// It never happened.
    Never,
    /// It is not known when.
    Unknown,
}
