//! Shares of the customers.

use crate::values::Decimal;

/// A stable share of the customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// From 0 to 1.
    pub share: Decimal,
    /// Drawn again each calendar month.
    pub monthly: bool,
}
