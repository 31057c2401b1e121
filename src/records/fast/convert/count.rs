//! Whole numbers, which may be the lengths of lists.

use super::number::fixed;
use super::put::put;
use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Tokens};
use crate::values::Fixed;

/// A whole number, or the length of a list.
#[inline(never)]
pub(super) fn count<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    let token = tokens.token(at);
    // Mostly the next token begins where it ends.
    let range = token.start as usize..token.behind as usize;
    if let Some(count) = Fixed::parse_whole_in(tokens.whole(), range) {
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
