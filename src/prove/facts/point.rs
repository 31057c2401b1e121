//! Points in time that rules speak of, and which of them come before others, whatever the day.

use jiff::civil::Date;

use crate::values::{Clock, Duration, Instant, Period, Unit};

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::prove) enum Point {
    /// A certain instant.
    At(Instant),
    /// The instant that is decided for.
    Now,
    /// That long before it.
    Back(Span),
    /// That long after it.
    Ahead(Span),
    /// When the day began that is so long before today.
    DayBack(Span),
    /// When the day begins that is so long after today.
    DayAhead(Span),
    /// When the period began that is so many before this one.
    Start(u32, Whole),
    /// When this period is over.
    Over(Whole),
    /// Something else, by a number of its own.
    Other(u32),
}

/// A length of time that can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::prove) struct Span {
    count: u32,
    unit: u8,
    /// Whether no clock change puts a time so long ago on another day.
    keeps_days: bool,
}

/// A period of the calendar that can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::prove) struct Whole(u8);

impl Span {
    pub(in crate::prove) fn of(duration: Duration) -> Span {
        let unit = Unit::ALL.iter().position(|unit| *unit == duration.unit).unwrap_or(0);
        Span { count: duration.count, unit: unit as u8, keeps_days: false }
    }

    /// The same in a zone of which it is known whether a time that its clocks skip is on the same day.
    pub(in crate::prove) fn in_zone(duration: Duration, keeps_days: bool) -> Span {
        Span { keeps_days, ..Span::of(duration) }
    }

    pub(in crate::prove) fn duration(self) -> Duration {
        let unit = Unit::ALL.get(usize::from(self.unit)).copied().unwrap_or(Unit::Day);
        Duration { count: self.count, unit }
    }
}

const PERIODS: [Period; 5] =
    [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year];

impl Whole {
    pub(in crate::prove) fn of(period: Period) -> Whole {
        Whole(PERIODS.iter().position(|other| *other == period).unwrap_or(0) as u8)
    }

    pub(in crate::prove) fn period(self) -> Period {
        PERIODS.get(usize::from(self.0)).copied().unwrap_or(Period::Day)
    }
}

/// How many days before today a point is, at least and at most, and when on that day.
#[derive(Clone, Copy, Debug)]
struct Age {
    least: i64,
    most: i64,
    hour: Hour,
    keeps_days: bool,
}

impl Age {
    /// How many days before today it is at least, next to another point. Where a clock change skips
    /// midnight, a time late in the evening is on the next day.
    fn least_beside(self, other: Age) -> i64 {
        let may_be_later = !self.keeps_days && self.hour == Hour::Now && other.hour != Hour::Now;
        self.least - i64::from(may_be_later)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hour {
    /// Its first instant.
    First,
    /// The time of day that it is now.
    Now,
    Any,
}

/// The points in time that no value says have numbers beyond those of values.
const ENTERED: u32 = u32::MAX;
const LAST_EVENTS: u32 = u32::MAX / 2;
const ENDS: u32 = u32::MAX / 4;

impl Point {
    /// When the stage was entered.
    pub(in crate::prove) const ENTERED: Point = Point::Other(ENTERED);

    /// When the last event of a fold happened.
    pub(in crate::prove) fn last_of(fold: usize) -> Point {
        Point::Other(LAST_EVENTS + fold as u32)
    }

    /// When the day is over that a value says, by the number of the value.
    pub(in crate::prove) fn end_of(value: u32) -> Point {
        Point::Other(ENDS + value)
    }

    /// The fold whose last event it is.
    pub(in crate::prove) fn fold(self) -> Option<usize> {
        match self {
            Point::Other(number) if (LAST_EVENTS..ENTERED).contains(&number) => {
                Some((number - LAST_EVENTS) as usize)
            }
            Point::Other(_)
            | Point::At(_)
            | Point::Now
            | Point::Back(_)
            | Point::Ahead(_)
            | Point::DayBack(_)
            | Point::DayAhead(_)
            | Point::Start(..)
            | Point::Over(_) => None,
        }
    }

    /// Whether this is never after another one.
    pub(in crate::prove) fn is_never_after(self, other: Point) -> bool {
        if self == other {
            return true;
        }
        match (self, other) {
            (Point::At(one), Point::At(other)) => return one <= other,
            (Point::Back(one), Point::Back(other))
            | (Point::DayBack(one), Point::DayBack(other))
                if one.unit == other.unit =>
            {
                return one.count >= other.count;
            }
            (Point::Ahead(one), Point::Ahead(other))
            | (Point::DayAhead(one), Point::DayAhead(other))
                if one.unit == other.unit =>
            {
                return one.count <= other.count;
            }
            (Point::Start(one, period), Point::Start(other, same)) if period == same => {
                return one >= other;
            }
            (Point::Start(0, one), Point::Start(0, other)) if is_in(other, one) => return true,
            (Point::Over(one), Point::Over(other)) if is_in(one, other) => return true,
            (Point::Start(back, whole), Point::Back(span) | Point::DayBack(span))
                if starts_by(back, whole, span) =>
            {
                return true;
            }
            _ => {}
        }
        if self.is_months_before(other) {
            return true;
        }
        let (Some(one), Some(other)) = (self.age(), other.age()) else { return false };
        let same_day_is_fine =
            one.hour == Hour::First || (one.hour, other.hour) == (Hour::Now, Hour::Now);
        let least = one.least_beside(other);
        least > other.most || (least >= other.most && same_day_is_fine)
    }

    /// Whether this is always before another one.
    pub(in crate::prove) fn is_before(self, other: Point) -> bool {
        match (self, other) {
            (Point::At(one), Point::At(other)) => return one < other,
            (Point::Back(one), Point::Back(other))
            | (Point::DayBack(one), Point::DayBack(other))
                if one.unit == other.unit =>
            {
                return one.count > other.count;
            }
            (Point::Ahead(one), Point::Ahead(other))
            | (Point::DayAhead(one), Point::DayAhead(other))
                if one.unit == other.unit =>
            {
                return one.count < other.count;
            }
            (Point::Start(one, period), Point::Start(other, same)) if period == same => {
                return one > other;
            }
            _ => {}
        }
        if self.is_months_before(other) {
            return true;
        }
        let (Some(one), Some(other)) = (self.age(), other.age()) else { return false };
        one.least_beside(other) > other.most
    }

    /// Whether this is in a month before the one in which a period began.
    fn is_months_before(self, other: Point) -> bool {
        let (Point::Back(span) | Point::DayBack(span), Point::Start(back, whole)) = (self, other)
        else {
            return false;
        };
        let is_on_day = span.keeps_days || matches!(self, Point::DayBack(_));
        match (months(span.duration().unit), months_in(whole)) {
            (Some(months), Some(period)) => {
                is_on_day && months * i64::from(span.count) >= period * (i64::from(back) + 1)
            }
            (None, _) | (_, None) => false,
        }
    }

    /// `None` where that depends on what day it is.
    fn age(self) -> Option<Age> {
        let keeps_days = match self {
            Point::Back(span) | Point::Ahead(span) => span.keeps_days,
            Point::At(_)
            | Point::Now
            | Point::DayBack(_)
            | Point::DayAhead(_)
            | Point::Start(..)
            | Point::Over(_)
            | Point::Other(_) => false,
        };
        let age = |least, most, hour| Some(Age { least, most, hour, keeps_days });
        match self {
            Point::At(_) | Point::Other(_) => None,
            Point::Now => age(0, 0, Hour::Now),
            Point::Back(span) => {
                let (least, most) = days(span);
                age(least, most, hour_of(span))
            }
            Point::Ahead(span) => {
                let (least, most) = days(span);
                age(-most, -least, hour_of(span))
            }
            Point::DayBack(span) => {
                let (least, most) = days(span);
                age(least, most, Hour::First)
            }
            Point::DayAhead(span) => {
                let (least, most) = days(span);
                age(-most, -least, Hour::First)
            }
            Point::Start(back, whole) => {
                let (least, most) = days(span_of(back, whole));
                age(least, most + longest(whole) - 1, Hour::First)
            }
            Point::Over(whole) => age(-longest(whole), -1, Hour::First),
        }
    }

    /// Which instant it is; `None` if it is something else.
    pub(in crate::prove) fn instant(self, clock: &Clock) -> Option<Instant> {
        let day = |duration: Duration, later| {
            let day: Date = clock.add_to_day(clock.today(), duration, later)?;
            Some(clock.first_instant(day))
        };
        match self {
            Point::At(instant) => Some(instant),
            Point::Now => Some(clock.as_of()),
            Point::Back(span) => Some(clock.back(span.duration())),
            Point::Ahead(span) => Some(clock.ahead(span.duration())),
            Point::DayBack(span) => day(span.duration(), false),
            Point::DayAhead(span) => day(span.duration(), true),
            Point::Start(back, whole) => Some(clock.start_back(back, whole.period())),
            Point::Over(whole) => {
                Some(crate::values::time::after(*clock.this(whole.period()).end()))
            }
            Point::Other(_) => None,
        }
    }
}

/// Whether the one period is always inside the other: a week is not inside a month.
fn is_in(inner: Whole, outer: Whole) -> bool {
    inner <= outer && (inner == outer || inner.period() != Period::Week)
}

/// Whether the period that is so many before this one began no later than a length of months ago.
fn starts_by(back: u32, whole: Whole, span: Span) -> bool {
    match (months(span.duration().unit), months_in(whole)) {
        (Some(months), Some(period)) => months * i64::from(span.count) <= period * i64::from(back),
        (None, _) | (_, None) => false,
    }
}

/// How many months a unit has, if it is made of months.
fn months(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Month => Some(1),
        Unit::Quarter => Some(3),
        Unit::Year => Some(12),
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => None,
    }
}

fn months_in(whole: Whole) -> Option<i64> {
    months(span_of(1, whole).duration().unit)
}

fn hour_of(span: Span) -> Hour {
    if span.duration().unit.is_calendar() { Hour::Now } else { Hour::Any }
}

fn span_of(count: u32, whole: Whole) -> Span {
    let unit = match whole.period() {
        Period::Day => Unit::Day,
        Period::Week => Unit::Week,
        Period::Month => Unit::Month,
        Period::Quarter => Unit::Quarter,
        Period::Year => Unit::Year,
    };
    Span::of(Duration { count, unit })
}

/// How many days a period has at most.
pub(in crate::prove) fn longest(whole: Whole) -> i64 {
    match whole.period() {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 31,
        Period::Quarter => 92,
        Period::Year => 366,
    }
}

/// How many days it is back by a length of time, at least and at most, or forward.
pub(in crate::prove) fn days(span: Span) -> (i64, i64) {
    let count = i64::from(span.count);
    match span.duration().unit {
        // A day has 23 hours at times, and it may be any time of day; a day may even be skipped.
        Unit::Minute => (count / 1440 - 2, count / 1440 + 3),
        Unit::Hour => (count / 24 - 2, count / 24 + 3),
        Unit::Day => (count, count),
        Unit::Week => (7 * count, 7 * count),
        Unit::Month => of_months(count),
        Unit::Quarter => of_months(3 * count),
        Unit::Year => of_months(12 * count),
    }
}

/// How many days so many months have, from any day of any month; the last days of long months go to
/// the last day of a short one.
fn of_months(count: i64) -> (i64, i64) {
    // Each 400 years are alike. An average month has 30.436875 days, and no stretch of months is more
    // than 4 days away from the average.
    let average = count.saturating_mul(146_097).div_euclid(4800);
    match count {
        0 => (0, 0),
        1 => (28, 31),
        2 => (59, 62),
        3 => (89, 92),
        6 => (181, 184),
        12 => (365, 366),
        _ => (average - 4, average + 5),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::values::AsOf;
    use crate::values::time::keeps_days;

    fn points(keeps_days: bool) -> Vec<Point> {
        let spans = [(1, Unit::Hour), (50, Unit::Hour), (0, Unit::Day), (1, Unit::Day)];
        let spans = spans.into_iter().chain([(28, Unit::Day), (30, Unit::Day), (31, Unit::Day)]);
        let spans = spans.chain([(4, Unit::Week), (1, Unit::Month), (2, Unit::Month)]);
        let spans = spans.chain([(62, Unit::Day), (3, Unit::Month), (5, Unit::Month)]);
        let spans = spans.chain([(1, Unit::Quarter), (365, Unit::Day), (366, Unit::Day)]);
        let spans = spans.chain([(12, Unit::Month), (13, Unit::Month), (1, Unit::Year)]);
        let spans: Vec<Span> = spans
            .map(|(count, unit)| Span::in_zone(Duration { count, unit }, keeps_days))
            .collect();
        let mut points = vec![Point::Now];
        for span in spans {
            points.extend([Point::Back(span), Point::Ahead(span)]);
            if span.duration().unit.is_calendar() {
                points.extend([Point::DayBack(span), Point::DayAhead(span)]);
            }
        }
        for period in PERIODS {
            points.push(Point::Over(Whole::of(period)));
            points.extend((0..3).map(|back| Point::Start(back, Whole::of(period))));
        }
        points
    }

    /// Days in a zone, and times early and late on them.
    fn clocks(zone: &TimeZone) -> Vec<Clock> {
        let mut clocks = Vec::new();
        for month in 0..140 {
            // Apia had no 30 December 2011, and on a day that is not there, not even a day is in order.
            let first = date(2015 + month / 12, (month % 12 + 1) as i8, 1);
            let days = [1, 15, 28, 29, 30, 31].into_iter();
            for day in days.filter_map(|day| first.with().day(day).build().ok()) {
                clocks.push(Clock::new(AsOf::Day(day), zone.clone()));
                for hour in [0, 23] {
                    let at = day.at(hour, 30, 0, 0).to_zoned(zone.clone()).expect("a time");
                    clocks.push(Clock::new(AsOf::Instant(at.timestamp()), zone.clone()));
                }
            }
        }
        clocks
    }

    /// Which of two points are in order in a zone: how many are.
    fn ordered(points: &[Point], zone: &TimeZone) -> usize {
        let (clocks, mut ordered) = (clocks(zone), 0);
        let instants: Vec<Vec<Option<Instant>>> = clocks
            .iter()
            .map(|clock| points.iter().map(|point| point.instant(clock)).collect())
            .collect();
        for (a, one) in points.iter().enumerate() {
            for (b, other) in points.iter().enumerate() {
                let strictly = one.is_before(*other);
                assert!(!strictly || one.is_never_after(*other), "{one:?} {other:?}");
                if !one.is_never_after(*other) {
                    continue;
                }
                ordered += 1;
                for (instants, clock) in instants.iter().zip(&clocks) {
                    assert!(instants[a] <= instants[b], "{one:?} {other:?} {clock:?}");
                    assert!(!strictly || instants[a] < instants[b], "{one:?} {other:?} {clock:?}");
                }
            }
        }
        ordered
    }

    #[test]
    fn what_never_comes_after_never_does() {
        let zones = [
            ("UTC", true),
            ("Europe/Vienna", true),
            ("America/New_York", true),
            ("America/Sao_Paulo", true),
            ("Pacific/Apia", false),
            ("America/Nuuk", false),
        ];
        for (name, expected) in zones {
            let zone = TimeZone::get(name).expect("a zone");
            assert_eq!(keeps_days(&zone), expected, "{name}");
            let points = points(expected);
            let (ordered, all) = (ordered(&points, &zone), points.len().pow(2));
            assert!(ordered > all / 3, "{name}: {ordered} of {all}");
        }
    }

    #[test]
    fn periods_of_the_calendar_are_inside_lengths() {
        let back = |count, unit| Point::Back(Span::in_zone(Duration { count, unit }, true));
        let start = |back, period| Point::Start(back, Whole::of(period));
        for (length, period, longest) in [
            (Unit::Day, start(0, Period::Day), 1),
            (Unit::Day, start(0, Period::Week), 7),
            (Unit::Day, start(0, Period::Month), 31),
            (Unit::Day, start(1, Period::Month), 62),
            (Unit::Day, start(0, Period::Quarter), 92),
            (Unit::Day, start(0, Period::Year), 366),
            (Unit::Month, start(0, Period::Month), 1),
            (Unit::Month, start(1, Period::Month), 2),
            (Unit::Month, start(0, Period::Quarter), 3),
            (Unit::Quarter, start(0, Period::Quarter), 1),
            (Unit::Year, start(0, Period::Year), 1),
        ] {
            assert!(back(longest, length).is_before(period), "{longest} {length:?} {period:?}");
            let less = back(longest - 1, length);
            assert!(!less.is_never_after(period), "{longest} {length:?} {period:?}");
        }
    }
}
