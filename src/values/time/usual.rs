//! A short way to the times that make up nearly all data: `2026-01-31T09:30:00Z` with or without
//! decimals or with an offset like `+02:00`, and days and local times where no table of a zone is
//! asked. What is written otherwise, or wrong, is left to the long way.
//!
//! All of this is so short that handing results over by way of memory would be much of its cost,
//! so it is always inlined.

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
#[inline(always)]
pub(super) fn instant(text: &[u8], zone: &TimeZone) -> Option<Instant> {
    let (front, rest) = text.split_first_chunk()?;
    let [century, _, year, _, _, month, ..] = YEAR_AND_MONTH.pairs(front)?;
    let Some((middle, rest)) = rest.split_first_chunk() else {
        let &[tens, ones] = rest else { return None };
        let day = digit(tens)? * 10 + digit(ones)?;
        return local(midnight(century, year, month, day)?, zone);
    };
    let [day, _, _, hour, _, _, minute, _] = DAY_TO_MINUTE.pairs(middle)?;
    let &[b':', tens, ones, ref rest @ ..] = rest else { return None };
    let second = digit(tens)? * 10 + digit(ones)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let of_day = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second);
    let seconds = midnight(century, year, month, day)? + i64::from(of_day);
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
    #[inline(always)]
    fn pairs(&self, text: &[u8; 8]) -> Option<[u8; 8]> {
        let digits = u64::from_le_bytes(*text) ^ self.bytes;
        // A byte that is far too large may spoil its neighbours' sums, but it shows by itself.
        if (digits | digits.wrapping_add(self.room)) & 0x8080_8080_8080_8080 != 0 {
            return None;
        }
        Some((digits * 10 + (digits >> 8)).to_le_bytes())
    }
}

#[inline(always)]
fn digit(byte: u8) -> Option<u8> {
    let digit = byte.wrapping_sub(b'0');
    (digit < 10).then_some(digit)
}

/// The seconds from 1970-01-01 to a day, if there is such a day; of the year 1997, 19 is the
/// century and 97 is the year.
#[inline(always)]
fn midnight(century: u8, year: u8, month: u8, day: u8) -> Option<i64> {
    // Of the years that end a century every fourth is a leap year, as of the others.
    let leap = if year == 0 { century } else { year } % 4 == 0;
    let over = &OVER[usize::from(leap)];
    let (before, with) =
        (*over.get(usize::from(month).wrapping_sub(1))?, *over.get(usize::from(month))?);
    let (century, year, day) = (u32::from(century), u32::from(year), u32::from(day));
    if day == 0 || u32::from(before) + day > u32::from(with) {
        return None;
    }
    // Every fourth year has a leap day but the ends of centuries, and of these every fourth.
    // Year 0 is one, so each of these counts those before the year.
    let years = century * 100 + year;
    let ends = century + u32::from(year > 0);
    let leap_days = years.div_ceil(4) - ends + ends.div_ceil(4);
    let days = years * 365 + leap_days + u32::from(before) + day - 1;
    Some((i64::from(days) - DAYS_BEFORE_1970) * 86_400)
}

/// The instant of a local time in a zone that is UTC; others change their clocks.
#[inline(always)]
fn local(seconds: i64, zone: &TimeZone) -> Option<Instant> {
    if *zone == TimeZone::UTC { Timestamp::new(seconds, 0).ok() } else { None }
}

/// The decimals of a second at the start of the text as billionths, and what follows them.
#[inline(always)]
fn billionths(text: &[u8]) -> Option<(i32, &[u8])> {
    let (mut nanos, mut worth, mut rest) = (0, 100_000_000, text);
    while let [byte, after @ ..] = rest
        && let Some(digit) = digit(*byte)
    {
        // The tenth decimal would be worth nothing.
        if worth == 0 {
            return None;
        }
        nanos += i32::from(digit) * worth;
        worth /= 10;
        rest = after;
    }
    (rest.len() < text.len()).then_some((nanos, rest))
}

/// The seconds that local time is ahead of UTC, by a `Z` or an offset like `+02:00`.
#[inline(always)]
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
