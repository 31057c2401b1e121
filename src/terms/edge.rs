//! Where a period of the calendar begins and ends.

use jiff::civil::Date;

use crate::values::Period;

/// Which of its days it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// The first.
    Start,
    /// The last.
    End,
}

impl Edge {
    /// The first or last day of the period that a day is in.
    pub fn of(self, period: Period, day: Date) -> Date {
        match self {
            Edge::Start => period.first_day(day),
            Edge::End => period.last_day(day),
        }
    }
}
