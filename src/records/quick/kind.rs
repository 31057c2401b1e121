use super::tokens::{Next, Token, Tokens};
use crate::eval::quick::{Odd, Slot, Words};
use crate::plan::{self, DateKind, Needs};
use crate::records::convert;
use crate::records::json::{Found, RawText, is_number};
use crate::values::time::{Zone, from_epoch, nanos_in};
use crate::values::{Fixed, Names};

/// How a value is written in the record, and what becomes of it in a slot.
#[derive(Clone, Debug)]
pub(super) enum Kind<'q> {
    Number,
    Within {
        low: i128,
        high: i128,
    },
    Count,
    Money,
    /// The record counts so many smaller units.
    Units {
        per: i128,
    },
    Text,
    YesNo,
    Date(DateKind, Zone<'q>),
    Choice(Box<Names>),
    Set {
        split: Option<&'q str>,
        words: &'q Words,
    },
}

impl<'q> Kind<'q> {
    /// `None` where the plain reader has to read it.
    pub fn of(kind: &'q plan::Kind, needs: &'q Needs, words: &'q Words) -> Option<Kind<'q>> {
        Some(match kind {
            plan::Kind::Number { range: None } => Kind::Number,
            plan::Kind::Number { range: Some((low, high)) } => {
                let units = |number| Fixed::from_decimal(number).map(Fixed::units);
                Kind::Within { low: units(*low)?, high: units(*high)? }
            }
            plan::Kind::Count => Kind::Count,
            plan::Kind::Money { in_cents: false } => Kind::Money,
            plan::Kind::Money { in_cents: true } => {
                Kind::Units { per: 10i128.checked_pow(needs.currency.decimals.into())? }
            }
            plan::Kind::Text => Kind::Text,
            plan::Kind::YesNo => Kind::YesNo,
            plan::Kind::Date(written) => Kind::Date(*written, Zone::new(&needs.zone)),
            plan::Kind::Choice(names) => Kind::choice(names),
            plan::Kind::Set { split } => Kind::Set { split: split.as_deref(), words },
        })
    }

    /// One of these names.
    pub fn choice(names: &[impl AsRef<str>]) -> Kind<'q> {
        Kind::Choice(Box::new(Names::new(names.iter().map(AsRef::as_ref))))
    }

    /// Passes over the value at a token, and puts it into its slot, unless the record says
    /// nothing.
    #[inline(always)]
    pub fn take<'a>(&self, tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
        match self {
            Kind::Number | Kind::Money => take_number(tokens, at, slot),
            Kind::Date(DateKind::Iso, zone) => take_date(*zone, tokens, at, slot),
            Kind::Within { .. }
            | Kind::Count
            | Kind::Units { .. }
            | Kind::Text
            | Kind::YesNo
            | Kind::Date(DateKind::Seconds | DateKind::Milliseconds, _)
            | Kind::Choice(_)
            | Kind::Set { .. } => self.take_other(tokens, at, slot),
        }
    }

    #[inline(never)]
    fn take_other<'a>(&self, tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
        let token = tokens.token(at);
        let whole = match self {
            Kind::Number | Kind::Money => units(tokens, token)?,
            Kind::Within { low, high } => match units(tokens, token)? {
                Some(number) if number < *low || *high < number => return Err(Odd),
                number => number,
            },
            Kind::Units { per } => match units(tokens, token)? {
                Some(amount) if amount % per != 0 => return Err(Odd),
                amount => amount.map(|amount| amount / per),
            },
            Kind::Count if token.kind == b'[' => {
                let (length, next) = length(tokens, token)?;
                *slot = Slot::Whole(length);
                return Ok(next);
            }
            Kind::Count => count(tokens, token)?,
            Kind::Text => {
                if let Some(text) = text(tokens, token)? {
                    *slot = Slot::Text(text);
                }
                return Ok(at + 1);
            }
            Kind::YesNo => yes_no(tokens, token)?.map(i128::from),
            Kind::Date(written, zone) => date(*written, *zone, tokens, token)?,
            Kind::Choice(names) => place(names, tokens, token)?.map(|place| place as i128),
            Kind::Set { split, words } => return set(*split, words, tokens, token, slot),
        };
        put(at, whole, slot)
    }
}

#[inline(never)]
fn take_number<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    put(at, units(tokens, tokens.token(at))?, slot)
}

#[inline(never)]
fn take_date<'a>(zone: Zone<'_>, tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    put(at, iso(zone, tokens, tokens.token(at))?, slot)
}

/// Puts what a single token says into its slot.
#[inline(always)]
fn put(at: u32, whole: Option<i128>, slot: &mut Slot<'_>) -> Next {
    if let Some(whole) = whole {
        *slot = Slot::Whole(whole);
    }
    Ok(at + 1)
}

/// A number, or a text that holds one; `None` where the record says nothing.
#[inline(always)]
fn number(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<Fixed>, Odd> {
    let range = match token.kind {
        b'-' | b'0'..=b'9' => tokens.range(token),
        b'"' => {
            let range = tokens.within_quotes(token);
            if range.is_empty() {
                return Ok(None);
            }
            range
        }
        _ => return nothing(tokens, token),
    };
    Fixed::parse_in(tokens.whole(), range).map(Some).ok_or(Odd)
}

/// What is null says nothing; all else is odd.
#[inline(always)]
fn nothing<T>(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<T>, Odd> {
    tokens.word(token, b"null").map(|_| None)
}

#[inline(always)]
fn units(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<i128>, Odd> {
    Ok(number(tokens, token)?.map(Fixed::units))
}

/// A whole number.
#[inline(always)]
fn count(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<i128>, Odd> {
    if let Some(count) = Fixed::parse_whole_in(tokens.whole(), tokens.range(token)) {
        return Ok(Some(count.units()));
    }
    match number(tokens, token)? {
        Some(count) if count < Fixed::ZERO || !count.is_whole() => Err(Odd),
        count => Ok(count.map(Fixed::units)),
    }
}

/// The length of a list, and the token behind it.
fn length(tokens: &Tokens<'_, '_>, token: Token) -> Result<(i128, u32), Odd> {
    let mut length = 0;
    let next = tokens.each(token.at, |at| {
        length += 1;
        tokens.skip(at)
    })?;
    Fixed::from_int(length).map(|length| (length.units(), next)).ok_or(Odd)
}

/// The nanoseconds of an instant, written as the rules say.
fn date(
    written: DateKind,
    zone: Zone<'_>,
    tokens: &Tokens<'_, '_>,
    token: Token,
) -> Result<Option<i128>, Odd> {
    let milliseconds = match written {
        DateKind::Iso => return iso(zone, tokens, token),
        DateKind::Seconds => false,
        DateKind::Milliseconds => true,
    };
    let Some(number) = number(tokens, token)? else { return Ok(None) };
    let instant = from_epoch(number.to_decimal(), milliseconds);
    instant.map(|instant| Some(instant.as_nanosecond())).map_err(|_| Odd)
}

#[inline(always)]
fn iso(zone: Zone<'_>, tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<i128>, Odd> {
    if token.kind != b'"' {
        return nothing(tokens, token);
    }
    let range = tokens.within_quotes(token);
    if range.is_empty() {
        return Ok(None);
    }
    nanos_in(tokens.whole(), range.start, range.end, zone).map(Some).ok_or(Odd)
}

/// The place of a text among names.
#[inline(always)]
fn place(names: &Names, tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<usize>, Odd> {
    if token.kind != b'"' {
        return nothing(tokens, token);
    }
    // One with escapes is not found, and so it is odd too.
    let range = tokens.within_quotes(token);
    if range.is_empty() {
        return Ok(None);
    }
    names.find_in(tokens.whole(), range.start, range.end).map(Some).ok_or(Odd)
}

/// A text, or a number as it is written.
#[inline(always)]
pub(super) fn text<'a>(tokens: &Tokens<'a, '_>, token: Token) -> Result<Option<&'a str>, Odd> {
    Ok(Some(match token.kind {
        b'"' => tokens.text(token)?,
        b'-' | b'0'..=b'9' => {
            let number = tokens.slice(tokens.range(token))?;
            if !is_number(number.as_bytes()) {
                return Err(Odd);
            }
            number
        }
        _ => return nothing(tokens, token),
    }))
}

/// Yes or no, in any of the forms that exports use.
fn yes_no(tokens: &Tokens<'_, '_>, token: Token) -> Result<Option<bool>, Odd> {
    match token.kind {
        b't' => tokens.word(token, b"true").map(|_| Some(true)),
        b'f' => tokens.word(token, b"false").map(|_| Some(false)),
        b'"' => {
            let raw = RawText::plain(tokens.text(token)?);
            convert::yes_no(Found::Text(raw)).map_err(|_| Odd)
        }
        _ => match number(tokens, token)? {
            None => Ok(None),
            Some(number) if number == Fixed::ZERO => Ok(Some(false)),
            Some(number) if Some(number) == Fixed::from_int(1) => Ok(Some(true)),
            Some(_) => Err(Odd),
        },
    }
}

/// The bits of the words of a list of texts, or of one text that is split.
#[inline(always)]
fn set<'a>(
    split: Option<&str>,
    words: &Words,
    tokens: &Tokens<'a, '_>,
    token: Token,
    slot: &mut Slot<'a>,
) -> Next {
    match token.kind {
        b'[' => {
            let mut bits = 0;
            let next = tokens.each(token.at, |at| {
                bits |= word(words, tokens, tokens.token(at))?;
                Ok(at + 1)
            })?;
            *slot = Slot::Whole(bits);
            Ok(next)
        }
        b'"' => {
            let text = tokens.text(token)?;
            if !text.is_empty() {
                *slot = Slot::Whole(words.bits(&convert::parts(text.into(), split)));
            }
            Ok(token.at + 1)
        }
        _ => tokens.word(token, b"null"),
    }
}

/// The bit of one text of a list.
#[inline(always)]
fn word(words: &Words, tokens: &Tokens<'_, '_>, token: Token) -> Result<i128, Odd> {
    if token.kind == b'"' {
        let range = tokens.inside(token)?;
        return Ok(words.bit_in(tokens.whole(), range.start, range.end));
    }
    Ok(words.bit(text(tokens, token)?.ok_or(Odd)?))
}
