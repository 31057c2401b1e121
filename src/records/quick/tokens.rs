use std::ops::Range;

use super::memo::Memo;
use crate::eval::quick::Odd;
use crate::records::json::{Index, is_number};
use crate::values::Names;

/// Within a value that is passed over, brackets may stand this deep; the plain reader goes deeper.
const DEPTH: u32 = 60;

/// A key and its colon, as the kinds of two tokens.
const KEY: [u8; 2] = *b"\":";

/// The tokens of a record. A walk holds the number of the one that it has come to, and every step
/// checks that they stand as JSON has them; what they are not is odd. The number is handed from
/// step to step rather than kept here, so that it never leaves its register.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a, 'i> {
    text: &'a str,
    /// Where the tokens begin, and then where the text ends.
    places: &'i [u32],
    /// The first byte of each token, and then zeros.
    kinds: &'i [u8],
    /// Where the backslashes are.
    escapes: Range<usize>,
}

/// The token to go on with.
pub(super) type Next = Result<usize, Odd>;

/// A token, where it begins, and where the one behind it does.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub at: usize,
    /// Its first byte; 0 at the end.
    pub kind: u8,
    pub start: usize,
    pub behind: usize,
}

/// A member of an object.
#[derive(Clone, Copy)]
pub(super) struct Member {
    /// Which of the names its key is.
    pub name: Option<usize>,
    pub value: Token,
    /// The first byte of the token behind the value, where that is a single token.
    pub behind: u8,
}

impl<'a, 'i> Tokens<'a, 'i> {
    pub fn new(text: &'a str, index: &'i Index, escapes: Range<u32>) -> Tokens<'a, 'i> {
        let escapes = escapes.start as usize..escapes.end as usize;
        Tokens { text, places: index.places(), kinds: index.kinds(), escapes }
    }

    /// All of the text.
    #[inline(always)]
    pub fn whole(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// A token by its number.
    #[inline(always)]
    pub fn token(&self, at: usize) -> Token {
        // There is nothing behind the last of the sentinels, which no walk comes to.
        let [start, behind] = self.two_places(at).unwrap_or_default().map(|place| place as usize);
        Token { at, kind: self.kind(at), start, behind }
    }

    /// The first byte of a token; 0 at the end.
    #[inline(always)]
    pub fn kind(&self, at: usize) -> u8 {
        self.kinds[at]
    }

    /// The first bytes of eight tokens.
    #[inline(always)]
    pub fn eight(&self, at: usize) -> Option<u64> {
        let eight = self.kinds.get(at..)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*eight))
    }

    #[inline(always)]
    pub fn place(&self, at: usize) -> usize {
        self.places[at] as usize
    }

    /// Where a token and the one behind it begin.
    #[inline(always)]
    pub fn two_places(&self, at: usize) -> Option<[u32; 2]> {
        self.places.get(at..)?.first_chunk::<2>().copied()
    }

    /// Where a token stands, up to the white space before the one behind it.
    #[inline(always)]
    pub fn range(&self, token: Token) -> Range<usize> {
        let mut end = token.behind;
        while end > token.start && matches!(self.whole()[end - 1], b' ' | b'\n' | b'\r' | b'\t') {
            end -= 1;
        }
        token.start..end
    }

    /// Where a text stands, without its quotes. One with escapes is odd.
    #[inline(always)]
    pub fn inside(&self, token: Token) -> Result<Range<usize>, Odd> {
        // Mostly no white space stands behind it.
        let end = match self.whole().get(token.behind - 1) {
            Some(b'"') => token.behind - 1,
            _ => self.range(token).end - 1,
        };
        let inside = token.start + 1..end;
        let reached = token.start < self.escapes.end && self.escapes.start < end;
        if reached && self.has_escape(&inside) {
            return Err(Odd);
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
    pub fn slice(&self, range: Range<usize>) -> Result<&'a str, Odd> {
        self.text.get(range).ok_or(Odd)
    }

    /// A text. One with escapes is odd.
    #[inline(always)]
    pub fn text(&self, token: Token) -> Result<&'a str, Odd> {
        self.slice(self.inside(token)?)
    }

    /// Passes over a word, which has to be this one.
    #[inline(always)]
    pub fn word(&self, token: Token, word: &[u8]) -> Next {
        if self.whole().get(self.range(token)) == Some(word) { Ok(token.at + 1) } else { Err(Odd) }
    }

    /// Whether a token is a number or a word.
    pub fn is_plain(&self, at: usize) -> bool {
        !matches!(self.kind(at), b'{' | b'}' | b'[' | b']' | b':' | b',' | b'"')
    }

    /// The member whose key this should be.
    #[inline(always)]
    pub fn member<U: Copy>(
        &self,
        at: usize,
        names: &Names,
        memo: &mut Memo<U>,
    ) -> Result<Member, Odd> {
        let (kinds, places) = (self.kinds.get(at..), self.places.get(at..));
        let kinds = kinds.and_then(|kinds| kinds.first_chunk::<4>());
        let places = places.and_then(|places| places.first_chunk::<4>());
        let (Some(&[quote, colon, kind, behind]), Some(places)) = (kinds, places) else {
            return Err(Odd);
        };
        if [quote, colon] != KEY {
            return Err(Odd);
        }
        let [start, end, value, next] = places.map(|place| place as usize);
        let name = match memo.name(self.whole(), start + 1, end) {
            Some(name) => name,
            None => {
                let key = self.inside(Token { at, kind: quote, start, behind: end })?;
                names.find_in(self.whole(), key.start, key.end)
            }
        };
        let value = Token { at: at + 2, kind, start: value, behind: next };
        Ok(Member { name, value, behind })
    }

    /// Passes over a key and its colon.
    #[inline(always)]
    fn key(&self, at: usize) -> Next {
        if self.kind(at) == KEY[0] && self.kind(at + 1) == KEY[1] { Ok(at + 2) } else { Err(Odd) }
    }

    /// Passes over a value, whatever it is.
    #[inline(always)]
    pub fn skip(&self, token: Token) -> Next {
        match token.kind {
            b'"' => Ok(token.at + 1),
            b'{' | b'[' => self.skip_nested(token.at),
            _ => self.skip_single(token),
        }
    }

    /// Passes over a number or a word.
    fn skip_single(&self, token: Token) -> Next {
        match token.kind {
            b'n' => self.word(token, b"null"),
            b't' => self.word(token, b"true"),
            b'f' => self.word(token, b"false"),
            _ => {
                let number = self.whole().get(self.range(token)).unwrap_or_default();
                if is_whole(number) || is_number(number) { Ok(token.at + 1) } else { Err(Odd) }
            }
        }
    }

    fn skip_nested(&self, mut at: usize) -> Next {
        // A bit for each open bracket, the innermost lowest: whether it is an object's.
        let (mut objects, mut depth) = (0u64, 0u32);
        loop {
            let kind = self.kind(at);
            if kind == b'"' {
                at += 1;
            } else if kind != b'{' && kind != b'[' {
                at = self.skip_single(self.token(at))?;
            } else if self.kind(at + 1) == close(kind) {
                at += 2;
            } else {
                let object = kind == b'{';
                objects = objects << 1 | u64::from(object);
                depth += 1;
                if depth > DEPTH {
                    return Err(Odd);
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
                    return Err(Odd);
                }
                objects >>= 1;
                depth -= 1;
            }
        }
    }

    /// Passes over a list, whose elements the function passes over.
    #[inline(always)]
    pub fn each(&self, list: Token, mut element: impl FnMut(Token) -> Next) -> Next {
        let mut at = list.at + 1;
        if self.kind(at) == b']' {
            return Ok(at + 1);
        }
        loop {
            at = element(self.token(at))?;
            match self.kind(at) {
                b',' => at += 1,
                b']' => return Ok(at + 1),
                _ => return Err(Odd),
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

/// Whether this is a whole number without anything special: most are.
#[inline]
pub(super) fn is_whole(number: &[u8]) -> bool {
    match number {
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        [b'0'] => true,
        _ => false,
    }
}
