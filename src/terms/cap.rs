//! The most that there may be: of money, or of things.

use crate::values::Decimal;

/// So much money, or so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// So much, in the currency of the file.
    Money(Decimal),
    /// So many.
    Count(u64),
}
