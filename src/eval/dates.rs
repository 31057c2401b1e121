//! What can be asked of dates. Both paths to a decision ask here.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::terms::{DatePart, DateWindow};
use crate::values::{Clock, Decimal, Instant, Value};

/// A part of a day, or the hour of an instant.
pub(super) fn part(clock: &Clock, part: DatePart, date: &Value<'_>) -> Option<Value<'static>> {
    match date {
        Value::Instant(instant) if part == DatePart::Hour => {
            Some(Value::Number(Decimal::from(hour(clock, *instant))))
        }
        Value::Day(day) => Some(match (part, of_day(part, *day)?) {
            (DatePart::Weekday, place) => Value::Choice(place as u16),
            (_, number) => Value::Number(Decimal::from(number)),
        }),
        Value::Instant(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Set(_) => None,
    }
}

/// The hour of an instant in the zone, from 0 to 23.
pub(super) fn hour(clock: &Clock, instant: Instant) -> i64 {
    i64::from(clock.zone().to_datetime(instant).hour())
}

/// A part of a day as a number, which of a weekday is its place after Monday. A day has no hour.
pub(super) fn of_day(part: DatePart, day: Date) -> Option<i64> {
    Some(match part {
        DatePart::Year => i64::from(day.year()),
        DatePart::Month => i64::from(day.month()),
        DatePart::Day => i64::from(day.day()),
        DatePart::Weekday => i64::from(day.weekday().to_monday_zero_offset()),
        DatePart::Hour => return None,
    })
}

/// How many days it is from one day to another, less than 0 if that is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    // The calendar has fewer than eight million days.
    i64::from((to - from).get_days())
}

/// When a date has to be to be in a window.
pub(super) fn stretch(clock: &Clock, window: DateWindow) -> RangeInclusive<Instant> {
    match window {
        DateWindow::Within(duration) => clock.within(duration),
        DateWindow::WithinNext(duration) => clock.within_next(duration),
        DateWindow::This(period) => clock.this(period),
        DateWindow::Last(period) => clock.last(period),
    }
}
