//! The parts of a date.

/// What can be asked of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// Such as 2026.
    Year,
    /// From 1 to 12.
    Month,
    /// Of the month, from 1 to 31.
    Day,
    /// From 0 to 23.
    Hour,
    /// From Monday to Sunday, by their place in [`DatePart::WEEKDAYS`].
    Weekday,
}

impl DatePart {
    /// The days of the week, as the language calls them.
    pub const WEEKDAYS: [&'static str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// As the language has it.
    pub fn word(self) -> &'static str {
        match self {
            DatePart::Year => "year",
            DatePart::Month => "month",
            DatePart::Day => "day",
            DatePart::Hour => "hour",
            DatePart::Weekday => "weekday",
        }
    }
}
