//! Who an alert goes to.

use super::Expr;

/// Who an alert goes to.
#[derive(Clone, Debug)]
pub enum Recipient {
    Text(String),
    /// A text that depends on the customer, and what it is called.
    Value {
        name: String,
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
