//! Customers in order.

use std::cmp::Ordering;

use crate::values::Value;

/// A customer at a place in an order: by a value, then by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// `None` if it is not known.
    pub value: Option<Value<'static>>,
    pub id: String,
}

impl Placed {
    /// Highest value first, unknown ones last, then by id.
    pub(super) fn highest_first(&self, other: &Placed) -> Ordering {
        unknown_last(&self.value, &other.value, |a, b| compared(b, a))
            .then_with(|| self.id.cmp(&other.id))
    }

    /// Lowest value first, unknown ones last, then by id.
    pub(super) fn lowest_first(&self, other: &Placed) -> Ordering {
        unknown_last(&self.value, &other.value, compared).then_with(|| self.id.cmp(&other.id))
    }

    /// Whether whoever has this value and id comes after them, lowest value first, or is them.
    pub(super) fn is_up_to(&self, value: &Value<'_>, id: &str) -> bool {
        let order = |own: &Value<'_>| compared(own, value).then_with(|| self.id.as_str().cmp(id));
        self.value.as_ref().is_some_and(|own| order(own).is_le())
    }
}

/// The higher of two values; an unknown one is lower than any other.
pub(super) fn higher(
    a: Option<Value<'static>>,
    b: Option<Value<'static>>,
) -> Option<Value<'static>> {
    match unknown_last(&a, &b, |a, b| compared(b, a)) {
        Ordering::Less | Ordering::Equal => a,
        Ordering::Greater => b,
    }
}

fn unknown_last(
    a: &Option<Value<'_>>,
    b: &Option<Value<'_>>,
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
