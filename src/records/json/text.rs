//! Texts between their quotes, and what their escapes mean.

use std::borrow::Cow;

use super::{Scanner, SyntaxFault, SyntaxFaultKind};

/// A text as it stands between its quotes, its escapes known to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawText<'a> {
    pub raw: &'a str,
    pub escaped: bool,
    /// Whether it is all of a cell of CSV, where some texts are written in other ways.
    pub cell: bool,
}

impl<'a> RawText<'a> {
    /// A text that has no escapes.
    pub(crate) fn plain(raw: &'a str) -> RawText<'a> {
        RawText { raw, escaped: false, cell: false }
    }

    /// The text of a cell of CSV.
    pub(crate) fn cell(raw: &'a str) -> RawText<'a> {
        RawText { raw, escaped: false, cell: true }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.raw.is_empty()
    }

    /// The text itself; `None` if an escape is half of a surrogate pair.
    #[inline]
    pub(crate) fn decode(self) -> Option<Cow<'a, str>> {
        if self.escaped {
            unescape(self.raw).map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(self.raw))
        }
    }

    /// Whether it is this text, however it is escaped.
    #[inline]
    pub(crate) fn is(self, other: &str) -> bool {
        if self.escaped {
            unescape(self.raw).is_some_and(|text| text == other)
        } else {
            self.raw == other
        }
    }
}

impl<'a> Scanner<'a> {
    /// The text whose opening quote is here.
    #[inline]
    pub(super) fn string(&mut self) -> Result<RawText<'a>, SyntaxFault> {
        let text = self.text();
        let bytes = text.as_bytes();
        let start = self.at() + 1;
        let mut at = start;
        let mut escaped = false;
        loop {
            at = stop(bytes, at);
            match bytes.get(at) {
                Some(b'"') => {
                    self.set_at(at + 1);
                    return Ok(RawText { raw: &text[start..at], escaped, cell: false });
                }
                Some(b'\\') => {
                    escaped = true;
                    at = escape_end(bytes, at)?;
                }
                Some(_) => return Err(SyntaxFault { at, kind: SyntaxFaultKind::Control }),
                None => return Err(SyntaxFault { at: bytes.len(), kind: SyntaxFaultKind::Ended }),
            }
        }
    }
}

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES * 0x80;

/// The place, from `at` on, of the first byte that a text cannot just skip: a quote, a
/// backslash or a control character. Eight bytes at a time: the lowest marked byte is exact,
/// because a borrow only ever runs upwards.
#[inline]
fn stop(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        let quote = word ^ (ONES * u64::from(b'"'));
        let slash = word ^ (ONES * u64::from(b'\\'));
        let marks = (word.wrapping_sub(ONES * 0x20) & !word)
            | (quote.wrapping_sub(ONES) & !quote)
            | (slash.wrapping_sub(ONES) & !slash);
        let marks = marks & HIGH;
        if marks != 0 {
            return at + marks.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|b| !matches!(b, b'"' | b'\\' | 0..0x20)) {
        at += 1;
    }
    at
}

/// Past the escape whose backslash is at `at`.
fn escape_end(bytes: &[u8], at: usize) -> Result<usize, SyntaxFault> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => match bytes.get(at + 2..at + 6) {
            Some(hex) if hex.iter().all(u8::is_ascii_hexdigit) => Ok(at + 6),
            Some(_) => Err(SyntaxFault { at, kind: SyntaxFaultKind::Escape }),
            None => Err(SyntaxFault { at: bytes.len(), kind: SyntaxFaultKind::Ended }),
        },
        Some(_) => Err(SyntaxFault { at, kind: SyntaxFaultKind::Escape }),
        None => Err(SyntaxFault { at: bytes.len(), kind: SyntaxFaultKind::Ended }),
    }
}

#[cold]
fn unescape(raw: &str) -> Option<String> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(slash) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..slash]);
        let (character, after) = unescape_one(&rest[slash + 1..])?;
        out.push(character);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// The character of the escape whose backslash was just before, and what follows it.
fn unescape_one(rest: &str) -> Option<(char, &str)> {
    let character = match rest.as_bytes().first()? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unescape_hex(rest),
        other => char::from(*other),
    };
    Some((character, &rest[1..]))
}

/// `u00e9`, or both halves of a pair: `ud83d\ude00`.
fn unescape_hex(rest: &str) -> Option<(char, &str)> {
    let unit = |text: &str| u32::from_str_radix(text.get(1..5)?, 16).ok();
    let first = unit(rest)?;
    if let Some(character) = char::from_u32(first) {
        return Some((character, &rest[5..]));
    }
    let second =
        rest.get(5..).filter(|rest| rest.starts_with("\\u")).and_then(|r| unit(&r[1..]))?;
    if !(0xd800..0xdc00).contains(&first) || !(0xdc00..0xe000).contains(&second) {
        return None;
    }
    let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    Some((char::from_u32(code)?, &rest[11..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(json: &str) -> Option<String> {
        let text = Scanner::new(json).string().expect("a text");
        text.decode().map(|text| text.into_owned())
    }

    #[test]
    fn escapes_become_what_they_stand_for() {
        let cases = [
            (r#""plain""#, Some("plain")),
            (r#""a\"b\\c\/d""#, Some("a\"b\\c/d")),
            (r#""\b\f\n\r\t""#, Some("\u{8}\u{c}\n\r\t")),
            (r#""caf\u00E9""#, Some("café")),
            (r#""\ud83d\ude00!""#, Some("😀!")),
            (r#""\u0000""#, Some("\0")),
            (r#""\ud83d""#, None),
            (r#""\ude00\ud83d""#, None),
            (r#""\ud83dx""#, None),
            (r#""\ud83d\u0041""#, None),
        ];
        for (json, text) in cases {
            assert_eq!(decoded(json).as_deref(), text, "{json}");
        }
    }

    #[test]
    fn the_stop_is_the_first_byte_that_matters_wherever_it_stands() {
        for mark in [b'"', b'\\', 0, 0x1f, b'\n'] {
            for before in 0..40 {
                let mut bytes = "é\u{7f}~ !#[]".repeat(8).into_bytes();
                bytes[before] = mark;
                bytes.push(b'"');
                assert_eq!(stop(&bytes, 0), before, "{mark} at {before}");
            }
        }
    }
}
