//! Days, and the time that a report is about.

use jiff::ToSpan;
use jiff::civil::Date;

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day, which is not before the first one.
    pub to: Date,
}

impl Period {
    /// The shortest period that has some days, and all of another period if there is one.
    pub fn with(period: Option<Period>, days: impl Iterator<Item = Date>) -> Option<Period> {
        days.fold(period, |period, day| {
            let Period { from, to } = period.unwrap_or(Period { from: day, to: day });
            Some(Period { from: from.min(day), to: to.max(day) })
        })
    }

    /// So many days that end with this one.
    pub fn ending(to: Date, days: u32) -> Period {
        Period { from: earlier(to, days.saturating_sub(1)), to }
    }

    /// Whether a day is one of them.
    pub fn has(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many days it has.
    pub fn days(self) -> u32 {
        days(self.from, self.to) + 1
    }

    /// As many days, immediately before.
    pub fn before(self) -> Period {
        Period::ending(earlier(self.from, 1), self.days())
    }
}

/// How many days it is from one day to another one; 0 if that is before it.
pub(super) fn days(from: Date, to: Date) -> u32 {
    from.until(to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

/// The day that is so many days before another one.
pub(super) fn earlier(day: Date, days: u32) -> Date {
    day.checked_sub(i64::from(days).days()).unwrap_or(Date::MIN)
}
