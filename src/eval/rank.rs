//! Customers in order.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::values::Value;

use super::written;

/// A customer at a place in an order: by a value, then by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Shown, String)", into = "(Shown, String)")]
pub(super) struct Placed {
    /// `None` if it is not known.
    pub value: Option<Value<'static>>,
    pub id: String,
}

/// A value, as it is written.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Shown(#[serde(with = "written::value")] Option<Value<'static>>);

impl From<(Shown, String)> for Placed {
    fn from((Shown(value), id): (Shown, String)) -> Placed {
        Placed { value, id }
    }
}

impl From<Placed> for (Shown, String) {
    fn from(Placed { value, id }: Placed) -> (Shown, String) {
        (Shown(value), id)
    }
}

impl Placed {
    /// Highest value first, unknown ones last, then by id.
    pub(super) fn highest_first(&self, other: &Placed) -> Ordering {
        highest_first((self.value.as_ref(), &self.id), (other.value.as_ref(), &other.id))
    }

    /// Lowest value first, unknown ones last, then by id.
    pub(super) fn lowest_first(&self, other: &Placed) -> Ordering {
        unknown_last(self.value.as_ref(), other.value.as_ref(), compared)
            .then_with(|| self.id.cmp(&other.id))
    }

    /// In either of these orders.
    pub(super) fn first(&self, other: &Placed, highest: bool) -> Ordering {
        if highest { self.highest_first(other) } else { self.lowest_first(other) }
    }

    /// Whether whoever has this value and id comes after them, lowest value first, or is them.
    pub(super) fn is_up_to(&self, value: &Value<'_>, id: &str) -> bool {
        let order = |own: &Value<'_>| compared(own, value).then_with(|| self.id.as_str().cmp(id));
        self.value.as_ref().is_some_and(|own| order(own).is_le())
    }
}

/// Customers by value and id: highest value first, unknown ones last, then by id.
pub(super) fn highest_first(
    (value, id): (Option<&Value<'_>>, &str),
    (other, others): (Option<&Value<'_>>, &str),
) -> Ordering {
    unknown_last(value, other, |a, b| compared(b, a)).then_with(|| id.cmp(others))
}

fn unknown_last(
    a: Option<&Value<'_>>,
    b: Option<&Value<'_>>,
    known: fn(&Value<'_>, &Value<'_>) -> Ordering,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => known(a, b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Two values of one type that has an order; others count as the same.
pub(super) fn compared(a: &Value<'_>, b: &Value<'_>) -> Ordering {
    a.order(b).unwrap_or(Ordering::Equal)
}

/// The same value on its own; only those with an order are asked for.
pub(super) fn owned(value: Value<'_>) -> Option<Value<'static>> {
    match value {
        Value::Number(number) => Some(Value::Number(number)),
        Value::Instant(instant) => Some(Value::Instant(instant)),
        Value::Day(day) => Some(Value::Day(day)),
        Value::YesNo(_) | Value::Text(_) | Value::Choice(_) | Value::Set(_) => None,
    }
}
