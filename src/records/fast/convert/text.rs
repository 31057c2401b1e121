//! Texts as they are, or as if their case did not matter.

use crate::eval::fast::{Declined, Slot};
use crate::records::fast::tokens::{Next, Token, Tokens};
use crate::records::json::is_number;

#[inline(never)]
pub(super) fn text<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    if let Some(text) = written(tokens, tokens.token(at))? {
        *slot = Slot::Text(text);
    }
    Ok(at + 1)
}

/// The same, as if their case did not matter.
#[inline(never)]
pub(super) fn folded<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    if let Some(text) = written(tokens, tokens.token(at))? {
        *slot = Slot::Text(tokens.folded(text)?);
    }
    Ok(at + 1)
}

/// A text, or a number as it is written; `None` if the record says nothing.
#[inline(always)]
pub(in crate::records::fast) fn written<'a>(
    tokens: &Tokens<'a, '_>,
    token: Token,
) -> Result<Option<&'a str>, Declined> {
    Ok(Some(match token.kind {
        b'"' => match tokens.text(token)? {
            text if is_blank(text) => return Ok(None),
            text => text,
        },
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

/// Whether a text says nothing. White space is a control character, a space, or not ASCII.
#[inline(always)]
pub(super) fn is_blank(text: &str) -> bool {
    match text.bytes().next() {
        Some(b'!'..=0x7f) => false,
        Some(_) => text.trim().is_empty(),
        None => true,
    }
}
