//! One of some names.

use super::put::put;
use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Tokens};
use crate::values::Names;

/// One of some names, by its place among them.
#[inline(never)]
pub(super) fn choice<'a>(
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
        // It may say nothing, whatever the names are.
        Ok(range) if tokens.whole()[range.start] <= b' ' => return Err(Declined),
        Ok(range) => names.find_in(tokens.whole(), range.start, range.end),
        Err(Declined) => tokens.unescaped(token, |name| names.find(name))?,
    };
    put(at, Some(place.ok_or(Declined)? as i128), slot)
}
