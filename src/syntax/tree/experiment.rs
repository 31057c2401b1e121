//! Experiments: customers in arms, to compare what comes of each.

use crate::problems::Span;

use super::{Bound, GiftOption, Name};

/// `experiment welcome_offer control 20%, ten_off 40%, aims for 1 purchase within 30 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    pub span: Span,
    pub name: Name,
    pub arms: Vec<Arm>,
    /// `aims for` and what it says, as on a gift.
    pub aim: Option<GiftOption>,
}

/// `ten_off 40%`.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    pub name: Name,
    /// Which part of the customers is in it, as a fraction; `None`: it could not be read.
    pub share: Option<Bound>,
}
