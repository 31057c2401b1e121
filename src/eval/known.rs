//! What is known: one value, or the result of going over events.

use crate::values::{Decimal, Value};

/// A value, or `None` if it is not known.
pub(super) type Known<'v> = Option<Value<'v>>;

/// The result of going over a list of events.
#[derive(Clone, Debug)]
pub(super) enum Folded<'v> {
    /// From those that surely count to those that possibly do.
    Count {
        sure: usize,
        possible: usize,
    },
    Of(Known<'v>),
    /// There was certainly nothing to go over, so there is no value.
    Nothing,
    Unknown,
}

impl<'v> Folded<'v> {
    /// As a plain value: an uncertain count is unknown.
    pub(super) fn value(self) -> Known<'v> {
        match self {
            Folded::Count { sure, possible } if sure == possible => {
                Some(Value::Number(Decimal::from(sure)))
            }
            Folded::Of(value) => value,
            Folded::Count { .. } | Folded::Nothing | Folded::Unknown => None,
        }
    }
}
