//! The values that fields hold and expressions have.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::civil::Date;

use super::{Decimal, Instant, folded_cow};

/// A known value. Money is a number: the checker has made sure that currencies do not mix.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value<'a> {
    /// A number, or an amount of money.
    Number(Decimal),
    /// A text.
    Text(Cow<'a, str>),
    /// Yes or no.
    YesNo(bool),
    /// A time, to the nanosecond.
    Instant(Instant),
    /// A whole day of the calendar.
    Day(Date),
    /// A value of a `one of`, or a stage, by its place in the declaration.
    Choice(u16),
    /// Texts.
    Set(Vec<Cow<'a, str>>),
}

/// Which sort of value it is: the variants of [`Value`], without what they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// See [`Value::Number`].
    Number,
    /// See [`Value::Text`].
    Text,
    /// See [`Value::YesNo`].
    YesNo,
    /// See [`Value::Instant`].
    Instant,
    /// See [`Value::Day`].
    Day,
    /// See [`Value::Choice`].
    Choice,
    /// See [`Value::Set`].
    Set,
}

impl Value<'_> {
    /// The same value, which borrows nothing.
    pub fn into_owned(self) -> Value<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Value::Number(number) => Value::Number(number),
            Value::Text(text) => Value::Text(owned(text)),
            Value::YesNo(yes) => Value::YesNo(yes),
            Value::Instant(instant) => Value::Instant(instant),
            Value::Day(day) => Value::Day(day),
            Value::Choice(choice) => Value::Choice(choice),
            Value::Set(texts) => Value::Set(texts.into_iter().map(owned).collect()),
        }
    }

    /// The same value, with its texts as if their case did not matter.
    pub fn folded(self) -> Self {
        match self {
            Value::Text(text) => Value::Text(folded_cow(text)),
            Value::Set(texts) => Value::Set(texts.into_iter().map(folded_cow).collect()),
            Value::Number(_)
            | Value::YesNo(_)
            | Value::Instant(_)
            | Value::Day(_)
            | Value::Choice(_) => self,
        }
    }

    /// Which sort of value it is.
    pub fn kind(&self) -> ValueKind {
        match self {
            Value::Number(_) => ValueKind::Number,
            Value::Text(_) => ValueKind::Text,
            Value::YesNo(_) => ValueKind::YesNo,
            Value::Instant(_) => ValueKind::Instant,
            Value::Day(_) => ValueKind::Day,
            Value::Choice(_) => ValueKind::Choice,
            Value::Set(_) => ValueKind::Set,
        }
    }

    /// The number, or the amount of money, where it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Text(_)
            | Value::YesNo(_)
            | Value::Instant(_)
            | Value::Day(_)
            | Value::Choice(_)
            | Value::Set(_) => None,
        }
    }

    /// Which of two values of one sort comes first, where that sort has an order.
    pub fn order(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
            (Value::Instant(a), Value::Instant(b)) => Some(a.cmp(b)),
            (Value::Day(a), Value::Day(b)) => Some(a.cmp(b)),
            (Value::Number(_) | Value::Instant(_) | Value::Day(_), _) => None,
            (Value::Text(_) | Value::YesNo(_) | Value::Choice(_) | Value::Set(_), _) => None,
        }
    }
}
