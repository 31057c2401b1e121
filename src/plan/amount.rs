//! What a gift costs or is worth.

use super::{Expr, Gift, Grant, GrantAmount};
use crate::values::Decimal;

/// An amount of money, as a gift states it.
#[derive(Clone, Debug)]
pub enum Amount {
    /// The same for everybody.
    Plain(Decimal),
    /// Calculated for each customer.
    Calculated(Expr),
}

impl Amount {
    /// The amount, if it is the same for everybody.
    pub fn plain(&self) -> Option<Decimal> {
        match self {
            Amount::Plain(amount) => Some(*amount),
            Amount::Calculated(_) => None,
        }
    }

    /// How it is calculated, if it is.
    pub fn calculated(&self) -> Option<&Expr> {
        match self {
            Amount::Plain(_) => None,
            Amount::Calculated(value) => Some(value),
        }
    }
}

impl Gift {
    /// What one costs, or what it is worth before it fades.
    pub fn amount(&self, amount: GrantAmount) -> Option<&Amount> {
        match amount {
            GrantAmount::Cost => self.costs.as_ref(),
            GrantAmount::Worth => self.worth.as_ref(),
        }
    }

    /// The values by which its amounts are calculated.
    pub fn calculated(&self) -> impl Iterator<Item = &Expr> {
        self.costs.iter().chain(&self.worth).filter_map(Amount::calculated)
    }
}

impl Grant {
    /// What the history says that it cost or was worth.
    pub fn amount(&self, amount: GrantAmount) -> Option<Decimal> {
        match amount {
            GrantAmount::Cost => self.cost,
            GrantAmount::Worth => self.worth,
        }
    }
}
