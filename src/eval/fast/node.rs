//! Values.

use std::sync::Arc;

use super::cond::Cond;
use super::slot::Slot;
use crate::plan::GrantAmount;
use crate::terms::{DatePart, Edge, Extreme, Operator};
use crate::values::{self, Duration, Fixed, Period, Rounding};

/// A value that the rules or the instant say.
#[derive(Clone, Debug)]
pub(super) enum Constant {
    /// Anything that is compared as a whole number.
    Whole(i128),
    Text(Arc<str>),
}

impl Constant {
    /// As it is in a slot.
    #[inline(always)]
    pub(super) fn slot(&self) -> Slot<'_> {
        match self {
            Constant::Whole(whole) => Slot::Whole(*whole),
            Constant::Text(text) => Slot::Text(text),
        }
    }
}

/// A value of the plan at one instant, made of slots. What the instant decides is worked out.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Constant(Constant),
    Slot(usize),
    Attribute(usize),
    /// An amount of what was given.
    OfGrant(GrantAmount),
    EventTime,
    /// The day of an instant.
    DayOf(Box<Node>),
    /// The first instant of a day.
    FirstOf(Box<Node>),
    /// The last instant of a day.
    LastOf(Box<Node>),
    Arithmetic(Box<(Node, Operator, Node)>),
    Negative(Box<Node>),
    Shift(Box<Shift>),
    /// A part of a day, or the hour of an instant.
    PartOf(DatePart, Box<Node>),
    EdgeOf(Edge, Period, Box<Node>),
    DaysBetween(Box<(Node, Node)>),
    Rounded(Box<Node>, Rounding),
    Extreme(Extreme, Box<[Node]>),
    /// How many times a number fits into a value, toward 0.
    Full(Box<Node>, Fixed),
    /// The number if a condition holds, and 0 if it does not.
    NumberIf(Box<Cond>, i128),
    /// What is left of a balance, now or after a time.
    Balance(usize, Option<Duration>),
    /// Whether a condition holds, as a yes or no.
    Truth(Box<Cond>),
}

/// A time or day, later or earlier by a duration.
#[derive(Clone, Debug)]
pub(super) struct Shift {
    pub from: Node,
    /// Whether that is a day, and not an instant.
    pub from_day: bool,
    pub shift: values::Shift,
}
