//! Values in surveys, as they are written down: exactly.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::values::{Decimal, Instant, Value};

/// A value that has an order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Written {
    Number(Decimal),
    /// In nanoseconds.
    Instant(String),
    Day(String),
}

impl Written {
    fn of(value: &Value<'_>) -> Option<Written> {
        match value {
            Value::Number(number) => Some(Written::Number(*number)),
            Value::Instant(at) => Some(Written::Instant(at.as_nanosecond().to_string())),
            Value::Day(day) => Some(Written::Day(day.to_string())),
            // They have no order, so nobody is put in order by them.
            Value::YesNo(_) | Value::Text(_) | Value::Choice(_) | Value::Set(_) => None,
        }
    }

    fn read(self) -> Option<Value<'static>> {
        match self {
            Written::Number(number) => Some(Value::Number(number)),
            Written::Instant(at) => {
                Instant::from_nanosecond(at.parse().ok()?).ok().map(Value::Instant)
            }
            Written::Day(day) => day.parse().ok().map(Value::Day),
        }
    }
}

fn unreadable<E: de::Error>() -> E {
    E::custom("a value cannot be read")
}

/// A value that may be unknown.
pub(super) mod value {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(
        value: &Option<Value<'static>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().and_then(Written::of).serialize(to)
    }

    pub(in super::super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Value<'static>>, D::Error> {
        let written = Option::<Written>::deserialize(from)?;
        written.map(|written| written.read().ok_or_else(unreadable)).transpose()
    }
}

/// Known values.
pub(super) mod values {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(
        values: &[Value<'static>],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().filter_map(Written::of))
    }

    pub(in super::super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Vec<Value<'static>>, D::Error> {
        let written = Vec::<Written>::deserialize(from)?;
        written.into_iter().map(|written| written.read().ok_or_else(unreadable)).collect()
    }
}

/// What a customer would like to have, each with what they are put in order by.
pub(super) mod choices {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(
        choices: &[(usize, Option<Value<'static>>)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(
            choices.iter().map(|(what, value)| (what, value.as_ref().and_then(Written::of))),
        )
    }

    pub(in super::super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Vec<(usize, Option<Value<'static>>)>, D::Error> {
        let written = Vec::<(usize, Option<Written>)>::deserialize(from)?;
        let read = |(what, value): (usize, Option<Written>)| match value {
            Some(value) => Ok((what, Some(value.read().ok_or_else(unreadable)?))),
            None => Ok((what, None)),
        };
        written.into_iter().map(read).collect()
    }
}
