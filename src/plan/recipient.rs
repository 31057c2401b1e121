//! Who an alert goes to.

use super::Expr;

/// Who an alert goes to.
#[derive(Clone, Debug)]
pub enum Recipient {
    /// The same for all customers.
    Text(String),
    /// A text of each customer.
    Value {
        /// What the rules call it.
        name: String,
        /// What it is.
        value: Expr,
    },
}

impl Recipient {
    /// What says it for each customer, if that differs.
    pub fn value(&self) -> Option<&Expr> {
        match self {
            Recipient::Text(_) => None,
            Recipient::Value { value, .. } => Some(value),
        }
    }
}
