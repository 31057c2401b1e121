//! Scores and balances.

use crate::problems::Span;
use crate::terms::Lasting;

use super::{Bound, Expr, Name};

/// `score engagement`, or `balance stars`, and its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub span: Span,
    pub name: Name,
    /// `balance` instead of `score`.
    pub balance: bool,
    /// `at least 0`.
    pub at_least: Option<Bound>,
    /// `at most 100`.
    pub at_most: Option<Bound>,
    pub lines: Vec<ScoreLine>,
}

impl Score {
    /// One without bounds and lines.
    pub fn new(span: Span, name: Name, balance: bool) -> Score {
        Score { span, name, balance, at_least: None, at_most: None, lines: Vec::new() }
    }
}

/// `add 10 per purchase where ... for 180 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreLine {
    pub span: Span,
    /// `take` or `spend`, instead of `add` or `earn`.
    pub less: bool,
    pub points: Points,
}

/// What points are given for.
#[derive(Clone, Debug, PartialEq)]
pub enum Points {
    /// `20 when vip`
    When { points: Bound, condition: Expr },
    /// `10 per purchase`, `1 per $10 of purchases.amount`
    Events(PointsFor),
}

/// Events that points are given for.
#[derive(Clone, Debug, PartialEq)]
pub struct PointsFor {
    pub each: Each,
    pub events: Name,
    pub condition: Option<Box<Expr>>,
    /// How long the points last; for ever where it is left out.
    pub lasting: Option<Lasting>,
}

/// How many points an event brings.
#[derive(Clone, Debug, PartialEq)]
pub enum Each {
    /// `10 per purchase`: always as many.
    Same(Bound),
    /// `1 per $10 of purchases.amount`: so many for each of these, or for each full one.
    Per { points: Bound, full: bool, unit: Expr, attribute: Name },
    /// `spend redemptions.points`: as many as it says.
    Own(Name),
}
