//! What gifts cost and are worth, and who asks for that.

use super::{AttributeOf, Events, Expr, ExprKind, Gift};
use crate::values::Decimal;

/// What a gift costs or is worth.
#[derive(Clone, Debug)]
pub enum Amount {
    Plain(Decimal),
    /// An amount of money that depends on the customer.
    Calculated(Expr),
}

impl Amount {
    /// How it is calculated, if it is.
    pub fn calculated(&self) -> Option<&Expr> {
        match self {
            Amount::Plain(_) => None,
            Amount::Calculated(value) => Some(value),
        }
    }
}

impl Gift {
    /// The values by which its amounts are calculated.
    pub fn calculated(&self) -> impl Iterator<Item = &Expr> {
        self.costs.iter().chain(&self.worth).filter_map(Amount::calculated)
    }
}

impl Expr {
    /// The gifts whose grants it goes over, if it does that.
    pub fn grants(&self) -> Option<&[usize]> {
        if let ExprKind::Quantity { events, .. }
        | ExprKind::Aggregate { events, .. }
        | ExprKind::Without { events, .. } = &self.kind
            && let Events::Given(gifts) = events
        {
            return Some(gifts);
        }
        None
    }

    /// Whether it is, itself, what a grant cost, and what it was worth.
    pub fn of_grant(&self) -> (bool, bool) {
        let mut of = None;
        if let ExprKind::Attribute(one) | ExprKind::Aggregate { attribute: Some(one), .. } =
            &self.kind
        {
            of = Some(*one);
        }
        (of == Some(AttributeOf::Cost), of == Some(AttributeOf::Worth))
    }
}
