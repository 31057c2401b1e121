//! A short way to the times that make up nearly all data: `2026-01-31T09:30:00Z` with or without
//! decimals or with an offset like `+02:00`, and days and local times where no table of a zone is
//! asked. What is written otherwise, or wrong, is left to the long way.
//!
//! All of this is so short that handing results over by way of memory would be much of its cost,
//! so it is always inlined.

use jiff::Timestamp;

use super::Instant;
use super::seconds::{DAY_LENGTH, midnight_in, seconds};
use super::zone::Zone;

/// What `parse_instant` reads from the text, or `None` if the long way has to look.
#[inline(always)]
pub(super) fn instant(text: &[u8], zone: Zone<'_>) -> Option<Instant> {
    if text.len() == DAY_LENGTH {
        return local(midnight_in(text, 0, text.len())?, zone);
    }
    let (date, rest) = text.split_first_chunk()?;
    // What follows the second is looked at below.
    let mut second = *b"0:00:00Z";
    second[..7].copy_from_slice(rest.get(4..11)?);
    let seconds = seconds(date, rest.first_chunk()?, &second)?;
    match &rest[11..] {
        [] => local(seconds, zone),
        [b'.', rest @ ..] => {
            let (nanos, rest) = billionths(rest)?;
            Timestamp::new(seconds - offset(rest)?, nanos).ok()
        }
        rest => Timestamp::new(seconds - offset(rest)?, 0).ok(),
    }
}

/// The instant of a local time in a zone that is UTC; others change their clocks.
#[inline(always)]
fn local(seconds: i64, zone: Zone<'_>) -> Option<Instant> {
    if zone.is_utc() { Timestamp::new(seconds, 0).ok() } else { None }
}

#[inline(always)]
fn digit(byte: u8) -> Option<u8> {
    let digit = byte.wrapping_sub(b'0');
    (digit < 10).then_some(digit)
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
    use super::super::seconds::{LENGTH, seconds_in};
    use super::super::{nanos_in, parse_instant};
    use super::*;
    use jiff::SignedDuration;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    fn zones() -> [TimeZone; 3] {
        let named = TimeZone::get("America/Chicago").unwrap();
        [TimeZone::UTC, named, TimeZone::fixed(jiff::tz::offset(-5))]
    }

    /// The short ways agree with the long one or leave the text to it, whatever is around it.
    fn agrees(text: &[u8]) {
        for zone in zones() {
            let long = parse_any(text, &zone);
            let shown = format!("{} in {zone:?}", String::from_utf8_lossy(text));
            if let Some(short) = instant(text, Zone::new(&zone)) {
                assert_eq!(long, Ok(short), "{shown}");
            }
            assert_eq!(parse_instant(text, &zone), long, "{shown}");
            let nanos = long.ok().map(Instant::as_nanosecond);
            for (before, behind) in
                [("", ""), ("2", "Z"), ("\"", "\","), ("1997-01-01T", "7\u{7f}")]
            {
                let longer = [before.as_bytes(), text, behind.as_bytes()].concat();
                let (start, end) = (before.len(), before.len() + text.len());
                assert_eq!(nanos_in(&longer, start, end, Zone::new(&zone)), nanos, "{shown}");
            }
        }
    }

    /// What the short ways make of it in UTC, if they know.
    fn short(text: &str) -> Option<Instant> {
        let text = text.as_bytes();
        let short = instant(text, Zone::new(&TimeZone::UTC));
        let seconds = seconds_in(text, 0, text.len());
        let usual = seconds.map(|seconds| Timestamp::new(seconds, 0).unwrap());
        if text.len() == LENGTH && text.ends_with(b"Z") {
            assert_eq!(usual, short);
        } else {
            assert_eq!(usual, None);
        }
        short
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
            "8999-12-31T23:59:59Z",
            "1997-01-01T07:30:00",
            "1997-01-01",
        ] {
            assert!(short(text).is_some(), "{text}");
            agrees(text.as_bytes());
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
                    assert_eq!(short(&text), long, "{text}");
                    let midnight = format!("{text}T00:00:00Z");
                    assert_eq!(short(&midnight), long, "{midnight}");
                }
            }
        }
    }

    #[test]
    fn knows_every_second_of_a_day_and_no_other() {
        let midnight = short("2026-03-14").unwrap();
        for (hour, minute, second) in
            (0..30).flat_map(|h| (0..70).flat_map(move |m| (0..70).map(move |s| (h, m, s))))
        {
            let text = format!("2026-03-14T{hour:02}:{minute:02}:{second:02}Z");
            let is_time = hour < 24 && minute < 60 && second < 60;
            let since = SignedDuration::from_secs(hour * 3600 + minute * 60 + second);
            assert_eq!(short(&text), is_time.then(|| midnight + since), "{text}");
        }
    }

    #[test]
    fn a_part_that_is_none_of_the_text_is_no_time() {
        let (text, utc) = (b"1997-01-01T07:30:00Z", TimeZone::UTC);
        for (start, end) in [(0, 21), (1, 21), (20, 0), (21, 41), (usize::MAX, 19), (5, usize::MAX)]
        {
            assert_eq!(nanos_in(text, start, end, Zone::new(&utc)), None);
        }
    }

    #[test]
    fn any_byte_in_the_place_of_another_is_seen() {
        for usual in ["2026-03-14T15:26:53.589+02:00", "2026-03-14T15:26:53Z"] {
            for at in 0..usual.len() {
                for byte in 0..=255 {
                    let mut text = usual.as_bytes().to_vec();
                    text[at] = byte;
                    agrees(&text);
                    agrees(&text[..at]);
                }
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
