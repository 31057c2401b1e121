//! Dates and times.

use super::number::fixed;
use super::put::put;
use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Tokens};
use crate::values::time::{Zone, from_epoch, nanos_in};

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

/// An instant, as this many seconds or milliseconds since 1970.
#[inline(never)]
pub(super) fn epoch<'a>(
    milliseconds: bool,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(number) = fixed(tokens, tokens.token(at))? else { return Ok(at + 1) };
    let instant = from_epoch(number.to_decimal(), milliseconds).map_err(|_| Declined)?;
    put(at, Some(instant.as_nanosecond()), slot)
}
