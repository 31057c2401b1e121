use std::ops::Range;

use crate::eval::fast::Declined;
use crate::records::json::{Index, RawText, is_number};

/// Within a value that is passed over, brackets may stand this deep; the plain reader goes deeper.
const DEPTH: u32 = 60;

/// A key and its colon, as the kinds of two tokens.
const KEY: [u8; 2] = *b"\":";

/// The tokens of a record. A walk holds the number of the one that it has come to, and every step
/// checks that they stand as JSON has them; what they are not is odd. The number is handed from
/// step to step rather than kept here, so that it never leaves its register.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct Tokens<'a, 'i> {
    text: &'a str,
    /// Where the tokens begin, and then where the text ends.
    places: &'i [u32],
    /// The first byte of each token, and then zeros.
    kinds: &'i [u8],
    /// Where the backslashes are.
    escapes: Range<u32>,
}

/// The token to go on with.
pub(in crate::records::fast) type Next = Result<u32, Declined>;

/// A token, where it begins, and where the one behind it does.
#[derive(Clone, Copy)]
pub(in crate::records::fast) struct Token {
    pub at: u32,
    /// Its first byte; 0 at the end.
    pub kind: u8,
    pub start: u32,
    pub behind: u32,
}

impl<'a, 'i> Tokens<'a, 'i> {
    pub fn new(text: &'a str, index: &'i Index, escapes: Range<u32>) -> Tokens<'a, 'i> {
        Tokens { text, places: index.places(), kinds: index.kinds(), escapes }
    }

    /// All of the text.
    #[inline(always)]
    pub fn whole(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// A token by its number.
    #[inline(always)]
    pub fn token(&self, at: u32) -> Token {
        let from = at as usize;
        // There is nothing behind the last of the sentinels, which no walk comes to.
        let places = self.places.get(from..from + 2).and_then(|places| places.first_chunk());
        let [start, behind] = places.copied().unwrap_or_default();
        Token { at, kind: self.kind(at), start, behind }
    }

    /// The first byte of a token; 0 at the end.
    #[inline(always)]
    pub fn kind(&self, at: u32) -> u8 {
        self.kinds.get(at as usize).copied().unwrap_or_default()
    }

    /// Where a token begins.
    #[inline(always)]
    pub fn place(&self, at: u32) -> u32 {
        self.places.get(at as usize).copied().unwrap_or_default()
    }

    /// Where so many tokens begin.
    #[inline(always)]
    pub fn places(&self, at: u32, count: u32) -> Option<&'i [u32]> {
        self.places.get(at as usize..at as usize + count as usize)
    }

    /// The first bytes of eight tokens.
    #[inline(always)]
    pub fn eight(&self, at: u32) -> Option<u64> {
        let from = at as usize;
        let eight = self.kinds.get(from..from + 8)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*eight))
    }

    /// Where a token stands, up to the white space before the one behind it.
    #[inline(always)]
    pub fn range(&self, token: Token) -> Range<usize> {
        let (start, mut end) = (token.start as usize, token.behind as usize);
        while end > start && is_space(self.whole()[end - 1]) {
            end -= 1;
        }
        start..end
    }

    /// Where a text stands, without its quotes.
    #[inline(always)]
    pub fn within_quotes(&self, token: Token) -> Range<usize> {
        let behind = token.behind as usize;
        // Mostly no white space stands behind it.
        let end = match self.whole().get(behind.wrapping_sub(1)) {
            Some(b'"') => behind - 1,
            Some(_) | None => self.range(token).end.wrapping_sub(1),
        };
        token.start as usize + 1..end
    }

    /// The same of one whose escapes would count. One that has any is odd.
    #[inline(always)]
    pub fn inside(&self, token: Token) -> Result<Range<usize>, Declined> {
        let inside = self.within_quotes(token);
        let reached = token.start < self.escapes.end && (self.escapes.start as usize) < inside.end;
        if reached && self.has_escape(&inside) {
            return Err(Declined);
        }
        Ok(inside)
    }

    #[cold]
    fn has_escape(&self, inside: &Range<usize>) -> bool {
        let inside = self.whole().get(inside.clone()).unwrap_or_default();
        memchr::memchr(b'\\', inside).is_some()
    }

    /// What stands from one place to another, both beside ASCII.
    #[inline(always)]
    pub fn slice(&self, range: Range<usize>) -> Result<&'a str, Declined> {
        self.text.get(range).ok_or(Declined)
    }

    /// A text. One with escapes is odd.
    #[inline(always)]
    pub fn text(&self, token: Token) -> Result<&'a str, Declined> {
        self.slice(self.inside(token)?)
    }

    /// What is found of a text with escapes, once they are what they stand for.
    #[cold]
    #[inline(never)]
    pub fn unescaped<T>(&self, token: Token, find: impl FnOnce(&str) -> T) -> Result<T, Declined> {
        let raw = self.slice(self.within_quotes(token))?;
        let text = RawText { raw, escaped: true }.decode().ok_or(Declined)?;
        Ok(find(&text))
    }

    /// Passes over a word, which has to be this one.
    #[inline(always)]
    pub fn word(&self, token: Token, word: &[u8]) -> Next {
        if self.whole().get(self.range(token)) == Some(word) {
            Ok(token.at + 1)
        } else {
            Err(Declined)
        }
    }

    /// Whether a token is a number or a word.
    pub fn is_plain(&self, at: u32) -> bool {
        !matches!(self.kind(at), b'{' | b'}' | b'[' | b']' | b':' | b',' | b'"')
    }

    /// Whether a key and its colon stand here.
    #[inline(always)]
    pub fn is_key(&self, at: u32) -> bool {
        let from = at as usize;
        self.kinds.get(from..from + 2) == Some(&KEY)
    }

    /// Passes over a key and its colon.
    #[inline(always)]
    pub fn key(&self, at: u32) -> Next {
        if self.is_key(at) { Ok(at + 2) } else { Err(Declined) }
    }

    /// Passes over what stands behind a member, and says whether it closes the object.
    #[inline(always)]
    pub fn comma_or_brace(&self, at: u32) -> Result<(u32, bool), Declined> {
        match self.kind(at) {
            b',' => Ok((at + 1, false)),
            b'}' => Ok((at + 1, true)),
            _ => Err(Declined),
        }
    }

    /// Passes over a value, whatever it is.
    #[inline(always)]
    pub fn skip(&self, at: u32) -> Next {
        match self.kind(at) {
            b'"' => Ok(at + 1),
            b'{' | b'[' => self.skip_nested(at),
            _ => self.skip_single(at),
        }
    }

    /// Passes over a text, a number or a word.
    #[inline(never)]
    pub fn skip_single(&self, at: u32) -> Next {
        let token = self.token(at);
        match token.kind {
            b'"' => Ok(at + 1),
            b'n' => self.word(token, b"null"),
            b't' => self.word(token, b"true"),
            b'f' => self.word(token, b"false"),
            _ => {
                let number = self.whole().get(self.range(token)).unwrap_or_default();
                if is_number(number) { Ok(at + 1) } else { Err(Declined) }
            }
        }
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

    /// Passes over a list, whose elements the function passes over.
    #[inline(always)]
    pub fn each(&self, list: u32, mut element: impl FnMut(u32) -> Next) -> Next {
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
    // In ASCII they stand two apart.
    open + 2
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}
