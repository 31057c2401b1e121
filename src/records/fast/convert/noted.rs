//! Numbers that texts write in a notation of their own: `"1.234,56"`.

use super::kind::Kind;
use super::put::put;
use super::text::written;
use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Tokens};
use crate::values::currency::Currency;
use crate::values::{Fixed, Notation};

/// A number that texts write in a notation.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct Noted {
    pub notation: Notation,
    /// Of amounts.
    pub currency: Option<Currency>,
    /// What the number has to be, and how it is read where it is not a text.
    pub kind: Kind,
}

/// A number in a notation, or as JSON writes it.
#[inline(never)]
pub(super) fn noted<'a>(
    noted: &Noted,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let token = tokens.token(at);
    if token.kind != b'"' {
        return noted.kind.take(tokens, at, slot);
    }
    let Some(text) = written(tokens, token)? else { return Ok(at + 1) };
    let number = match noted.currency {
        Some(currency) => noted.notation.amount(text, currency),
        None => noted.notation.number(text),
    };
    let number = Fixed::from_decimal(number.map_err(|_| Declined)?).ok_or(Declined)?;
    put(at, Some(noted.kind.units(number)?), slot)
}
