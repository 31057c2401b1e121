//! Dates and times.

use super::number::fixed;
use jiff::tz::TimeZone;

use super::put::put;
use super::text::written;
use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Tokens};
use crate::values::Instant;
use crate::values::time::{TextDates, Zone, from_epoch, instant_in, nanos_in};

/// An instant, as a text.
#[inline(always)]
pub(super) fn time<'a>(
    zone: Zone<'_>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let token = tokens.token(at);
    if token.kind != b'"' {
        return tokens.word(token, b"null");
    }
    let range = tokens.within_quotes(token);
    if range.is_empty() {
        return Ok(at + 1);
    }
    let nanos = nanos_in(tokens.whole(), range.start, range.end, zone);
    put(at, Some(nanos.ok_or(Declined)?), slot)
}

/// The same as an instant, if the record says one.
#[inline(always)]
pub(super) fn instant(
    zone: Zone<'_>,
    tokens: &Tokens<'_, '_>,
    at: u32,
) -> Result<Option<Instant>, Declined> {
    let token = tokens.token(at);
    if token.kind != b'"' {
        return tokens.word(token, b"null").map(|_| None);
    }
    let range = tokens.within_quotes(token);
    if range.is_empty() {
        return Ok(None);
    }
    instant_in(tokens.whole(), range.start, range.end, zone).map(Some).ok_or(Declined)
}

/// An instant, as this many seconds or milliseconds since 1970.
#[inline(never)]
pub(super) fn epoch<'a>(
    milliseconds: bool,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    put(at, since_1970(milliseconds, tokens, at)?.map(Instant::as_nanosecond), slot)
}

/// An instant, as a text in one of some forms.
#[inline(never)]
pub(super) fn time_as<'a>(
    dates: &TextDates,
    zone: Zone<'_>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(text) = text(tokens, at)? else { return Ok(at + 1) };
    let instant = dates.instant(text, zone.zone()).map_err(|_| Declined)?;
    put(at, Some(instant.as_nanosecond()), slot)
}

/// A day, as a text in one of some forms.
#[inline(never)]
pub(super) fn day_as<'a>(
    dates: &TextDates,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(text) = text(tokens, at)? else { return Ok(at + 1) };
    *slot = Slot::day(dates.day(text).map_err(|_| Declined)?);
    Ok(at + 1)
}

/// A day of UTC, as this many seconds or milliseconds since 1970.
#[inline(never)]
pub(super) fn epoch_day<'a>(
    milliseconds: bool,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    if let Some(instant) = since_1970(milliseconds, tokens, at)? {
        *slot = Slot::day(TimeZone::UTC.to_datetime(instant).date());
    }
    Ok(at + 1)
}

/// The instant that is as many seconds or milliseconds after 1970, if the record says one.
#[inline(always)]
fn since_1970(
    milliseconds: bool,
    tokens: &Tokens<'_, '_>,
    at: u32,
) -> Result<Option<Instant>, Declined> {
    let Some(number) = fixed(tokens, tokens.token(at))? else { return Ok(None) };
    from_epoch(number.to_decimal(), milliseconds).map(Some).map_err(|_| Declined)
}

/// A text that says something. What is not a text is wrong where a date is wanted, or nothing.
fn text<'a>(tokens: &Tokens<'a, '_>, at: u32) -> Result<Option<&'a str>, Declined> {
    let token = tokens.token(at);
    match token.kind {
        b'"' => written(tokens, token),
        _ => tokens.word(token, b"null").map(|_| None),
    }
}
