//! Conditions.

use std::ops::RangeInclusive;

use super::node::Node;
use super::slot_test::SlotTest;
use crate::terms::{Comparison, TextTest};
use crate::values::{Instant, Shift, Truth};

/// A condition of the plan at one instant, asked of slots. What the instant decides is worked out.
#[derive(Clone, Debug)]
pub(super) enum Cond {
    /// A test of a slot: most of what rules ask.
    SlotTest(SlotTest),
    /// The same for an attribute of the current event.
    RowTest(SlotTest),
    Sure(Truth),
    All(Box<[Cond]>),
    Any(Box<[Cond]>),
    Not(Box<Cond>),
    Compare(Box<(Node, Comparison, Node)>),
    OneOf(Box<Node>, Box<[Node]>),
    Known(Box<Node>),
    ListKnown(usize),
    TextTest(Box<(Node, TextTest, Node)>),
    /// Whether a set has the word of this bit.
    Contains(Box<Node>, i128),
    /// Whether a set has a word that the record says.
    Has(Box<Has>),
    Anniversary(Box<Anniversary>),
    Without {
        /// There must be no event after it.
        bound: i128,
        fold: usize,
    },
}

/// A day whose anniversary, moved like this, has to be today or in a stretch of time.
#[derive(Clone, Debug)]
pub(super) struct Anniversary {
    pub of: Node,
    pub moved: Box<[Shift]>,
    pub within: Option<RangeInclusive<Instant>>,
}

/// A set that is asked for a word of the record.
#[derive(Clone, Debug)]
pub(super) struct Has {
    pub field: usize,
    /// By its place among those whose words are kept.
    pub set: usize,
    pub word: Node,
}
