//! Texts as JSON has them.

/// Writes a text as JSON, with its quotation marks.
#[inline]
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    // Hardly any text needs an escape, and looking for all of them at once is quick.
    if !needs_escape(text.as_bytes()) {
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return;
    }
    escaped(text, out);
}

/// Whether JSON has an escape for one of these bytes.
#[inline]
fn needs_escape(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().fold(0, |any, word| any | escapes(u64::from_le_bytes(*word)));
    let escape = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    words != 0 || rest.iter().any(|byte| escape(*byte))
}

/// Has a bit if one of eight bytes needs an escape: a byte of which something is taken away that is
/// more than it is gets its highest bit, which it did not have.
#[inline]
fn escapes(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    let less = |word: u64, than: u8| word.wrapping_sub(EACH * u64::from(than)) & !word & HIGHEST;
    let same = |byte: u8| less(word ^ (EACH * u64::from(byte)), 1);
    less(word, b' ') | same(b'"') | same(b'\\')
}

/// The rest of a text with escapes.
#[cold]
fn escaped(text: &str, out: &mut Vec<u8>) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&text.as_bytes()[written..at]);
        written = at + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
    }
    out.extend_from_slice(&text.as_bytes()[written..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_needs_an_escape_is_seen_wherever_it_is() {
        for length in 1..20 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    for other in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
                        let mut bytes = vec![other; length];
                        bytes[place] = byte;
                        let expected = byte < 0x20 || byte == b'"' || byte == b'\\';
                        assert_eq!(needs_escape(&bytes), expected, "{bytes:?}");
                    }
                }
            }
        }
    }
}
