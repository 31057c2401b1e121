//! Numbers and amounts.

use super::put::put;
use super::range::Range;
use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Token, Tokens};
use crate::values::Fixed;

#[inline(always)]
pub(super) fn number<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    put(at, fixed(tokens, tokens.token(at))?.map(Fixed::units), slot)
}

/// A number that has to be within a range.
#[inline(always)]
pub(super) fn within<'a>(
    range: &Range,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(number) = fixed(tokens, tokens.token(at))? else { return Ok(at + 1) };
    if !range.has(number.units()) {
        return Err(Declined);
    }
    put(at, Some(number.units()), slot)
}

/// An amount that the record counts in smaller units, and that has to be within a range if there is one.
#[inline(never)]
pub(super) fn units<'a>(
    per: i128,
    range: Option<&Range>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(number) = fixed(tokens, tokens.token(at))? else { return Ok(at + 1) };
    put(at, Some(amount(per, range, number.units())?), slot)
}

/// What so many smaller units are, if they fit.
pub(super) fn amount(per: i128, range: Option<&Range>, units: i128) -> Result<i128, Declined> {
    let amount = units / per;
    let fits = units % per == 0 && range.is_none_or(|range| range.has(amount));
    if fits { Ok(amount) } else { Err(Declined) }
}

/// A number, or a text that holds one; `None` if the record says nothing.
#[inline(always)]
pub(super) fn fixed(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<Fixed>, Declined> {
    let range = match token.kind {
        b'"' => {
            let range = tokens.within_quotes(token);
            if range.is_empty() {
                return Ok(None);
            }
            range
        }
        b'n' => return tokens.word(token, b"null").map(|_| None),
        // Mostly the next token begins where it ends.
        _ => token.start as usize..token.behind as usize,
    };
    match Fixed::parse_short_in(tokens.whole(), range) {
        Some(number) => Ok(Some(number)),
        None => unusual(tokens, token),
    }
}

/// A number of many digits, or with white space after it. What is not a number is not read as one.
#[inline(never)]
fn unusual(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<Fixed>, Declined> {
    let is_text = token.kind == b'"';
    let range = if is_text { tokens.within_quotes(token) } else { tokens.range(token) };
    let number = tokens.whole().get(range).and_then(Fixed::parse);
    number.map(Some).ok_or(Declined)
}
