//! The most that there may be: of money, or of things.

use crate::values::Decimal;

/// An amount of money, or a number of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// An amount, in the currency of the file.
    Money(Decimal),
    /// A number.
    Count(u64),
}
