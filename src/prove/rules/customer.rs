//! A customer who shows something.

use jiff::civil::Date;

use crate::eval::Record;

/// A customer, and the day that they are decided for. What they show was seen by evaluating.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// The customer.
    pub record: Record<'static>,
    /// The day.
    pub as_of: Date,
}
