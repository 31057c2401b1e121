//! Dates and times.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::wrong_type::wrong_type;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::Found;
use crate::records::words;
use crate::terms::DateForm;
use crate::values::time::forms::forms_of;
use crate::values::time::{Pattern, TextDates, TimeFault, from_epoch};
use crate::values::{Decimal, Instant, Path};

/// Where the rules say how a date is written, or cannot.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Declared<'p> {
    /// By the type of a field or attribute.
    Type,
    /// The same of a day.
    Day,
    /// After the path of the time of an event.
    At(&'p Path),
    /// It is always written out.
    Nowhere,
}

/// An instant, written as the rules say: as a text, or as a number since 1970.
#[inline]
pub(crate) fn date(
    found: Found<'_>,
    form: &DateForm,
    declared: Declared<'_>,
    zone: &TimeZone,
) -> Result<Option<Instant>, Fault> {
    match form {
        DateForm::Text(dates) => text_date(found, dates, declared, zone),
        DateForm::Seconds => epoch(found, false),
        DateForm::Milliseconds => epoch(found, true),
    }
}

/// A day, written in the same ways. Since 1970, days are those of UTC.
pub(super) fn day(found: Found<'_>, form: &DateForm) -> Result<Option<Date>, Fault> {
    let day = |instant: Instant| TimeZone::UTC.to_datetime(instant).date();
    match form {
        DateForm::Text(dates) => text(found, dates, Declared::Day, |text| dates.day(text)),
        DateForm::Seconds => Ok(epoch(found, false)?.map(day)),
        DateForm::Milliseconds => Ok(epoch(found, true)?.map(day)),
    }
}

/// An instant that is written as a text.
#[inline]
pub(crate) fn text_date(
    found: Found<'_>,
    dates: &TextDates,
    declared: Declared<'_>,
    zone: &TimeZone,
) -> Result<Option<Instant>, Fault> {
    text(found, dates, declared, |text| dates.instant(text, zone))
}

#[inline]
fn text<T>(
    found: Found<'_>,
    dates: &TextDates,
    declared: Declared<'_>,
    read: impl Fn(&str) -> Result<T, TimeFault>,
) -> Result<Option<T>, Fault> {
    let value = match found {
        Found::Null => return Ok(None),
        Found::Text(text) if text.escaped => {
            text.decode().map_or(Err(TimeFault::Form), |text| read(&text))
        }
        Found::Text(text) => read(text.raw),
        Found::Number(number) => return Err(bare_number(number, declared)),
        Found::YesNo(_) | Found::List | Found::Object => {
            return Err(wrong_type(found, "a date"));
        }
    };
    value.map(Some).map_err(|fault| not_a_date(found, &fault, dates))
}

fn epoch(found: Found<'_>, milliseconds: bool) -> Result<Option<Instant>, Fault> {
    let unit = if milliseconds { "milliseconds" } else { "seconds" };
    let wanted = format!("a number of {unit} since 1970");
    let iso = TextDates::default();
    match super::number::decimal(found, &wanted) {
        Ok(None) => Ok(None),
        Ok(Some(number)) => from_epoch(number, milliseconds)
            .map(Some)
            .map_err(|error| not_a_date(found, &error, &iso)),
        Err(fault) if fault.kind == FaultKind::NotANumber => {
            let message = format!("{} is not {wanted}", found.in_words());
            Err(Fault::value(FaultKind::NotADate, message))
        }
        Err(fault) => Err(fault),
    }
}

#[cold]
fn not_a_date(found: Found<'_>, fault: &TimeFault, dates: &TextDates) -> Fault {
    let shown = found.in_words();
    let bare = shown.trim_matches('"');
    let message = match fault {
        TimeFault::Form => match dates.patterns.as_slice() {
            [] => format!("{shown} is {fault}"),
            patterns => {
                let forms: Vec<&str> = patterns.iter().map(|pattern| pattern.text()).collect();
                format!("{shown} is not a date like {}", forms.join(" or "))
            }
        },
        // A day that does not exist is plain without its quotes.
        TimeFault::NoSuchDay
        | TimeFault::NoSuchMonth(_)
        | TimeFault::NoSuchTime
        | TimeFault::TooFine => {
            format!("{bare}: {fault}")
        }
        TimeFault::OutOfRange | TimeFault::TooLate => format!("{shown} is {fault}"),
        TimeFault::Ambiguous => format!("{shown} could be {fault}"),
    };
    let advice = turned(bare, dates).or_else(|| form(bare, fault, dates));
    Fault::value(FaultKind::NotADate, message + &advice.unwrap_or_default())
}

/// What to write if the text is a date when day and month are the other way around.
fn turned(text: &str, dates: &TextDates) -> Option<String> {
    let mut others = dates.patterns.iter().filter_map(Pattern::turned);
    let pattern = others.find(|pattern| pattern.read(text).is_ok())?;
    let form = pattern.text();
    let first = if form.find("dd") < form.find("mm") { "day" } else { "month" };
    Some(format!("; if the {first} comes first, write `dates as \"{form}\"`"))
}

/// What to write if the text is a date in one of the usual forms, or in two that differ in whether
/// the day or the month comes first.
fn form(text: &str, fault: &TimeFault, dates: &TextDates) -> Option<String> {
    if *fault != TimeFault::Form {
        return None;
    }
    let forms = forms_of(text);
    match (forms.as_slice(), dates.patterns.as_slice()) {
        ([form], []) => Some(format!("; under `customer`, write `dates as \"{form}\"`")),
        ([form], patterns) => {
            let patterns: Vec<String> =
                patterns.iter().map(|pattern| format!("\"{pattern}\"")).collect();
            let both = patterns.join(" or ");
            Some(format!("; to read this form too, write `as {both} or \"{form}\"`"))
        }
        ([month, day], []) if month.starts_with('m') && day.starts_with('d') => Some(format!(
            "; under `customer`, write `dates as \"{day}\"` if the day comes first, or `dates as \
             \"{month}\"` if the month does"
        )),
        (_, _) => None,
    }
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
            Declared::Day => format!("declare it as `day in {unit}`"),
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
