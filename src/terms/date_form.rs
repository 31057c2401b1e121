//! How dates are written in records.

use std::sync::Arc;

use crate::values::time::TextDates;

/// How records write a date or a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// As a text.
    Text(Arc<TextDates>),
    /// A number of seconds since 1970.
    Seconds,
    /// A number of milliseconds since 1970.
    Milliseconds,
}

impl Default for DateForm {
    /// ISO 8601.
    fn default() -> DateForm {
        DateForm::Text(Arc::default())
    }
}
