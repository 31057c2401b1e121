//! Numbers as JSON has them.

use super::{Scanner, SyntaxFault, SyntaxFaultKind};

impl<'a> Scanner<'a> {
    /// The number that starts here, as it is written.
    pub(super) fn number(&mut self) -> Result<&'a str, SyntaxFault> {
        let (text, start) = (self.text(), self.at());
        let bytes = text.as_bytes();
        match end(bytes, start) {
            Some(end) => {
                self.set_at(end);
                Ok(&text[start..end])
            }
            None if is_cut_off(&bytes[start..]) => {
                Err(SyntaxFault { at: bytes.len(), kind: SyntaxFaultKind::Ended })
            }
            None => Err(SyntaxFault { at: start, kind: SyntaxFaultKind::Number }),
        }
    }
}

/// Whether all of this is a number.
#[inline]
pub(crate) fn is_number(token: &[u8]) -> bool {
    end(token, 0) == Some(token.len())
}

/// Where the number ends that starts at `at`; `None` if it is not one.
#[inline(always)]
fn end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    at = match bytes.get(at) {
        Some(b'0') => at + 1,
        Some(b'1'..=b'9') => digits(bytes, at)?,
        _ => return None,
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = digits(bytes, at)?;
    }
    // What touches the number belongs to it: `05` and `1_000` are none, rather than a 0 or 1 with
    // something after it.
    match bytes.get(at) {
        Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'+' | b'-' | b'.' | 0x80..) => None,
        _ => Some(at),
    }
}

/// Past the digits at `at`; `None` if there are none.
#[inline]
fn digits(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    while let Some(b'0'..=b'9') = bytes.get(end) {
        end += 1;
    }
    (end > at).then_some(end)
}

/// Whether all of it could go on as a number: the text was cut within it.
fn is_cut_off(bytes: &[u8]) -> bool {
    let mut longer = bytes.to_vec();
    longer.truncate(64);
    longer.len() < 64 && !longer.is_empty() && {
        longer.push(b'0');
        end(&longer, 0).is_some()
    }
}
