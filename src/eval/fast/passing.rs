//! Passing over events.

use super::cond::Cond;
use super::node::Node;

/// Passing over the events of a list.
#[derive(Clone, Debug)]
pub(super) struct Fold<'p> {
    pub scope: Scope<'p>,
    pub condition: Option<Cond<'p>>,
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
    CountDifferent { of: Node<'p>, most: Option<usize> },
    Sum(Node<'p>),
    Average(Node<'p>),
    Least(Node<'p>),
    Most(Node<'p>),
    First(Node<'p>),
    Last(Node<'p>),
}
