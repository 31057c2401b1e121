//! Values in surveys, as they are written down: exactly, and as short texts. A number is a text of its
//! digits, a moment has a `T` in it, and a day has neither that nor the form of a number.

use serde::{Deserialize, Deserializer, Serializer, de};

use crate::values::{Decimal, Value};

/// A value that has an order; nobody is put in order by others.
fn text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.normalized().to_string()),
        Value::Instant(at) => Some(at.to_string()),
        Value::Day(day) => Some(day.to_string()),
        Value::YesNo(_) | Value::Text(_) | Value::Choice(_) | Value::Set(_) => None,
    }
}

fn read<E: de::Error>(text: &str) -> Result<Value<'static>, E> {
    if let Ok(number) = Decimal::parse(text.as_bytes()) {
        return Ok(Value::Number(number));
    }
    let value = match text.contains('T') {
        true => text.parse().ok().map(Value::Instant),
        false => text.parse().ok().map(Value::Day),
    };
    value.ok_or_else(|| E::custom(format!("{text} is not a value")))
}

/// A value that may be unknown.
pub(super) mod value {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(
        value: &Option<Value<'static>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match value.as_ref().and_then(text) {
            Some(text) => to.serialize_some(&text),
            None => to.serialize_none(),
        }
    }

    pub(in super::super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Value<'static>>, D::Error> {
        let written = Option::<String>::deserialize(from)?;
        written.map(|text| read(&text)).transpose()
    }
}

/// Known values, each with how many have it.
pub(super) mod counted {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(
        values: &[(Value<'static>, u64)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().filter_map(|(value, count)| Some((text(value)?, count))))
    }

    pub(in super::super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Vec<(Value<'static>, u64)>, D::Error> {
        let written = Vec::<(String, u64)>::deserialize(from)?;
        written.into_iter().map(|(text, count)| Ok((read(&text)?, count))).collect()
    }
}

/// What a customer would like to have, each with what they are put in order by.
pub(super) mod choices {
    use super::*;

    pub(in super::super) fn serialize<S: Serializer>(
        choices: &[(usize, Option<Value<'static>>)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(choices.iter().map(|(what, value)| (what, value.as_ref().and_then(text))))
    }

    pub(in super::super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Vec<(usize, Option<Value<'static>>)>, D::Error> {
        let written = Vec::<(usize, Option<String>)>::deserialize(from)?;
        let read = |(what, value): (usize, Option<String>)| {
            Ok((what, value.map(|text| read(&text)).transpose()?))
        };
        written.into_iter().map(read).collect()
    }
}
