//! Experiments, and what they and gifts are meant to bring.

use super::{Events, Expr};
use crate::problems::Span;
use crate::terms::Comparison;
use crate::values::{Decimal, Duration};

/// Customers in arms, to compare what comes of each.
#[derive(Clone, Debug)]
pub struct Experiment {
    pub name: String,
    pub span: Span,
    /// What holds its arms, by their places.
    pub choice: usize,
    /// The share of customers in each arm, as a fraction.
    pub shares: Vec<Decimal>,
    /// The places of the names of its arms.
    pub arms: Vec<Span>,
    pub aim: Option<Aim>,
}

/// The result that a gift is meant to bring, counted from when it was given.
#[derive(Clone, Debug)]
pub struct Aim {
    pub how: Comparison,
    pub count: Decimal,
    pub events: Events,
    pub condition: Option<Box<Expr>>,
    pub within: Duration,
}
