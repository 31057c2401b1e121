//! What becomes of a value in its slot, kind by kind. A value of which the record says nothing
//! leaves its slot alone.

use std::borrow::Cow;

use super::kind::Range;
use crate::eval::fast::{Declined, Slot, Words};
use crate::records::fast::tokens::{Next, Token, Tokens};
use crate::records::json::{Found, RawText, is_number};
use crate::records::plain::convert;
use crate::values::time::{Zone, from_epoch, nanos_in};
use crate::values::{Fixed, Names};

#[inline(always)]
pub(in crate::records::fast) fn number<'a>(
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    put(at, fixed(tokens, tokens.token(at))?.map(Fixed::units), slot)
}

/// A number that has to be within a range.
#[inline(never)]
pub(in crate::records::fast) fn within<'a>(
    range: &Range,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(number) = fixed(tokens, tokens.token(at))? else { return Ok(at + 1) };
    if number.units() < range.low || range.high < number.units() {
        return Err(Declined);
    }
    put(at, Some(number.units()), slot)
}

/// An amount that the record counts in smaller units.
#[inline(never)]
pub(in crate::records::fast) fn units<'a>(
    per: i128,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(amount) = fixed(tokens, tokens.token(at))? else { return Ok(at + 1) };
    if amount.units() % per != 0 {
        return Err(Declined);
    }
    put(at, Some(amount.units() / per), slot)
}

/// A whole number, or the length of a list.
#[inline(never)]
pub(in crate::records::fast) fn count<'a>(
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let token = tokens.token(at);
    if let Some(count) = Fixed::parse_whole_in(tokens.whole(), tokens.range(token)) {
        return put(at, Some(count.units()), slot);
    }
    if token.kind == b'[' {
        return length(tokens, at, slot);
    }
    match fixed(tokens, token)? {
        Some(count) if count < Fixed::ZERO || !count.is_whole() => Err(Declined),
        count => put(at, count.map(Fixed::units), slot),
    }
}

fn length<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    let mut length = 0;
    let next = tokens.each(at, |at| {
        length += 1;
        tokens.skip(at)
    })?;
    *slot = Slot::Whole(Fixed::from_int(length).ok_or(Declined)?.units());
    Ok(next)
}

#[inline(never)]
pub(in crate::records::fast) fn text<'a>(
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    if let Some(text) = written(tokens, tokens.token(at))? {
        *slot = Slot::Text(text);
    }
    Ok(at + 1)
}

/// Yes or no, in any of the forms that exports use.
#[inline(never)]
pub(in crate::records::fast) fn yes_no<'a>(
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let token = tokens.token(at);
    let yes = match token.kind {
        b't' => tokens.word(token, b"true").map(|_| Some(true))?,
        b'f' => tokens.word(token, b"false").map(|_| Some(false))?,
        b'"' => {
            let raw = RawText::plain(tokens.text(token)?);
            convert::yes_no(Found::Text(raw)).map_err(|_| Declined)?
        }
        _ => match fixed(tokens, token)? {
            None => None,
            Some(number) if number == Fixed::ZERO => Some(false),
            Some(number) if Some(number) == Fixed::from_int(1) => Some(true),
            Some(_) => return Err(Declined),
        },
    };
    put(at, yes.map(i128::from), slot)
}

/// An instant, as a text.
#[inline(always)]
pub(in crate::records::fast) fn time<'a>(
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

/// An instant, as so many seconds or milliseconds since 1970.
#[inline(never)]
pub(in crate::records::fast) fn epoch<'a>(
    milliseconds: bool,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let Some(number) = fixed(tokens, tokens.token(at))? else { return Ok(at + 1) };
    let instant = from_epoch(number.to_decimal(), milliseconds).map_err(|_| Declined)?;
    put(at, Some(instant.as_nanosecond()), slot)
}

/// One of some names, by its place among them.
#[inline(never)]
pub(in crate::records::fast) fn choice<'a>(
    names: &Names,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let token = tokens.token(at);
    if token.kind != b'"' {
        return tokens.word(token, b"null");
    }
    let place = match tokens.inside(token) {
        Ok(range) if range.is_empty() => return Ok(at + 1),
        Ok(range) => names.find_in(tokens.whole(), range.start, range.end),
        Err(Declined) => tokens.unescaped(token, |name| names.find(name))?,
    };
    put(at, Some(place.ok_or(Declined)? as i128), slot)
}

/// The bits of the words of a list of texts, or of one text that is split.
#[inline(never)]
pub(in crate::records::fast) fn set<'a>(
    split: Option<&str>,
    words: &Words,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let token = tokens.token(at);
    match token.kind {
        b'[' => {
            let mut bits = 0;
            let next = tokens.each(at, |at| {
                bits |= word(words, tokens, tokens.token(at))?;
                Ok(at + 1)
            })?;
            *slot = Slot::Whole(bits);
            Ok(next)
        }
        b'"' => {
            let bits = |text: &str| words.bits(&convert::parts(text.into(), split));
            match tokens.text(token) {
                Ok("") => {}
                Ok(text) => *slot = Slot::Whole(bits(text)),
                Err(Declined) => *slot = Slot::Whole(tokens.unescaped(token, bits)?),
            }
            Ok(at + 1)
        }
        _ => tokens.word(token, b"null"),
    }
}

/// The words of a list of texts, or of one text that is split, as they are.
#[inline(never)]
pub(in crate::records::fast) fn words<'a>(
    split: Option<&str>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    words: &mut Vec<&'a str>,
) -> Result<(), Declined> {
    let token = tokens.token(at);
    match token.kind {
        b'[' => {
            tokens.each(at, |at| {
                words.push(written(tokens, tokens.token(at))?.ok_or(Declined)?);
                Ok(at + 1)
            })?;
        }
        b'"' => {
            for part in convert::parts(tokens.text(token)?.into(), split) {
                let Cow::Borrowed(word) = part else { return Err(Declined) };
                words.push(word);
            }
        }
        // Whether nothing is said is seen when the bits are taken.
        _ => {}
    }
    Ok(())
}

/// The bit of one text of a list.
#[inline(always)]
fn word(words: &Words, tokens: &Tokens<'_, '_>, token: Token) -> Result<i128, Declined> {
    if token.kind == b'"' {
        return match tokens.inside(token) {
            Ok(range) => Ok(words.bit_in(tokens.whole(), range.start, range.end)),
            Err(Declined) => tokens.unescaped(token, |word| words.bit(word)),
        };
    }
    Ok(words.bit(written(tokens, token)?.ok_or(Declined)?))
}

/// A text, or a number as it is written; `None` where the record says nothing.
#[inline(always)]
pub(in crate::records::fast) fn written<'a>(
    tokens: &Tokens<'a, '_>,
    token: Token,
) -> Result<Option<&'a str>, Declined> {
    Ok(Some(match token.kind {
        b'"' => tokens.text(token)?,
        b'n' => return tokens.word(token, b"null").map(|_| None),
        _ => {
            let number = tokens.slice(tokens.range(token))?;
            if !is_number(number.as_bytes()) {
                return Err(Declined);
            }
            number
        }
    }))
}

/// A number, or a text that holds one; `None` where the record says nothing.
#[inline(always)]
fn fixed(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<Fixed>, Declined> {
    let range = match token.kind {
        b'"' => {
            let range = tokens.within_quotes(token);
            if range.is_empty() {
                return Ok(None);
            }
            range
        }
        b'n' => return tokens.word(token, b"null").map(|_| None),
        // What is no number is not read as one.
        _ => tokens.range(token),
    };
    Fixed::parse_in(tokens.whole(), range).map(Some).ok_or(Declined)
}

/// Puts what a single token says into its slot.
#[inline(always)]
fn put(at: u32, whole: Option<i128>, slot: &mut Slot<'_>) -> Next {
    if let Some(whole) = whole {
        *slot = Slot::Whole(whole);
    }
    Ok(at + 1)
}
