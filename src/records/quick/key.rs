/// A key as it stood in a record, with the quote behind it, which counts as part of it. It fits in
/// two words, so that the same key is known again without being looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// Its first eight bytes, or all of them.
    first: u64,
    mask: u64,
    /// Where its last eight bytes begin, and what they are; zeros where it is no longer than that.
    rest: u32,
    last: u64,
}

/// Two words hold this much.
const LONG: usize = 16;

impl Key {
    /// The key whose first byte is at `start`, before a colon at `colon`. `None` where it is long,
    /// has escapes, stands before white space or near the end of the text.
    pub fn of(text: &[u8], start: u32, colon: u32) -> Option<Key> {
        let key = text.get(start as usize..colon as usize)?;
        let length = key.len();
        if length > LONG || !key.ends_with(b"\"") || memchr::memchr(b'\\', key).is_some() {
            return None;
        }
        let mask = if length < 8 { (1 << (8 * length)) - 1 } else { u64::MAX };
        let rest = length.saturating_sub(8) as u32;
        let last = if rest > 0 { word(text, start + rest)? } else { 0 };
        Some(Key { first: word(text, start)? & mask, mask, rest, last })
    }

    /// Whether the same key stands there, behind a quote.
    #[inline(always)]
    pub fn is_at(&self, text: &[u8], start: u32) -> bool {
        word(text, start).is_some_and(|word| word & self.mask == self.first)
            && (self.rest == 0 || word(text, start + self.rest) == Some(self.last))
    }
}

/// The eight bytes from a place on.
#[inline(always)]
fn word(text: &[u8], at: u32) -> Option<u64> {
    let eight = text.get(at as usize..at as usize + 8)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_again_by_all_of_its_bytes() {
        let keys = ["", "a", "at", "amount", "amounts", "amount_2", "amount_in", "fifteen_letters"];
        let text = |key: &str| format!("\"{key}\":1        ").into_bytes();
        for key in keys {
            let known = Key::of(&text(key), 1, key.len() as u32 + 2).expect("short and plain");
            for other in keys.iter().chain(&["b", "aT", "amounT", "amount-2", "fifteen-letters"]) {
                assert_eq!(known.is_at(&text(other), 1), key == *other, "{key} {other}");
            }
        }
        for odd in ["sixteen_letters_", "a\\u0062"] {
            assert!(Key::of(&text(odd), 1, odd.len() as u32 + 2).is_none(), "{odd}");
        }
        assert!(Key::of(b"\"a\" :1          ", 1, 4).is_none());
        assert!(Key::of(b"\"a\":1", 1, 3).is_none());
    }
}
