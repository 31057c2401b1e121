//! A short way to the times that make up nearly all data: `2026-01-31T09:30:00Z` with or without
//! decimals or with an offset like `+02:00`, and days and local times where no table of a zone is
//! asked. What is written otherwise, or wrong, is left to the long way.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Instant;

const YEAR_AND_MONTH: Form = Form::new(b"0000-00-");
const DAY_TO_MINUTE: Form = Form::new(b"00T00:00");

/// How many days of the year are over when a month begins, in a common and in a leap year. The
/// last number is the whole year.
const OVER: [[u16; 13]; 2] = [
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365],
    [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366],
];

/// The days from 0000-01-01 to 1970-01-01.
const DAYS_BEFORE_1970: i64 = 719_528;

/// What `parse_instant` reads from the text, or `None` where the long way has to look.
#[inline]
pub(super) fn instant(text: &[u8], zone: &TimeZone) -> Option<Instant> {
    let (front, rest) = text.split_first_chunk()?;
    let [century, _, year, _, _, month, ..] = YEAR_AND_MONTH.pairs(front)?;
    let year = i64::from(century) * 100 + i64::from(year);
    let Some((middle, rest)) = rest.split_first_chunk() else {
        let &[tens, ones] = rest else { return None };
        let day = days(year, month, digit(tens)? * 10 + digit(ones)?)?;
        return local(day * 86_400, zone);
    };
    let [day, _, _, hour, _, _, minute, _] = DAY_TO_MINUTE.pairs(middle)?;
    let &[b':', tens, ones, ref rest @ ..] = rest else { return None };
    let second = digit(tens)? * 10 + digit(ones)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = days(year, month, day)? * 86_400
        + i64::from(hour) * 3600
        + i64::from(minute) * 60
        + i64::from(second);
    match rest {
        b"Z" => Timestamp::new(seconds, 0).ok(),
        [] => local(seconds, zone),
        [b'.', rest @ ..] => {
            let (nanos, rest) = billionths(rest)?;
            Timestamp::new(seconds - offset(rest)?, nanos).ok()
        }
        rest => Timestamp::new(seconds - offset(rest)?, 0).ok(),
    }
}

/// Eight bytes of which each is a digit, shown as `0`, or a mark that stands for itself.
struct Form {
    bytes: u64,
    /// What each byte may be raised by until it is no digit, or not the mark, and reaches 128.
    room: u64,
}

impl Form {
    const fn new(form: &[u8; 8]) -> Form {
        let mut room = [0x7f; 8];
        let mut at = 0;
        while at < 8 {
            if form[at] == b'0' {
                room[at] = 0x80 - 10;
            }
            at += 1;
        }
        Form { bytes: u64::from_le_bytes(*form), room: u64::from_le_bytes(room) }
    }

    /// For each byte the number that its digit makes together with the next one, all at once.
    /// Marks count as 0.
    #[inline]
    fn pairs(&self, text: &[u8; 8]) -> Option<[u8; 8]> {
        let digits = u64::from_le_bytes(*text) ^ self.bytes;
        // A byte that is far too large may spoil its neighbours' sums, but it shows by itself.
        if (digits | digits.wrapping_add(self.room)) & 0x8080_8080_8080_8080 != 0 {
            return None;
        }
        Some((digits * 10 + (digits >> 8)).to_le_bytes())
    }
}

#[inline]
fn digit(byte: u8) -> Option<u8> {
    let digit = byte.wrapping_sub(b'0');
    (digit < 10).then_some(digit)
}

/// The days from 1970-01-01 to a day, if there is such a day.
#[inline]
fn days(year: i64, month: u8, day: u8) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let over = &OVER[usize::from(leap)];
    let month = usize::from(month);
    let (before, with) = (*over.get(month.wrapping_sub(1))?, *over.get(month)?);
    if day == 0 || before + u16::from(day) > with {
        return None;
    }
    // Year 0 is a leap year, so each of these counts the leap years up to the one before.
    let leap_days = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    let of_year = i64::from(before) + i64::from(day) - 1;
    Some(year * 365 + leap_days + of_year - DAYS_BEFORE_1970)
}

/// The instant of a local time in a zone that is UTC; others change their clocks.
#[inline]
fn local(seconds: i64, zone: &TimeZone) -> Option<Instant> {
    if *zone == TimeZone::UTC { Timestamp::new(seconds, 0).ok() } else { None }
}

/// The decimals of a second at the start of the text as billionths, and what follows them.
#[inline]
fn billionths(text: &[u8]) -> Option<(i32, &[u8])> {
    const POWERS: [i32; 9] =
        [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1];
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let power = POWERS.get(count.wrapping_sub(1))?;
    let (decimals, rest) = text.split_at(count);
    let read = decimals.iter().fold(0, |number, byte| number * 10 + i32::from(byte - b'0'));
    Some((read * power, rest))
}

/// The seconds that local time is ahead of UTC, by a `Z` or an offset like `+02:00`.
#[inline]
fn offset(text: &[u8]) -> Option<i64> {
    let &[sign, h1, h2, b':', m1, m2] = text else {
        return (text == b"Z").then_some(0);
    };
    let (hours, minutes) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
    match sign {
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse_any;
    use super::*;
    use proptest::prelude::*;

    fn zones() -> [TimeZone; 3] {
        let named = TimeZone::get("America/Chicago").unwrap();
        [TimeZone::UTC, named, TimeZone::fixed(jiff::tz::offset(-5))]
    }

    /// The short way agrees with the long one or leaves the text to it.
    fn agrees(text: &[u8]) {
        for zone in zones() {
            if let Some(short) = instant(text, &zone) {
                let shown = String::from_utf8_lossy(text);
                assert_eq!(parse_any(text, &zone), Ok(short), "{shown} in {zone:?}");
            }
        }
    }

    #[test]
    fn takes_what_is_usual() {
        for text in [
            "1997-01-01T07:30:00Z",
            "1997-01-01T07:30:00.5Z",
            "1997-01-01T07:30:00.123456789Z",
            "1997-01-01T07:30:00+02:00",
            "1997-01-01T07:30:00.123-23:59",
            "1969-12-31T23:59:59.999Z",
            "0000-01-01T00:00:00Z",
            "9999-12-30T21:59:59Z",
            "1997-01-01T07:30:00",
            "1997-01-01",
        ] {
            let short = instant(text.as_bytes(), &TimeZone::UTC);
            assert_eq!(short, parse_any(text.as_bytes(), &TimeZone::UTC).ok(), "{text}");
            assert!(short.is_some(), "{text}");
        }
    }

    #[test]
    fn knows_every_day_there_is_and_no_other() {
        // All kinds of years, and all that data is about.
        for year in (0..=400).chain(1900..=2100) {
            for month in 0..=13 {
                // Only the ends of a month can be off by something.
                for day in [0, 1, 2, 27, 28, 29, 30, 31, 32] {
                    let text = format!("{year:04}-{month:02}-{day:02}");
                    let long = parse_any(text.as_bytes(), &TimeZone::UTC).ok();
                    assert_eq!(instant(text.as_bytes(), &TimeZone::UTC), long, "{text}");
                }
            }
        }
    }

    #[test]
    fn any_byte_in_the_place_of_another_is_seen() {
        let usual = b"2026-03-14T15:26:53.589+02:00";
        for at in 0..usual.len() {
            for byte in 0..=255 {
                let mut text = *usual;
                text[at] = byte;
                agrees(&text);
                agrees(&text[..at]);
            }
        }
    }

    /// Texts close to a time, and some that are one.
    fn texts() -> impl Strategy<Value = String> {
        let year = prop_oneof![Just(0), Just(9999), Just(1900), Just(2000), 0..10_000];
        let date = (year, 0..=13, 0..=32).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
        let join = prop_oneof![6 => Just("T"), 1 => Just("t"), 1 => Just(" "), 1 => Just("")];
        let time = (0..=25, 0..=61, 0..=61);
        let time = time.prop_map(|(h, m, s)| format!("{h:02}:{m:02}:{s:02}"));
        let decimals = prop_oneof![Just(String::new()), r"\.[0-9]{0,10}"];
        let offset = prop_oneof![
            Just("Z".to_owned()),
            Just(String::new()),
            "[zZ ]{1,2}",
            "[+-](0[0-9]|1[0-9]|2[0-4]):?([0-6][0-9])?",
            Just("+23:59".to_owned()),
            Just("-23:59".to_owned()),
            Just("-00:00".to_owned()),
        ];
        (date, join, time, decimals, offset).prop_map(|(date, join, time, decimals, offset)| {
            date + join + &time + &decimals + &offset
        })
    }

    proptest! {
        #[test]
        fn agrees_with_the_long_way(text in texts(), cut in 0usize..40) {
            agrees(text.as_bytes());
            agrees(&text.as_bytes()[..text.len().saturating_sub(cut)]);
        }
    }
}
