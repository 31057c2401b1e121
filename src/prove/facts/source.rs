//! Kinds of events: those of a list that a rule counts.

use super::date_set::Cut;
use crate::plan::{Expr, FoldSource, Scope};
use crate::prove::linear::Fraction;
use crate::terms::Comparison;

/// Names a kind of events: its place among all that were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::prove) struct SourceId(pub u32);

/// A kind of events.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::prove) struct Source<'p> {
    /// Where they come from, and what is asked of them.
    pub base: &'p FoldSource,
    /// When they must have happened; `None`: at any time, even one that is not known.
    pub stretch: Option<Stretch>,
    /// What else is asked of them.
    pub also: Option<Also<'p>>,
}

/// What is asked of a value of events.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::prove) enum Also<'p> {
    /// How a number compares.
    Compares(&'p Expr, Comparison, Fraction),
    /// That a value is unknown.
    Unknown(&'p Expr),
}

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::prove) struct Stretch {
    pub from: Vec<Cut>,
    pub to: Vec<Cut>,
    /// Whether it is always known when it is.
    pub is_known: bool,
}

impl<'p> Source<'p> {
    /// The list that they are in.
    pub(in crate::prove) fn scope(&self) -> &'p Scope {
        &self.base.scope
    }

    /// Whether it is known, wherever the list is, which events are meant.
    pub(in crate::prove) fn is_known(&self) -> bool {
        self.stretch.as_ref().is_none_or(|stretch| stretch.is_known)
    }
}
