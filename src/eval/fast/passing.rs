//! Passing over events.

use super::cond::Cond;
use super::node::Node;
use crate::plan::GiftId;

/// Passing over the events of a list.
#[derive(Clone, Debug)]
pub(super) struct Fold {
    pub scope: Scope,
    pub condition: Option<Cond>,
    pub window: Window,
    pub kind: FoldKind,
}

/// Where events come from.
#[derive(Clone, Debug)]
pub(super) enum Scope {
    List(usize),
    /// What was given of these gifts.
    Given(Box<[GiftId]>),
}

/// Which times count.
#[derive(Clone, Debug)]
pub(super) enum Window {
    /// All, also unknown ones.
    Open,
    /// Those at an instant or later.
    From(i128),
    /// From one instant to another.
    Between(i128, i128),
    /// The same of instants that depend on the customer.
    Range(Box<(Node, Node)>),
    /// From a moment that depends on the customer: on or after it, or only after it. Where there
    /// was certainly no such moment, at any time.
    Since { moment: Node, included: bool },
}

/// What is made of events.
#[derive(Clone, Debug)]
pub(super) enum FoldKind {
    Count,
    CountDifferent { of: Node, most: Option<usize> },
    Sum(Node),
    Average(Node),
    Least(Node),
    Most(Node),
    First(Node),
    Last(Node),
}
