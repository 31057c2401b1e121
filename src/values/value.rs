use std::borrow::Cow;

use jiff::civil::Date;

use super::{Decimal, Instant};

/// A known value. Money is a number: the checker has seen to it that currencies do not mix.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value<'a> {
    Number(Decimal),
    Text(Cow<'a, str>),
    YesNo(bool),
    Instant(Instant),
    Day(Date),
    /// A value of a `one of`, or a stage, by its place in the declaration.
    Choice(u16),
    Set(Vec<Cow<'a, str>>),
}
