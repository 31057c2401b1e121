//! The most that there may be: of money, or of things.

use serde::{Deserialize, Serialize};

use crate::values::Decimal;

/// An amount of money, or a number of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cap {
    /// An amount, in the currency of the file.
    Money(Decimal),
    /// A number.
    Count(u64),
}
