//! What a slot holds.

use jiff::civil::Date;

use super::day::packed;

/// What is known in one place. Numbers are whole multiples of the last place of a
/// [`Fixed`](crate::values::Fixed), times are nanoseconds, days are `yyyymmdd`, yes is 1, choices
/// and stages are their places, and a set has a bit for each word that the rules ask for: all of
/// them are compared as whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot<'a> {
    /// Nobody has asked yet.
    Pending,
    /// The record does not say.
    Unknown,
    /// There was certainly no event, so there is no value.
    Nothing,
    /// A number, a time, a day, yes or no, a choice, a stage, or a set of words.
    Whole(i128),
    /// A text, as it stands in the record.
    Text(&'a str),
    /// How many events there are where not all of them can be judged: from those that surely count
    /// to those that possibly do.
    Between(i64, i64),
}

impl<'a> Slot<'a> {
    /// A day.
    pub fn day(day: Date) -> Slot<'a> {
        Slot::Whole(packed(day))
    }

    /// The one value that it certainly has.
    #[inline]
    pub(super) fn known(self) -> Option<Slot<'a>> {
        match self {
            Slot::Whole(_) | Slot::Text(_) => Some(self),
            Slot::Pending | Slot::Unknown | Slot::Nothing | Slot::Between(..) => None,
        }
    }

    /// The same, where it is not a text.
    #[inline]
    pub(crate) fn whole(self) -> Option<i128> {
        match self {
            Slot::Whole(whole) => Some(whole),
            Slot::Pending | Slot::Unknown | Slot::Nothing | Slot::Text(_) | Slot::Between(..) => {
                None
            }
        }
    }
}
