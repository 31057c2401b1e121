//! Values.

use super::cond::Cond;
use super::slot::Slot;
use crate::terms::Operator;
use crate::values::Duration;

/// A value of the plan at one instant, made of slots. What the instant decides is worked out.
#[derive(Clone, Debug)]
pub(super) enum Node<'p> {
    Constant(Slot<'p>),
    Slot(usize),
    Attribute(usize),
    EventTime,
    /// The day of an instant.
    DayOf(Box<Node<'p>>),
    /// The first instant of a day.
    FirstOf(Box<Node<'p>>),
    Arithmetic(Box<(Node<'p>, Operator, Node<'p>)>),
    Negative(Box<Node<'p>>),
    Shift(Box<Shift<'p>>),
    /// Whether a condition holds, as a yes or no.
    Truth(Box<Cond<'p>>),
}

/// A time or day, later or earlier by a duration.
#[derive(Clone, Debug)]
pub(super) struct Shift<'p> {
    pub from: Node<'p>,
    /// Whether that is a day, and not an instant.
    pub from_day: bool,
    pub by: Duration,
    pub later: bool,
}
