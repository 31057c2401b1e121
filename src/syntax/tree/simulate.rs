//! Simulations.

use crate::problems::Span;

use super::{Bound, Expr, Name, Text};

/// `simulate "title"` and its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulate {
    pub span: Span,
    pub title: Text,
    pub lines: Vec<SimulateLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SimulateLine {
    pub span: Span,
    pub kind: SimulateLineKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SimulateLineKind {
    /// `100 enter Engaged each rotation`.
    Enter { count: Bound, stage: Name },
    /// `75% of Engaged move to Enthusiast`; the share as a fraction.
    HandOff { share: Bound, from: Name, to: Name },
    /// `each in Advocate brings 1 to Engaged`.
    Brings { from: Name, count: Bound, to: Name },
    /// `costs $500 each rotation`.
    Costs(Expr),
    /// `whole people`.
    WholePeople,
    /// It could not be read, which is told: the checker does not miss what it may have said.
    Broken,
}
