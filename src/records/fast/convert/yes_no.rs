//! Yes and no.

use super::number::fixed;
use super::put::put;
use super::text::written;
use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Tokens};
use crate::records::json::{Found, RawText};
use crate::records::plain::convert;
use crate::values::Fixed;

/// Yes or no, in any of the forms that exports use.
#[inline(never)]
pub(super) fn yes_no<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    let token = tokens.token(at);
    let yes = match token.kind {
        b't' => tokens.word(token, b"true").map(|_| Some(true))?,
        b'f' => tokens.word(token, b"false").map(|_| Some(false))?,
        b'"' => match written(tokens, token)? {
            None => None,
            Some(text) => {
                let raw = RawText::plain(text);
                convert::yes_no(Found::Text(raw)).map_err(|_| Declined)?
            }
        },
        _ => match fixed(tokens, token)? {
            None => None,
            Some(number) if number == Fixed::ZERO => Some(false),
            Some(number) if Some(number) == Fixed::from_int(1) => Some(true),
            Some(_) => return Err(Declined),
        },
    };
    put(at, yes.map(i128::from), slot)
}
