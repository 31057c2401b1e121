//! Values.

use std::sync::Arc;

use super::cond::Cond;
use crate::plan::GrantAmount;
use crate::terms::Operator;
use crate::values::Duration;

/// A value of the plan at one instant, made of slots. What the instant decides is worked out.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Anything that is compared as a whole number.
    Constant(i128),
    Text(Arc<str>),
    Slot(usize),
    Attribute(usize),
    /// An amount of what was given.
    OfGrant(GrantAmount),
    EventTime,
    /// The day of an instant.
    DayOf(Box<Node>),
    /// The first instant of a day.
    FirstOf(Box<Node>),
    Arithmetic(Box<(Node, Operator, Node)>),
    Negative(Box<Node>),
    Shift(Box<Shift>),
    /// Whether a condition holds, as a yes or no.
    Truth(Box<Cond>),
}

/// A time or day, later or earlier by a duration.
#[derive(Clone, Debug)]
pub(super) struct Shift {
    pub from: Node,
    /// Whether that is a day, and not an instant.
    pub from_day: bool,
    pub by: Duration,
    pub later: bool,
}
