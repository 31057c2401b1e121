//! Steps over tokens that nobody asks for, which check that all is as JSON has it.

use super::{Next, Token, Tokens};
use crate::eval::fast::Declined;
use crate::records::json::is_number;
use crate::values::Fixed;

/// Within a value that is skipped, brackets may be this deep; the plain reader goes deeper.
const DEPTH: u32 = 60;

impl Tokens<'_, '_> {
    /// Skips a key and its colon.
    #[inline(always)]
    pub(crate) fn key(&self, at: u32) -> Next {
        if self.is_key(at) { Ok(at + 2) } else { Err(Declined) }
    }

    /// Skips what is after a member, and says whether it closes the object.
    #[inline(always)]
    pub(crate) fn comma_or_brace(&self, at: u32) -> Result<(u32, bool), Declined> {
        match self.kind(at) {
            b',' => Ok((at + 1, false)),
            b'}' => Ok((at + 1, true)),
            _ => Err(Declined),
        }
    }

    /// Skips a value, whatever it is.
    #[inline(always)]
    pub(crate) fn skip(&self, at: u32) -> Next {
        match self.kind(at) {
            b'"' => Ok(at + 1),
            b'{' | b'[' => self.skip_nested(at),
            _ => self.skip_single(at),
        }
    }

    /// Skips a text, a number or a word.
    #[inline(never)]
    pub(crate) fn skip_single(&self, at: u32) -> Next {
        let token = self.token(at);
        match token.kind {
            b'"' => Ok(at + 1),
            b'n' => self.word(token, b"null"),
            b't' => self.word(token, b"true"),
            b'f' => self.word(token, b"false"),
            // Mostly the next token begins where a number ends.
            _ if Fixed::is_short_in(self.whole(), token.start as usize..token.behind as usize) => {
                Ok(at + 1)
            }
            _ => self.skip_number(token),
        }
    }

    /// Skips a number of many digits, or with white space after it.
    #[inline(never)]
    fn skip_number(&self, token: Token) -> Next {
        let text = self.whole().get(self.range(token)).unwrap_or_default();
        if is_number(text) { Ok(token.at + 1) } else { Err(Declined) }
    }

    #[inline(never)]
    fn skip_nested(&self, mut at: u32) -> Next {
        // A bit for each open bracket, the innermost lowest: whether it is an object's.
        let (mut objects, mut depth) = (0u64, 0u32);
        loop {
            let kind = self.kind(at);
            if kind == b'"' {
                at += 1;
            } else if kind != b'{' && kind != b'[' {
                at = self.skip_single(at)?;
            } else if self.kind(at + 1) == close(kind) {
                at += 2;
            } else {
                let object = kind == b'{';
                objects = objects << 1 | u64::from(object);
                depth += 1;
                if depth > DEPTH {
                    return Err(Declined);
                }
                at = if object { self.key(at + 1)? } else { at + 1 };
                continue;
            }
            // A value has just ended: close what ends with it, until another one comes.
            loop {
                if depth == 0 {
                    return Ok(at);
                }
                let (kind, object) = (self.kind(at), objects & 1 == 1);
                at += 1;
                if kind == b',' {
                    at = if object { self.key(at)? } else { at };
                    break;
                }
                if kind != close(if object { b'{' } else { b'[' }) {
                    return Err(Declined);
                }
                objects >>= 1;
                depth -= 1;
            }
        }
    }

    /// Skips a list, whose elements the function skips.
    #[inline(always)]
    pub(crate) fn each(&self, list: u32, mut element: impl FnMut(u32) -> Next) -> Next {
        let mut at = list + 1;
        if self.kind(at) == b']' {
            return Ok(at + 1);
        }
        loop {
            at = element(at)?;
            match self.kind(at) {
                b',' => at += 1,
                b']' => return Ok(at + 1),
                _ => return Err(Declined),
            }
        }
    }
}

/// The bracket that closes what this one opens.
#[inline(always)]
fn close(open: u8) -> u8 {
    // In ASCII they are two apart.
    open + 2
}
