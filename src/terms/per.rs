//! The time that frequencies and caps count over.

use crate::values::{Duration, Period, Unit};

/// What a frequency or a cap counts over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// The last days, a number of them.
    Rolling(Duration),
    /// Since that period began.
    Calendar(Period),
}

/// The units of a length, of which each has as many of the next as the one before, whatever the calendar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Minutes,
    Days,
    Months,
}

/// The hours by which clocks may be changed, and some more.
const CHANGE: i64 = 4;

impl Per {
    /// Whether, at each instant, all of this time is in the other one.
    pub fn is_within(self, other: Per) -> bool {
        match (self, other) {
            (Per::Rolling(inner), Per::Rolling(outer)) => is_shorter(inner, outer),
            (Per::Calendar(inner), Per::Calendar(outer)) => match (inner, outer) {
                (Period::Week, _) | (_, Period::Week) => inner == outer || inner == Period::Day,
                (inner, outer) => months(inner) <= months(outer),
            },
            (Per::Calendar(inner), Per::Rolling(outer)) => {
                let whole = match inner {
                    Period::Day => Duration { count: 1, unit: Unit::Day },
                    Period::Week => Duration { count: 1, unit: Unit::Week },
                    Period::Month => Duration { count: 1, unit: Unit::Month },
                    Period::Quarter => Duration { count: 1, unit: Unit::Quarter },
                    Period::Year => Duration { count: 1, unit: Unit::Year },
                };
                is_shorter(whole, outer)
            }
            // At the beginning of a period, nearly all of the last days are before it.
            (Per::Rolling(_), Per::Calendar(_)) => false,
        }
    }
}

/// How many twelfths of a year begin together with a period; a day begins more often than a month.
fn months(period: Period) -> u8 {
    match period {
        Period::Day | Period::Week => 0,
        Period::Month => 1,
        Period::Quarter => 3,
        Period::Year => 12,
    }
}

/// Whether a length that ends now is certainly within another one that does.
fn is_shorter(inner: Duration, outer: Duration) -> bool {
    let ((one, count), (other, most)) = (measured(inner), measured(outer));
    if one == other {
        return count <= most;
    }
    most_hours(one, count) + CHANGE <= least_hours(other, most)
}

fn measured(length: Duration) -> (Measure, i64) {
    let (measure, times) = match length.unit {
        Unit::Minute => (Measure::Minutes, 1),
        Unit::Hour => (Measure::Minutes, 60),
        Unit::Day => (Measure::Days, 1),
        Unit::Week => (Measure::Days, 7),
        Unit::Month => (Measure::Months, 1),
        Unit::Quarter => (Measure::Months, 3),
        Unit::Year => (Measure::Months, 12),
    };
    (measure, i64::from(length.count) * times)
}

/// No longer than this.
fn most_hours(measure: Measure, count: i64) -> i64 {
    match measure {
        Measure::Minutes => count / 60 + 1,
        Measure::Days => count * 24,
        Measure::Months => (count / 12 * 366 + (count % 12 * 31).min(366)) * 24,
    }
}

/// No shorter than this.
fn least_hours(measure: Measure, count: i64) -> i64 {
    match measure {
        Measure::Minutes => count / 60,
        Measure::Days => count * 24,
        Measure::Months => (count / 12 * 365 + count % 12 * 28) * 24,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Unit::{Day, Hour, Month, Week, Year};

    fn last(count: u32, unit: Unit) -> Per {
        Per::Rolling(Duration { count, unit })
    }

    #[test]
    fn a_time_is_within_another_one_at_each_instant() {
        let this = Per::Calendar;
        for (inner, outer) in [
            (last(7, Day), last(1, Week)),
            (last(7, Day), last(30, Day)),
            (last(20, Hour), last(2, Day)),
            (last(30, Day), last(2, Month)),
            (last(12, Month), last(1, Year)),
            (last(1, Year), last(367, Day)),
            (this(Period::Day), this(Period::Week)),
            (this(Period::Month), this(Period::Year)),
            (this(Period::Week), this(Period::Week)),
            (this(Period::Week), last(7, Day)),
            (this(Period::Month), last(1, Month)),
        ] {
            assert!(inner.is_within(outer), "{inner:?} in {outer:?}");
        }
        for (inner, outer) in [
            (last(30, Day), last(7, Day)),
            // February has 28 days, and a day may have 23 hours.
            (last(30, Day), last(1, Month)),
            (last(1, Month), last(30, Day)),
            (last(24, Hour), last(1, Day)),
            (last(1, Day), last(24, Hour)),
            (last(366, Day), last(1, Year)),
            // Some days of a week may be in another month, and the last 7 days in two.
            (this(Period::Week), this(Period::Month)),
            (last(7, Day), this(Period::Month)),
            (this(Period::Month), last(28, Day)),
            (this(Period::Year), this(Period::Quarter)),
        ] {
            assert!(!inner.is_within(outer), "{inner:?} in {outer:?}");
        }
    }
}
