//! Numbers, days and times as the text that JSON has for them.

use std::io::Write;

/// The days from 0000-03-01 to 1970-01-01.
const TO_EPOCH: i64 = 719_468;

/// The days of 400 years.
const ERA: i64 = 146_097;

/// A whole number.
pub(super) fn whole(number: impl serde::Serialize, out: &mut Vec<u8>) {
    // A number is always written.
    let _written = serde_json::to_writer(out, &number);
}

/// A number with a fraction: the shortest text that reads back as the same number. What is not a number is a text, so
/// that the record is rejected and says why.
pub(super) fn float(number: f64, shortest: impl FnOnce(&mut Vec<u8>), out: &mut Vec<u8>) {
    if !number.is_finite() {
        let word = if number.is_nan() { "NaN" } else { "infinity" };
        out.extend_from_slice(format!("\"{word}\"").as_bytes());
        return;
    }
    shortest(out);
    if out.ends_with(b".0") {
        out.truncate(out.len() - 2);
    }
}

/// The digits of a number, with this many after the point; where that is less than none, with zeros at the end.
pub(super) fn decimal(digits: &str, scale: i8, out: &mut Vec<u8>) {
    let digits = match digits.strip_prefix('-') {
        Some(rest) => {
            out.push(b'-');
            rest.as_bytes()
        }
        None => digits.as_bytes(),
    };
    let Ok(scale) = usize::try_from(scale) else {
        out.extend_from_slice(digits);
        if digits != b"0" {
            out.resize(out.len() + usize::from(scale.unsigned_abs()), b'0');
        }
        return;
    };
    let before = digits.len().saturating_sub(scale);
    if before == 0 {
        out.push(b'0');
    }
    out.extend_from_slice(&digits[..before]);
    if scale > 0 {
        out.push(b'.');
        out.resize(out.len() + scale - (digits.len() - before), b'0');
        out.extend_from_slice(&digits[before..]);
    }
}

/// A day, by the number of days since 1970-01-01, without quotation marks. One that the calendar of the language does
/// not have is written in another form, so that the record is rejected and says why.
pub(super) fn day(days: i64, out: &mut Vec<u8>) {
    let shifted = days.saturating_add(TO_EPOCH);
    let (era, of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
    // Years begin in March here, so that the day that leap years add is their last.
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    // What is written into memory is always written.
    let _written = match year {
        1..=9999 => write!(out, "{year:04}-{month:02}-{day:02}"),
        _ => write!(out, "day {days} since 1970-01-01"),
    };
}

/// A time, by the number of parts of a second since 1970-01-01, without quotation marks.
pub(super) fn time(count: i64, per_second: i64, is_utc: bool, out: &mut Vec<u8>) {
    let (seconds, part) = (count.div_euclid(per_second), count.rem_euclid(per_second));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    day(days, out);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let _written = write!(out, "T{hour:02}:{minute:02}:{second:02}");
    if part > 0 {
        let width = per_second.ilog10() as usize;
        let _written = write!(out, ".{part:0width$}");
    }
    if is_utc {
        out.push(b'Z');
    }
}
