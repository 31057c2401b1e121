use super::slot::Slot;
use super::slot_test::SlotTest;
use crate::terms::{Comparison, Operator, TextTest};
use crate::values::{Duration, Truth};

/// An operation of the plan at one instant, on slots. What the instant decides is worked out.
#[derive(Clone, Debug)]
pub(super) enum Node<'p> {
    /// A test of a slot: most of what rules ask.
    SlotTest(SlotTest),
    /// The same for an attribute of the event at hand.
    RowTest(SlotTest),
    Sure(Truth),
    All(Box<[Node<'p>]>),
    Any(Box<[Node<'p>]>),
    Not(Box<Node<'p>>),
    Compare(Box<(Node<'p>, Comparison, Node<'p>)>),
    OneOf(Box<Node<'p>>, Box<[Node<'p>]>),
    Known(Box<Node<'p>>),
    ListKnown(usize),
    TextTest(Box<(Node<'p>, TextTest, Node<'p>)>),
    /// Whether a set has the word of this bit.
    Contains(Box<Node<'p>>, i128),
    /// Whether a set has a word that the record says.
    Has(Box<Has<'p>>),
    Anniversary(Box<Node<'p>>),
    Without {
        /// There must be no event after it.
        bound: i128,
        fold: usize,
    },

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
}

/// A set that is asked for a word of the record.
#[derive(Clone, Debug)]
pub(super) struct Has<'p> {
    pub field: usize,
    /// By its place among those whose words are kept.
    pub set: usize,
    pub word: Node<'p>,
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

/// Passing over the events of a list.
#[derive(Clone, Debug)]
pub(super) struct Fold<'p> {
    pub scope: Scope<'p>,
    pub condition: Option<Node<'p>>,
    pub window: Window<'p>,
    pub kind: FoldKind<'p>,
}

/// Where events come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope<'p> {
    List(usize),
    /// What was given of these gifts.
    Given(&'p [usize]),
}

/// Which times count.
#[derive(Clone, Debug)]
pub(super) enum Window<'p> {
    /// All, also unknown ones.
    Open,
    /// Those at an instant or later.
    From(i128),
    /// From a moment that depends on the customer: on or after it, or only after it. Where there
    /// was certainly no such moment, at any time.
    Since { moment: Node<'p>, included: bool },
}

/// What is made of events.
#[derive(Clone, Debug)]
pub(super) enum FoldKind<'p> {
    Count,
    CountDifferent(Node<'p>),
    Sum(Node<'p>),
    Average(Node<'p>),
    Least(Node<'p>),
    Most(Node<'p>),
    First(Node<'p>),
    Last(Node<'p>),
}
