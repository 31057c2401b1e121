//! Dates and times.

use jiff::tz::TimeZone;

use super::wrong_type::wrong_type;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::Found;
use crate::records::words;
use crate::terms::Epoch;
use crate::values::time::{TimeFault, from_epoch, parse_instant};
use crate::values::{Decimal, Instant, Path};

/// Where the rules say how a date is written, or cannot.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Declared<'p> {
    /// By the type of a field or attribute.
    Type,
    /// Behind the path of the time of an event.
    At(&'p Path),
    /// It is always written out.
    Nowhere,
}

/// An instant, written as the rules say: in ISO 8601, or as a number since 1970.
#[inline]
pub(crate) fn date(
    found: Found<'_>,
    written: Epoch,
    declared: Declared<'_>,
    zone: &TimeZone,
) -> Result<Option<Instant>, Fault> {
    match written {
        Epoch::Iso => iso(found, declared, zone),
        Epoch::Seconds => epoch(found, false),
        Epoch::Milliseconds => epoch(found, true),
    }
}

#[inline]
fn iso(
    found: Found<'_>,
    declared: Declared<'_>,
    zone: &TimeZone,
) -> Result<Option<Instant>, Fault> {
    let read = match found {
        Found::Null => return Ok(None),
        Found::Text(text) if text.is_empty() => return Ok(None),
        Found::Text(text) if text.escaped => {
            text.decode().map_or(Err(TimeFault::Form), |t| parse_instant(t.as_bytes(), zone))
        }
        Found::Text(text) => parse_instant(text.raw.as_bytes(), zone),
        Found::Number(number) => return Err(bare_number(number, declared)),
        Found::YesNo(_) | Found::List | Found::Object => {
            return Err(wrong_type(found, "a date"));
        }
    };
    read.map(Some).map_err(|error| not_a_date(found, &error))
}

fn epoch(found: Found<'_>, milliseconds: bool) -> Result<Option<Instant>, Fault> {
    let unit = if milliseconds { "milliseconds" } else { "seconds" };
    let wanted = format!("a number of {unit} since 1970");
    match super::number::decimal(found, &wanted) {
        Ok(None) => Ok(None),
        Ok(Some(number)) => {
            from_epoch(number, milliseconds).map(Some).map_err(|error| not_a_date(found, &error))
        }
        Err(fault) if fault.kind == FaultKind::NotANumber => {
            let message = format!("{} is not {wanted}", found.in_words());
            Err(Fault::value(FaultKind::NotADate, message))
        }
        Err(fault) => Err(fault),
    }
}

#[cold]
fn not_a_date(found: Found<'_>, error: &TimeFault) -> Fault {
    let joint = match error {
        TimeFault::Form => " is ",
        TimeFault::NoSuchDay | TimeFault::NoSuchTime | TimeFault::TooFine => ": ",
        TimeFault::OutOfRange => " is ",
    };
    let shown = found.in_words();
    // A day that does not exist is plain without its quotes.
    let shown = if joint == ": " { shown.trim_matches('"').to_owned() } else { shown };
    Fault::value(FaultKind::NotADate, format!("{shown}{joint}{error}"))
}

/// A number where a date is written out: most likely an epoch that the rules do not speak of.
#[cold]
fn bare_number(number: &str, declared: Declared<'_>) -> Fault {
    let decimal = Decimal::parse(number.as_bytes()).ok();
    let unit = match decimal.and_then(Decimal::to_i64) {
        Some(100_000_000..100_000_000_000) => Some("seconds"),
        Some(100_000_000_000..) => Some("milliseconds"),
        Some(_) | None => None,
    };
    let instant =
        || decimal.and_then(|decimal| from_epoch(decimal, unit == Some("milliseconds")).ok());
    let advice = unit.and_then(|unit| {
        Some(match declared {
            Declared::Type => format!("declare it as `date in {unit}`"),
            Declared::At(path) => format!("write `at \"{path}\" in {unit}` after its list"),
            Declared::Nowhere => format!("write {} here", instant()?),
        })
    });
    let hint = unit.zip(advice).map_or_else(String::new, |(unit, advice)| {
        format!(": if it counts {unit} since 1970, {advice}")
    });
    let message = format!("{} is a number, not a date like 2026-01-31{hint}", words::cut(number));
    Fault::value(FaultKind::NotADate, message)
}
