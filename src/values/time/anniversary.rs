//! Anniversaries of a day, and of what lies some time before or after it.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use jiff::{ToSpan, Unit as JiffUnit};

use super::{Clock, Duration, Instant};

/// How a day is moved: `- 7 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shift {
    /// By how much.
    pub by: Duration,
    /// Whether it becomes later, or earlier.
    pub later: bool,
}

impl Clock {
    /// Whether today is the day and month of `day`, one or more years later, moved like this. The
    /// anniversary of 29 February is the 28th in years that have no 29th.
    pub fn is_anniversary(&self, day: Date, moved: &[Shift]) -> bool {
        self.anniversary_between(day, moved, self.today, self.today)
    }

    /// Whether the first instant of such a day is in a stretch of time.
    pub fn has_anniversary(
        &self,
        day: Date,
        moved: &[Shift],
        within: &RangeInclusive<Instant>,
    ) -> bool {
        let days = self.days_beginning_in(within);
        days.is_some_and(|(first, last)| self.anniversary_between(day, moved, first, last))
    }

    fn anniversary_between(&self, day: Date, moved: &[Shift], first: Date, last: Date) -> bool {
        self.anniversaries(day, moved, first, last).next().is_some()
    }

    /// Those of them that are from a first day to a last one.
    pub fn anniversaries(
        &self,
        day: Date,
        moved: &[Shift],
        first: Date,
        last: Date,
    ) -> impl Iterator<Item = Date> {
        let years = |of: Date| i64::from(of.year()) - i64::from(day.year());
        let off = self.years_off(day, moved);
        // What is moved may reach into the years next to it.
        let around = if moved.is_empty() { 0 } else { 2 };
        let earliest = (years(first) - off - around).max(1);
        let latest = years(last) - off + around;
        (earliest..=latest).filter_map(move |years| {
            let moved = self.moved(day.checked_add(years.years()).ok()?, moved)?;
            (first <= moved && moved <= last).then_some(moved)
        })
    }

    /// By about how many years a day is moved.
    fn years_off(&self, day: Date, moved: &[Shift]) -> i64 {
        let away = self.moved(day, moved).and_then(|to| day.until((JiffUnit::Year, to)).ok());
        away.map_or(0, |away| i64::from(away.get_years()))
    }

    fn moved(&self, day: Date, moved: &[Shift]) -> Option<Date> {
        moved.iter().try_fold(day, |day, shift| self.add_to_day(day, shift.by, shift.later))
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::super::{AsOf, Unit};
    use super::*;

    fn on(day: Date) -> Clock {
        Clock::new(AsOf::Day(day), TimeZone::UTC)
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_leap_day_has_its_anniversary_on_the_28th() {
        let leap = date("2024-02-29");
        let holds = |today: &str| on(date(today)).is_anniversary(leap, &[]);
        assert!(holds("2025-02-28"));
        assert!(holds("2028-02-29"));
        assert!(!holds("2028-02-28"));
        assert!(!holds("2024-02-29"));
    }

    #[test]
    fn a_week_before_it_is_counted_from_the_anniversary() {
        let week = [Shift { by: Duration { count: 7, unit: Unit::Day }, later: false }];
        let holds = |today: &str, of: &str| on(date(today)).is_anniversary(date(of), &week);
        assert!(holds("2026-12-29", "1990-01-05"), "across the new year");
        assert!(holds("2025-02-27", "1990-03-06"), "no leap year");
        assert!(holds("2024-02-28", "1990-03-06"), "a leap year");
        assert!(!holds("1989-12-29", "1990-01-05"), "the day itself is none");
    }

    proptest! {
        /// Against all years, one by one.
        #[test]
        fn finds_what_a_search_finds(
            day in 0i64..40_000, today in 0i64..60_000, length in 0u32..900,
            by in 0u32..1500, later: bool, months: bool,
        ) {
            let from = date("1900-01-01");
            let (day, today) = (from.checked_add(day.days()).unwrap(), from.checked_add(today.days()).unwrap());
            let unit = if months { Unit::Month } else { Unit::Day };
            let moved = [Shift { by: Duration { count: by, unit }, later }];
            let clock = on(today);
            let within = clock.within(Duration { count: length, unit: Unit::Day });
            let first = today.checked_sub(i64::from(length).days()).unwrap();
            let found = (1..400i64).any(|years| {
                let day = day.checked_add(years.years()).unwrap();
                clock.moved(day, &moved).is_some_and(|day| first < day && day <= today)
            });
            prop_assert_eq!(length > 0 && clock.has_anniversary(day, &moved, &within), found);
        }
    }
}
