//! Periods of the calendar, and the windows that rules ask dates for.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span, ToSpan};

use super::{AsOf, Clock, Duration, Instant, Period, last_instant, shift};

impl Period {
    /// The first day of the period that a day is in. Weeks begin on Monday.
    pub fn first_day(self, day: Date) -> Date {
        match self {
            Period::Day => day,
            Period::Week => {
                let since_monday = day.weekday().since(Weekday::Monday);
                day.saturating_sub(i64::from(since_monday).days())
            }
            Period::Month => day.first_of_month(),
            Period::Quarter => {
                let months = (day.month() - 1) % 3;
                day.first_of_month().saturating_sub(i64::from(months).months())
            }
            Period::Year => day.first_of_year(),
        }
    }

    /// The last day of the period that a day is in.
    pub fn last_day(self, day: Date) -> Date {
        let first = self.first_day(day);
        let next = match self {
            Period::Day => return day,
            Period::Week => first.checked_add(7.days()),
            Period::Month => first.checked_add(1.month()),
            Period::Quarter => first.checked_add(3.months()),
            Period::Year => first.checked_add(1.year()),
        };
        // The last period of the calendar ends with it.
        next.and_then(Date::yesterday).unwrap_or(Date::MAX)
    }
}

impl Period {
    /// The first day of the period that is so many after the one of a day, or before it if `count`
    /// is less than 0; at the ends of the calendar, its first or last day.
    pub fn first_day_after(self, day: Date, count: i64) -> Date {
        let span = Span::new();
        let span = match self {
            Period::Day => span.try_days(count),
            Period::Week => span.try_weeks(count),
            Period::Month => span.try_months(count),
            Period::Quarter => span.try_months(count.saturating_mul(3)),
            Period::Year => span.try_years(count),
        };
        let moved = span.and_then(|span| self.first_day(day).checked_add(span));
        moved.unwrap_or(if count < 0 { Date::MIN } else { Date::MAX })
    }
}

impl Clock {
    /// The first instant of the period that is so many before this one.
    pub fn start_back(&self, count: u32, period: Period) -> Instant {
        self.first_instant(period.first_day_after(self.today, -i64::from(count)))
    }

    /// The last instant before that.
    pub fn end_before(&self, count: u32, period: Period) -> Instant {
        let start = self.start_back(count, period);
        start.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(start)
    }

    /// The first instant after the period that is so many after the one of an instant; `None` beyond
    /// the calendar.
    pub fn first_after(&self, instant: Instant, count: u32, period: Period) -> Option<Instant> {
        let first = period.first_day_after(self.day_of(instant), i64::from(count));
        let last = self.last_instant(period.last_day(first));
        last.checked_add(SignedDuration::from_nanos(1)).ok()
    }

    /// A clock in the same zone as of an instant.
    pub fn at(&self, instant: Instant) -> Clock {
        Clock::new(AsOf::Instant(instant), self.zone.clone())
    }

    /// A clock of the same kind at an instant: of its whole day if this is one of a day.
    pub fn same_at(&self, instant: Instant) -> Clock {
        match self.is_whole_day() {
            true => Clock::new(AsOf::Day(self.day_of(instant)), self.zone.clone()),
            false => self.at(instant),
        }
    }

    /// A clock as of so much later; of a whole day if this is, and the time is counted in days.
    pub fn later(&self, duration: Duration) -> Clock {
        let as_of = self.ahead(duration);
        let whole_day = self.whole_day && duration.unit.is_calendar();
        let today = self.day_of(as_of);
        Clock { as_of, today, whole_day, zone: self.zone.clone() }
    }

    /// All of the calendar period that `as of` is in, with what is still to come.
    pub fn this(&self, period: Period) -> RangeInclusive<Instant> {
        self.all_of(period, self.today)
    }

    /// All of the calendar period before that.
    pub fn last(&self, period: Period) -> RangeInclusive<Instant> {
        let first = period.first_day(self.today);
        self.all_of(period, first.yesterday().unwrap_or(Date::MIN))
    }

    fn all_of(&self, period: Period, day: Date) -> RangeInclusive<Instant> {
        self.first_instant(period.first_day(day))..=self.last_instant(period.last_day(day))
    }

    /// The instant `duration` after `as of`, as [`back`](Clock::back) counts; after the end of the
    /// calendar it is that end.
    pub fn ahead(&self, duration: Duration) -> Instant {
        let later = duration.span().and_then(|span| {
            if self.whole_day && duration.unit.is_calendar() {
                let day = self.today.checked_add(span).ok()?;
                return Some(last_instant(day, &self.zone));
            }
            shift(self.as_of, span, &self.zone)
        });
        later.unwrap_or(Instant::MAX)
    }

    /// Later than `duration` ago, and not after `as of`.
    pub fn within(&self, duration: Duration) -> RangeInclusive<Instant> {
        after(self.back(duration))..=self.as_of
    }

    /// Later than `as of`, by no more than `duration`.
    pub fn within_next(&self, duration: Duration) -> RangeInclusive<Instant> {
        after(self.as_of)..=self.ahead(duration)
    }

    /// The first and last of the days whose first instants are in a stretch of time.
    pub fn days_beginning_in(&self, stretch: &RangeInclusive<Instant>) -> Option<(Date, Date)> {
        let (first, last) = (self.day_of(*stretch.start()), self.day_of(*stretch.end()));
        let before = self.first_instant(first) < *stretch.start();
        let first = if before { first.tomorrow().ok()? } else { first };
        (first <= last).then_some((first, last))
    }

    /// The last instant of a day in the zone.
    pub fn last_instant(&self, day: Date) -> Instant {
        last_instant(day, &self.zone)
    }
}

/// The next instant; at the end of the calendar, the same.
pub fn after(instant: Instant) -> Instant {
    instant.checked_add(SignedDuration::from_nanos(1)).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::Unit;
    use super::*;

    fn on(text: &str) -> Clock {
        Clock::new(AsOf::parse(text, &TimeZone::UTC).unwrap(), TimeZone::UTC)
    }

    fn days(range: RangeInclusive<Instant>) -> String {
        let day = |at: &Instant| TimeZone::UTC.to_datetime(*at).date();
        format!("{} to {}", day(range.start()), day(range.end()))
    }

    #[test]
    fn periods_begin_and_end_where_people_say() {
        let clock = on("2026-11-21");
        for (period, this, last) in [
            (Period::Day, "2026-11-21 to 2026-11-21", "2026-11-20 to 2026-11-20"),
            (Period::Week, "2026-11-16 to 2026-11-22", "2026-11-09 to 2026-11-15"),
            (Period::Month, "2026-11-01 to 2026-11-30", "2026-10-01 to 2026-10-31"),
            (Period::Quarter, "2026-10-01 to 2026-12-31", "2026-07-01 to 2026-09-30"),
            (Period::Year, "2026-01-01 to 2026-12-31", "2025-01-01 to 2025-12-31"),
        ] {
            assert_eq!(days(clock.this(period)), this);
            assert_eq!(days(clock.last(period)), last);
        }
    }

    #[test]
    fn the_calendar_has_ends() {
        for period in Period::ALL {
            assert_eq!(period.last_day(Date::MAX), Date::MAX);
            assert!(period.first_day(Date::MIN) >= Date::MIN);
        }
        let long = Duration { count: u32::MAX, unit: Unit::Year };
        assert_eq!(on("2026-11-21").ahead(long), Instant::MAX);
    }

    #[test]
    fn what_lies_ahead_begins_tomorrow_as_of_a_day() {
        let week = Duration { count: 7, unit: Unit::Day };
        assert_eq!(days(on("2026-11-21").within_next(week)), "2026-11-22 to 2026-11-28");
        let noon = on("2026-11-21T12:00:00Z").within_next(week);
        assert_eq!(noon.start().to_string(), "2026-11-21T12:00:00.000000001Z");
        assert_eq!(noon.end().to_string(), "2026-11-28T12:00:00Z");
    }
}
