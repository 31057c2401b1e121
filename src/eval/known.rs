//! What is known: one value, or what came of passing over events.

use crate::values::{Decimal, Value};

/// A value, or `None` where it is not known.
pub(super) type Known<'v> = Option<Value<'v>>;

/// What came of passing over a list of events.
#[derive(Clone, Debug)]
pub(super) enum Folded<'v> {
    /// From those that surely count to those that possibly do.
    Count {
        sure: usize,
        possible: usize,
    },
    Of(Known<'v>),
    /// There was certainly nothing to pass over, and nothing comes of nothing.
    Nothing,
    Unknown,
}

impl<'v> Folded<'v> {
    /// As a plain value: an uncertain count is unknown.
    pub fn value(self) -> Known<'v> {
        match self {
            Folded::Count { sure, possible } if sure == possible => {
                Some(Value::Number(Decimal::from(sure)))
            }
            Folded::Of(value) => value,
            Folded::Count { .. } | Folded::Nothing | Folded::Unknown => None,
        }
    }
}
