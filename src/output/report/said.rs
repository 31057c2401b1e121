//! Figures in words.

use jiff::civil::Date;

use crate::output::words::{counted, number};
use crate::report::statistics::{Estimate, Interval};
use crate::report::{Counted, Known};

/// `March 31, 2026`.
pub(super) fn day(day: Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}

/// `5.6%`. What is not quite nothing, or not quite everything, is not written as such.
pub(super) fn percent(share: f64) -> String {
    match tenths(share).as_str() {
        "0.0" if share > 0.0 => "less than 0.1%".to_owned(),
        "100.0" if share < 1.0 => "more than 99.9%".to_owned(),
        "0.0" => "0%".to_owned(),
        "100.0" => "100%".to_owned(),
        tenths => format!("{tenths}%"),
    }
}

/// `5.6`: a share in hundredths.
pub(super) fn tenths(share: f64) -> String {
    signed(&format!("{:.1}", share * 100.0))
}

/// `−55`: a number of people, which may be less than zero.
pub(super) fn people(number: f64) -> String {
    signed(&format!("{number:.0}"))
}

/// With a minus as people write it, and none before a zero.
fn signed(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(size) if size.bytes().any(|digit| digit.is_ascii_digit() && digit != b'0') => {
            format!("−{size}")
        }
        Some(size) => size.to_owned(),
        None => text.to_owned(),
    }
}

/// `likely 3.8 to 8.3%`.
fn likely(interval: Interval) -> String {
    format!("likely {} to {}%", tenths(interval.low), tenths(interval.high))
}

/// `23 of 410, 5.6%, likely 3.8 to 8.3%`.
pub(super) fn full(figure: Counted) -> String {
    let of = format!("{} of {}", number(figure.count), number(figure.of));
    match figure.share {
        Known::TooFew => of,
        Known::NotYet => format!("{of} so far, not known yet"),
        Known::Share(estimate) => {
            let so_far = if is_quotient(figure, estimate) { "" } else { " so far" };
            let likely = estimate.interval.map(|interval| format!(", {}", likely(interval)));
            format!("{of}{so_far}, {}{}", percent(estimate.share), likely.unwrap_or_default())
        }
    }
}

/// `5.6% (3.8 to 8.3)`.
pub(super) fn short(figure: Counted) -> String {
    match figure.share {
        Known::TooFew => format!("{} of {}", number(figure.count), number(figure.of)),
        Known::NotYet => "not known yet".to_owned(),
        Known::Share(estimate) => match estimate.interval {
            Some(interval) => {
                let (low, high) = (tenths(interval.low), tenths(interval.high));
                format!("{}% ({low} to {high})", tenths(estimate.share))
            }
            None => percent(estimate.share),
        },
    }
}

/// Whether a share is how many of how many, as readers see it.
fn is_quotient(figure: Counted, estimate: Estimate) -> bool {
    let quotient = figure.count as f64 / figure.of as f64;
    (quotient - estimate.share).abs() < 0.0005
}

/// `34 days`, or `not reached`.
pub(super) fn reached(days: Option<u32>) -> String {
    days.map_or("not reached".to_owned(), |days| counted(days.into(), "day", "days"))
}

/// `+34`, `−2`, or `no change`.
pub(super) fn change(now: u64, before: u64) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Equal => "no change".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", number(now - before)),
        std::cmp::Ordering::Less => format!("−{}", number(before - now)),
    }
}
