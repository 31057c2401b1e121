//! Instants, calendar days in a named time zone, and windows measured back from an `as of`.

mod anniversary;
mod calendar;
pub mod forms;
mod parse;
mod pattern;
mod seconds;
mod text_dates;
mod turning;
mod usual;
mod zone;

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

pub use anniversary::Shift;
pub use calendar::after;
pub use parse::{TimeFault, from_epoch, instant_in, nanos_in, parse_instant};
pub use pattern::{Local, Pattern, PatternFault, month_of};
pub use text_dates::TextDates;
pub use zone::{OwnedZone, Zone, keeps_days, named as zone_named, names as zone_names, written};

use parse::parse_date;

/// A moment, to the nanosecond, the same everywhere on earth.
pub type Instant = Timestamp;

/// A unit of time that a rule may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A day of the calendar.
    Day,
    /// 7 days.
    Week,
    /// A month of the calendar.
    Month,
    /// 3 months.
    Quarter,
    /// A year of the calendar.
    Year,
}

impl Unit {
    /// All units, the shortest first.
    pub const ALL: [Unit; 7] =
        [Unit::Minute, Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

    /// The unit of a word such as `day` or `days`.
    pub fn from_word(word: &str) -> Option<Unit> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        Unit::ALL.into_iter().find(|unit| unit.word() == singular)
    }

    /// The singular word for it.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
        }
    }

    /// Whether it is measured on the calendar, where days can be 23 or 25 hours long.
    pub fn is_calendar(self) -> bool {
        match self {
            Unit::Minute | Unit::Hour => false,
            Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year => true,
        }
    }
}

/// A length of time as a rule writes it: `90 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

impl Duration {
    /// No more than this, but for changes of the clocks.
    pub fn at_most(self) -> SignedDuration {
        let hours = match self.unit {
            Unit::Minute => return SignedDuration::from_mins(i64::from(self.count)),
            Unit::Hour => 1,
            Unit::Day => 24,
            Unit::Week => 7 * 24,
            Unit::Month => 31 * 24,
            Unit::Quarter => 92 * 24,
            Unit::Year => 366 * 24,
        };
        SignedDuration::from_hours(hours * i64::from(self.count))
    }

    /// No less than this, whatever clocks do.
    pub fn at_least(self) -> SignedDuration {
        // The clocks of a zone have never been set by more than that from one year to another.
        let days = |each: i64| SignedDuration::from_hours(24 * each * i64::from(self.count) - 26);
        match self.unit {
            Unit::Minute | Unit::Hour => self.at_most(),
            Unit::Day => days(1),
            Unit::Week => days(7),
            Unit::Month => days(28),
            Unit::Quarter => days(89),
            Unit::Year => days(365),
        }
    }

    /// The same in whole days, as long as it can be: a month has 31, a quarter 92, and a year 366.
    pub fn days(self) -> u32 {
        let each = match self.unit {
            Unit::Minute => return self.count.div_ceil(24 * 60),
            Unit::Hour => return self.count.div_ceil(24),
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Month => 31,
            Unit::Quarter => 92,
            Unit::Year => 366,
        };
        self.count.saturating_mul(each)
    }

    /// The first of the days that are in the time that ends with a day, as it ends: a month that ends on March 28
    /// begins on March 1, because February 28 is a month ago. Hours are days as long as they can be.
    pub fn first_day(self, last: Date) -> Date {
        let first = match self.unit.is_calendar() {
            true => self.span().and_then(|span| last.checked_sub(span).ok()?.tomorrow().ok()),
            false => last.checked_sub(Span::new().days(i64::from(self.days()) - 1)).ok(),
        };
        first.unwrap_or(Date::MIN)
    }

    /// The same as a span of jiff's; `None` if it is longer than the calendar.
    fn span(self) -> Option<Span> {
        let count = i64::from(self.count);
        let span = Span::new();
        match self.unit {
            Unit::Minute => span.try_minutes(count).ok(),
            Unit::Hour => span.try_hours(count).ok(),
            Unit::Day => span.try_days(count).ok(),
            Unit::Week => span.try_weeks(count).ok(),
            Unit::Month => span.try_months(count).ok(),
            Unit::Quarter => span.try_months(count * 3).ok(),
            Unit::Year => span.try_years(count).ok(),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit.word())
    }
}

/// A stretch of the calendar: `this calendar month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// From midnight.
    Day,
    /// From Monday.
    Week,
    /// From the 1st.
    Month,
    /// From the 1st of January, April, July or October.
    Quarter,
    /// From the 1st of January.
    Year,
}

impl Period {
    /// All periods, the shortest first.
    pub const ALL: [Period; 5] =
        [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year];

    /// The period that is called so.
    pub fn from_word(word: &str) -> Option<Period> {
        Period::ALL.into_iter().find(|period| period.word() == word)
    }

    /// Its name in rules.
    pub fn word(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }
}

/// The moment at which customers are judged, as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AsOf {
    /// A whole day: everything that happened on it counts.
    Day(Date),
    /// An instant.
    Instant(Instant),
}

impl AsOf {
    /// Reads `2026-03-01` as the whole day and anything longer as an instant. A time without an
    /// offset is in `zone`.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<AsOf, TimeFault> {
        match parse_date(text.as_bytes())? {
            (date, b"") => Ok(AsOf::Day(date)),
            _ => parse_instant(text.as_bytes(), zone).map(AsOf::Instant),
        }
    }

    /// The same of a moment to decide for. In data, the last hours of the year 9999 mean "never"; nobody
    /// decides as of never, and as of no other moment instead.
    pub fn parse_moment(text: &str, zone: &TimeZone) -> Result<AsOf, TimeFault> {
        let as_of = AsOf::parse(text, zone)?;
        let end = Clock::new(as_of, zone.clone()).as_of();
        if after(end) < LAST { Ok(as_of) } else { Err(TimeFault::TooLate) }
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AsOf::Day(date) => date.fmt(f),
            AsOf::Instant(instant) => instant.fmt(f),
        }
    }
}

/// An `as of` in a zone: everything that a rule may ask of the calendar.
#[derive(Clone, Debug)]
pub struct Clock {
    as_of: Instant,
    today: Date,
    whole_day: bool,
    zone: TimeZone,
}

impl Clock {
    /// A clock for this `as of`, which never moves.
    pub fn new(as_of: AsOf, zone: TimeZone) -> Clock {
        match as_of {
            AsOf::Day(today) => {
                Clock { as_of: last_instant(today, &zone), today, whole_day: true, zone }
            }
            AsOf::Instant(instant) => {
                Clock { as_of: instant, today: day_of(instant, &zone), whole_day: false, zone }
            }
        }
    }

    /// The instant itself: the last one of the day where a day was asked for.
    pub fn as_of(&self) -> Instant {
        self.as_of
    }

    /// The day of `as of` in the zone.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Whether it is as of a whole day.
    pub fn is_whole_day(&self) -> bool {
        self.whole_day
    }

    /// Where its days begin and end.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The instant `duration` before `as of`. Days and longer are counted on the calendar: the
    /// local time of day stays, a day that does not exist becomes the last one that does, a local
    /// time that a clock change skips moves later, one that it repeats is the first. As of a whole
    /// day, it is the last instant of the day that far back. Hours and minutes just elapse.
    /// Before the beginning of the calendar it is that beginning.
    pub fn back(&self, duration: Duration) -> Instant {
        let earlier = duration.span().and_then(|span| {
            if self.whole_day && duration.unit.is_calendar() {
                let day = self.today.checked_sub(span).ok()?;
                return Some(last_instant(day, &self.zone));
            }
            shift(self.as_of, -span, &self.zone)
        });
        earlier.unwrap_or(Timestamp::MIN)
    }

    /// The first instant of the calendar period that `as of` falls in. Weeks begin on Monday.
    pub fn start_of(&self, period: Period) -> Instant {
        first_instant(period.first_day(self.today), &self.zone)
    }

    /// The day of an instant in the zone.
    pub fn day_of(&self, instant: Instant) -> Date {
        day_of(instant, &self.zone)
    }

    /// `instant` later (or earlier) by a duration; `None` beyond the calendar.
    pub fn add(&self, instant: Instant, duration: Duration, later: bool) -> Option<Instant> {
        let span = duration.span()?;
        shift(instant, if later { span } else { -span }, &self.zone)
    }

    /// A day later (or earlier) by a calendar duration; `None` beyond the calendar.
    pub fn add_to_day(&self, day: Date, duration: Duration, later: bool) -> Option<Date> {
        let span = duration.span()?;
        if later { day.checked_add(span).ok() } else { day.checked_sub(span).ok() }
    }

    /// The first instant of a day in the zone.
    pub fn first_instant(&self, day: Date) -> Instant {
        first_instant(day, &self.zone)
    }
}

/// Adds a span on the calendar of the zone; `None` beyond the calendar.
fn shift(instant: Instant, span: Span, zone: &TimeZone) -> Option<Instant> {
    let moved = instant.to_zoned(zone.clone()).checked_add(span).ok()?;
    Some(moved.timestamp())
}

fn day_of(instant: Instant, zone: &TimeZone) -> Date {
    zone.to_datetime(instant).date()
}

/// The first instant of a day in a zone; midnight, or the first moment after a gap.
pub fn first_instant(day: Date, zone: &TimeZone) -> Instant {
    resolve(day.to_datetime(Time::midnight()), zone).unwrap_or(if day.year() > 0 {
        LAST
    } else {
        Timestamp::MIN
    })
}

/// The day that an instant begins or ends in a zone; `None` if it is in between.
pub fn day_at_border(instant: Instant, zone: &TimeZone) -> Option<Date> {
    let day = day_of(instant, zone);
    let next = instant.checked_add(SignedDuration::from_nanos(1));
    let ends =
        day.tomorrow().is_ok_and(|day| next.is_ok_and(|next| next == first_instant(day, zone)));
    (ends || instant == first_instant(day, zone)).then_some(day)
}

/// The last instant that there is. The few hours of the year 9999 that come after it are taken for it,
/// since a time so late means "never".
const LAST: Instant = Timestamp::MAX;

/// The last nanosecond of a day in a zone.
fn last_instant(day: Date, zone: &TimeZone) -> Instant {
    match day.tomorrow() {
        Ok(next) => {
            let next = first_instant(next, zone);
            next.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(next)
        }
        Err(_) => Timestamp::MAX,
    }
}

/// A local time as an instant: one that a clock change skips moves later, one that it repeats is
/// the first.
fn resolve(local: DateTime, zone: &TimeZone) -> Option<Instant> {
    zone.to_ambiguous_timestamp(local).compatible().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chicago() -> TimeZone {
        TimeZone::get("America/Chicago").unwrap()
    }

    fn days(count: u32) -> Duration {
        Duration { count, unit: Unit::Day }
    }

    #[test]
    fn a_bare_as_of_is_the_whole_day_and_windows_end_with_days() {
        let clock = Clock::new(AsOf::parse("2026-03-31", &chicago()).unwrap(), chicago());
        assert_eq!(clock.as_of().to_string(), "2026-04-01T04:59:59.999999999Z");
        assert_eq!(clock.back(days(90)).to_string(), "2026-01-01T05:59:59.999999999Z");
        let month = Duration { count: 1, unit: Unit::Month };
        assert_eq!(clock.back(month).to_string(), "2026-03-01T05:59:59.999999999Z");
        let hour = Duration { count: 24, unit: Unit::Hour };
        assert_eq!(clock.back(hour).to_string(), "2026-03-31T04:59:59.999999999Z");
    }

    #[test]
    fn nobody_decides_as_of_never() {
        let read = |text: &str, zone: &TimeZone| AsOf::parse_moment(text, zone);
        for late in ["9999-12-31T23:59:59Z", "9999-12-30T22:00:01Z", "9999-12-31", "9999-12-30"] {
            assert_eq!(read(late, &TimeZone::UTC), Err(TimeFault::TooLate), "{late}");
            assert!(AsOf::parse(late, &TimeZone::UTC).is_ok(), "{late} may be in the data");
        }
        // What is a moment is itself, to the end of the day.
        for (last, zone) in [
            ("9999-12-29", TimeZone::UTC),
            ("9999-12-30T22:00:00Z", TimeZone::UTC),
            ("9999-12-30", TimeZone::get("Asia/Tokyo").unwrap()),
            ("9999-12-29", chicago()),
        ] {
            let as_of = read(last, &zone).unwrap();
            let end = Clock::new(as_of, zone.clone()).as_of();
            match as_of {
                AsOf::Instant(at) => assert_eq!(at.to_string(), last),
                AsOf::Day(day) => {
                    assert_eq!((day_of(end, &zone), day.to_string()), (day, last.to_owned()));
                    assert_eq!(day_of(after(end), &zone), day.tomorrow().unwrap());
                }
            }
        }
    }

    #[test]
    fn calendar_days_keep_the_local_time_across_a_clock_change() {
        // Chicago springs forward on 2026-03-08 at 02:00 and falls back on 2025-11-02.
        let at = |text: &str| {
            let as_of = AsOf::parse(text, &chicago()).unwrap();
            Clock::new(as_of, chicago())
        };
        assert_eq!(at("2026-03-09T02:30:00").back(days(1)).to_string(), "2026-03-08T08:30:00Z");
        assert_eq!(at("2025-11-03T01:30:00").back(days(1)).to_string(), "2025-11-02T06:30:00Z");
        let day = Duration { count: 24, unit: Unit::Hour };
        assert_eq!(at("2026-03-09T02:30:00").back(day).to_string(), "2026-03-08T07:30:00Z");
    }

    #[test]
    fn calendar_periods_begin_where_people_say() {
        let clock = Clock::new(AsOf::parse("2026-11-21", &TimeZone::UTC).unwrap(), TimeZone::UTC);
        let start = |period| clock.start_of(period).to_string();
        assert_eq!(start(Period::Week), "2026-11-16T00:00:00Z");
        assert_eq!(start(Period::Quarter), "2026-10-01T00:00:00Z");
        assert_eq!(start(Period::Year), "2026-01-01T00:00:00Z");
    }
}
