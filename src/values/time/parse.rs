//! Reading times and days in ISO 8601.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::seconds::{midnight_in, seconds_in};
use super::zone::Zone;
use super::{Instant, LAST, first_instant, resolve, usual};
use crate::values::Decimal;

/// The second in which the year 10000 begins, in UTC.
const YEAR_10000: i64 = 253_402_300_800;

/// Why a text is not a time, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFault {
    /// It does not have the form of an ISO 8601 date or date-time.
    Form,
    /// It has the form, but there is no such day: `2025-02-30`.
    NoSuchDay,
    /// It has the form, but there is no such month: `2025-13-01`.
    NoSuchMonth(i8),
    /// It has the form, but there is no such time of day or offset: `24:00`.
    NoSuchTime,
    /// More than nine decimals of a second.
    TooFine,
    /// Outside the years 0 to 9999.
    OutOfRange,
    /// Nothing is decided as of so late a moment.
    TooLate,
    /// It can be read in two ways, which differ.
    Ambiguous,
}

impl fmt::Display for TimeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let TimeFault::NoSuchMonth(month) = self {
            return write!(f, "{month} is not a month");
        }
        f.write_str(match self {
            TimeFault::Form => "not a date like 2026-01-31 or a time like 2026-01-31T09:30:00Z",
            TimeFault::NoSuchDay => "no such day in the calendar",
            TimeFault::NoSuchMonth(_) => "no such month",
            TimeFault::NoSuchTime => "no such time of day",
            TimeFault::TooFine => "more than nine decimal places of a second",
            TimeFault::OutOfRange => "outside the supported years",
            TimeFault::TooLate => "it ends after 9999-12-30T22:00:00Z, the last time that there is",
            TimeFault::Ambiguous => "two different times, by the forms that the rules name",
        })
    }
}

impl std::error::Error for TimeFault {}

/// Reads an ISO 8601 date or date-time. A bare date is that day's first instant in `zone`, and a
/// time without an offset is in `zone`. `T`, `t` or a space is between date and time; seconds
/// and their decimals may be left out; the offset is `Z`, `UTC`, `±hh:mm`, `±hhmm` or `±hh`, after
/// a space or none, and the name of its zone may follow it in brackets, which changes nothing.
#[inline]
pub fn parse_instant(text: &[u8], zone: &TimeZone) -> Result<Instant, TimeFault> {
    let seconds = seconds_in(text, 0, text.len());
    match seconds.and_then(|seconds| Timestamp::new(seconds, 0).ok()) {
        Some(instant) => Ok(instant),
        None => parse_other(text, Zone::new(zone)),
    }
}

/// The nanoseconds from 1970 to the time that is from `start` to `end` in a text, as
/// [`parse_instant`] reads it; `None` if that is not a time.
#[inline(always)]
pub fn nanos_in(text: &[u8], start: usize, end: usize, zone: Zone<'_>) -> Option<i128> {
    let midnight = || midnight_in(text, start, end).filter(|_| zone.is_utc());
    match seconds_in(text, start, end).or_else(midnight) {
        Some(seconds) => Some(i128::from(seconds) * 1_000_000_000),
        None => nanos(text.get(start..end)?, zone),
    }
}

/// The same as an instant.
#[inline(always)]
pub fn instant_in(text: &[u8], start: usize, end: usize, zone: Zone<'_>) -> Option<Instant> {
    match seconds_in(text, start, end) {
        Some(seconds) => Instant::new(seconds, 0).ok(),
        None => other(text.get(start..end)?, zone),
    }
}

/// The nanoseconds to a time that is written otherwise. It is called, so that the usual ones stay short.
#[inline(never)]
fn nanos(text: &[u8], zone: Zone<'_>) -> Option<i128> {
    other(text, zone).map(Instant::as_nanosecond)
}

/// A time that is written otherwise.
#[inline(never)]
fn other(text: &[u8], zone: Zone<'_>) -> Option<Instant> {
    parse_other(text, zone).ok()
}

/// Reads a time in one of the forms that are less usual.
#[inline]
fn parse_other(text: &[u8], zone: Zone<'_>) -> Result<Instant, TimeFault> {
    match usual::instant(text, zone) {
        Some(instant) => Ok(instant),
        None => parse_any(text, zone.zone()),
    }
}

/// The same for every form there is; what this says is what counts.
#[cold]
pub(super) fn parse_any(text: &[u8], zone: &TimeZone) -> Result<Instant, TimeFault> {
    let (date, rest) = parse_date(text)?;
    let [b'T' | b't' | b' ', rest @ ..] = rest else {
        return if rest.is_empty() { Ok(first_instant(date, zone)) } else { Err(TimeFault::Form) };
    };
    let (time, rest) = parse_time(rest)?;
    let local = date.to_datetime(time);
    match parse_offset(rest)? {
        None => resolve(local, zone).or_else(|| late(local)).ok_or(TimeFault::OutOfRange),
        Some(offset) => {
            let instant = offset.to_timestamp(local).ok();
            instant.or_else(|| late(local)).ok_or(TimeFault::OutOfRange)
        }
    }
}

/// What a time at the end of the year 9999 is taken for, where it is no instant.
#[cold]
pub(super) fn late(local: DateTime) -> Option<Instant> {
    (local.year() == 9999).then_some(LAST)
}

/// Seconds or milliseconds since 1970-01-01T00:00:00Z, decimals allowed to the nanosecond.
pub fn from_epoch(number: Decimal, milliseconds: bool) -> Result<Instant, TimeFault> {
    let seconds =
        if milliseconds { number.shifted_down(3).map_err(|_| TimeFault::TooFine)? } else { number };
    let (seconds, nanos) = seconds.to_billionths().ok_or_else(|| too_fine_or_far(seconds))?;
    match Timestamp::new(seconds, nanos) {
        Ok(instant) => Ok(instant),
        Err(_) if (0..YEAR_10000).contains(&seconds) => Ok(LAST),
        Err(_) => Err(TimeFault::OutOfRange),
    }
}

/// Why a number of seconds is no time to the nanosecond.
#[cold]
fn too_fine_or_far(seconds: Decimal) -> TimeFault {
    let billion = Decimal::from(1_000_000_000i64);
    match seconds.checked_mul(billion) {
        Ok(nanos) if nanos.is_whole() => TimeFault::OutOfRange,
        Ok(_) => TimeFault::TooFine,
        // So many digits before the point are far away, and after it they are too fine.
        Err(_) if seconds.is_whole() => TimeFault::OutOfRange,
        Err(_) => TimeFault::TooFine,
    }
}

/// Why there is no date in this month.
pub(super) fn no_such(month: i8) -> TimeFault {
    match month {
        1..=12 => TimeFault::NoSuchDay,
        month => TimeFault::NoSuchMonth(month),
    }
}

/// The date at the start of the text, and what follows it.
pub(super) fn parse_date(text: &[u8]) -> Result<(Date, &[u8]), TimeFault> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else {
        return Err(TimeFault::Form);
    };
    let year = number([*y1, *y2])? * 100 + number([*y3, *y4])?;
    let (month, day) = (number([*m1, *m2])?, number([*d1, *d2])?);
    let date = Date::new(year, month as i8, day as i8).map_err(|_| no_such(month as i8))?;
    Ok((date, rest))
}

/// The time of day at the start of the text, and what follows it.
fn parse_time(text: &[u8]) -> Result<(Time, &[u8]), TimeFault> {
    let [h1, h2, b':', m1, m2, rest @ ..] = text else {
        return Err(TimeFault::Form);
    };
    let (hour, minute) = (number([*h1, *h2])?, number([*m1, *m2])?);
    let (mut second, mut nanos, mut rest) = (0, 0, rest);
    if let [b':', s1, s2, after @ ..] = rest {
        second = number([*s1, *s2])?;
        rest = after;
        if let [b'.', decimals @ ..] = rest {
            let count = decimals.iter().take_while(|b| b.is_ascii_digit()).count();
            match count {
                0 => return Err(TimeFault::Form),
                1..=9 => {}
                _ => return Err(TimeFault::TooFine),
            }
            let read = decimals[..count].iter().fold(0i32, |n, d| n * 10 + i32::from(d - b'0'));
            nanos = read * 10i32.pow(9 - count as u32);
            rest = &decimals[count..];
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err(TimeFault::NoSuchTime);
    }
    let time = Time::new(hour as i8, minute as i8, second as i8, nanos)
        .map_err(|_| TimeFault::NoSuchTime)?;
    Ok((time, rest))
}

/// The offset that is all of the text; `None` of nothing. A space may come before it, and the name
/// of its zone in brackets after it.
fn parse_offset(text: &[u8]) -> Result<Option<Offset>, TimeFault> {
    let (text, has_space) = match text {
        [b' ', rest @ ..] => (without_zone(rest), true),
        _ => (without_zone(text), false),
    };
    let (sign, rest) = match text {
        [] if !has_space => return Ok(None),
        [b'Z' | b'z'] | b"UTC" => return Ok(Some(Offset::UTC)),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return Err(TimeFault::Form),
    };
    let (hours, minutes) = match rest {
        [h1, h2] => (number([*h1, *h2])?, 0),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (number([*h1, *h2])?, number([*m1, *m2])?),
        _ => return Err(TimeFault::Form),
    };
    if hours > 23 || minutes > 59 {
        return Err(TimeFault::NoSuchTime);
    }
    let seconds = sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60);
    Offset::from_seconds(seconds).map(Some).map_err(|_| TimeFault::NoSuchTime)
}

/// What comes before a `[Europe/Berlin]`, if anything does.
fn without_zone(text: &[u8]) -> &[u8] {
    let Some(rest) = text.strip_suffix(b"]") else { return text };
    let Some(begin) = rest.iter().position(|byte| *byte == b'[') else { return text };
    let name = &rest[begin + 1..];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(byte);
    let named = begin > 0 && !name.is_empty() && name.iter().all(is_name);
    if named { &rest[..begin] } else { text }
}

fn number(pair: [u8; 2]) -> Result<i16, TimeFault> {
    match pair {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Ok(i16::from(a - b'0') * 10 + i16::from(b - b'0')),
        _ => Err(TimeFault::Form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Instant {
        parse_instant(text.as_bytes(), &TimeZone::UTC).unwrap()
    }

    #[test]
    fn reads_every_form_that_exports_use() {
        let want = instant("1997-01-01T07:30:00Z");
        for text in [
            "1997-01-01t07:30:00z",
            "1997-01-01 07:30",
            "1997-01-01T09:30:00+0200",
            "1997-01-01T09:30:00+02",
            "1997-01-01T09:30:00.000+02:00",
            "1997-01-01T07:30:00-00:00",
            "1997-01-01 07:30:00 UTC",
            "1997-01-01 07:30:00 +0000",
            "1997-01-01 09:30:00 +02:00",
            "1997-01-01 07:30:00.0000000Z",
            "1997-01-01T08:30:00+01:00[Europe/Berlin]",
        ] {
            assert_eq!(instant(text), want, "{text}");
        }
        assert_eq!(instant("1997-01-01T09:30:00.123456789Z").subsec_nanosecond(), 123456789);
    }

    #[test]
    fn the_end_of_the_calendar_is_the_last_instant() {
        for text in [
            "9999-12-31",
            "9999-12-31T00:00:00Z",
            "9999-12-31 23:59:59",
            "9999-12-31T23:59:59.999999999-23:00",
            "9999-12-30T22:30:00Z",
        ] {
            assert_eq!(instant(text), LAST, "{text}");
        }
        let before = instant("9999-12-30T22:00:00Z");
        assert!(before < LAST);
        assert_eq!(instant("9999-12-31T01:00:00+03:00"), before, "what is an instant is itself");
        let epoch = |text: &str| from_epoch(Decimal::parse(text.as_bytes()).unwrap(), false);
        assert_eq!(epoch("253402300799.999"), Ok(LAST));
        assert_eq!(epoch("253402300800"), Err(TimeFault::OutOfRange));
    }

    #[test]
    fn refuses_what_is_no_time() {
        let cases = [
            ("1997-02-29", TimeFault::NoSuchDay),
            ("1997-13-01", TimeFault::NoSuchMonth(13)),
            ("1997-1-1", TimeFault::Form),
            ("19970101", TimeFault::Form),
            ("1997-W05-3", TimeFault::Form),
            ("10000-01-01", TimeFault::Form),
            ("1997-01-01T24:00:00Z", TimeFault::NoSuchTime),
            ("1998-12-31T23:59:60Z", TimeFault::NoSuchTime),
            ("1997-01-01T09:30:00.1234567890Z", TimeFault::TooFine),
            (" 1997-01-01", TimeFault::Form),
            ("1997-01-01T09:30:00 ", TimeFault::Form),
            ("1997-01-01T09:30:00[Europe/Berlin]", TimeFault::Form),
            ("1997-01-01T09:30:00+01:00[]", TimeFault::Form),
            ("1997-01-01T09:30:00+01:00[Europe/Berlin", TimeFault::Form),
            ("1997-01-01 09:30 PST", TimeFault::Form),
        ];
        for (text, error) in cases {
            assert_eq!(parse_instant(text.as_bytes(), &TimeZone::UTC), Err(error), "{text}");
        }
    }

    #[test]
    fn epochs_are_exact() {
        let epoch = |text: &str, ms| from_epoch(Decimal::parse(text.as_bytes()).unwrap(), ms);
        assert_eq!(epoch("1736899200", false).unwrap().to_string(), "2025-01-15T00:00:00Z");
        assert_eq!(epoch("1736899200123", true).unwrap().to_string(), "2025-01-15T00:00:00.123Z");
        assert_eq!(epoch("-0.5", false).unwrap().to_string(), "1969-12-31T23:59:59.5Z");
        assert_eq!(epoch("1e20", false), Err(TimeFault::OutOfRange));
        assert_eq!(epoch("1e37", true), Err(TimeFault::OutOfRange));
        assert_eq!(epoch("1718000000.1234567890", false).unwrap().subsec_nanosecond(), 123_456_789);
        assert_eq!(epoch("1718000000.1234567891", false), Err(TimeFault::TooFine));
        assert_eq!(epoch("1718000000.1234567890123", false), Err(TimeFault::TooFine));
        assert_eq!(epoch("1718000000123.4567891", true), Err(TimeFault::TooFine));
        assert_eq!(
            epoch("0.00000000000000000000000000000000000001", false),
            Err(TimeFault::TooFine)
        );
    }
}
