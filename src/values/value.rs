use std::borrow::Cow;

use jiff::civil::Date;

use super::{Decimal, Instant};

/// A known value. Money is a number: the checker has seen to it that currencies do not mix.
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
