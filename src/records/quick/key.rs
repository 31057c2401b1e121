/// A key as it stood in a record, with the quote behind it, which counts as part of it. It is
/// short enough to be known again in one go, without being looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// Its bytes, the first one lowest, and which of them count: all that it has.
    bytes: u128,
    mask: u128,
}

/// A key of no more than eight bytes, which is even quicker.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShortKey {
    bytes: u64,
    mask: u64,
}

/// The longest key that there is room for, and the longest short one.
const LONG: usize = 16;
const SHORT: usize = 8;

impl Key {
    /// The key whose first byte is at `start`, before a colon at `colon`. `None` where it is long,
    /// has escapes or stands before white space.
    pub fn of(text: &[u8], start: u32, colon: u32) -> Option<Key> {
        let key = text.get(start as usize..colon as usize)?;
        let length = key.len();
        if length > LONG || !key.ends_with(b"\"") || memchr::memchr(b'\\', key).is_some() {
            return None;
        }
        let mask = u128::MAX >> (8 * (LONG - length));
        Some(Key { bytes: padded(key) & mask, mask })
    }

    /// The same, if it is short.
    pub fn short(&self) -> Option<ShortKey> {
        let is_short = self.mask <= u128::from(u64::MAX);
        is_short.then_some(ShortKey { bytes: self.bytes as u64, mask: self.mask as u64 })
    }

    /// Whether the same key stands there, behind a quote.
    #[inline(always)]
    pub fn is_at(&self, text: &[u8], start: u32) -> bool {
        let start = start as usize;
        let there = text.get(start..start + LONG).and_then(|there| there.first_chunk());
        let there = match there {
            Some(there) => u128::from_le_bytes(*there),
            None => padded(text.get(start..).unwrap_or_default()),
        };
        (there ^ self.bytes) & self.mask == 0
    }
}

impl ShortKey {
    /// Whether the same key stands there, behind a quote.
    #[inline(always)]
    pub fn is_at(&self, text: &[u8], start: u32) -> bool {
        let start = start as usize;
        let there = text.get(start..start + SHORT).and_then(|there| there.first_chunk());
        let there = match there {
            Some(there) => u64::from_le_bytes(*there),
            None => padded(text.get(start..).unwrap_or_default()) as u64,
        };
        (there ^ self.bytes) & self.mask == 0
    }
}

/// The first bytes of a text, and zeros where it ends before.
#[cold]
fn padded(text: &[u8]) -> u128 {
    text.iter().take(LONG).rev().fold(0, |bytes, byte| bytes << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_again_by_all_of_its_bytes() {
        let keys = ["", "a", "at", "amount", "amounts", "amount_2", "amount_in", "fifteen_letters"];
        let others = ["b", "aT", "amounT", "amount-2", "fifteen-letters"];
        for behind in [":1}", ":1              }"] {
            let text = |key: &str| format!("\"{key}\"{behind}").into_bytes();
            for key in keys {
                let known = Key::of(&text(key), 1, key.len() as u32 + 2).expect("short and plain");
                for other in keys.iter().chain(&others) {
                    assert_eq!(known.is_at(&text(other), 1), key == *other, "{key} {other}");
                    let short = known.short().map(|known| known.is_at(&text(other), 1));
                    assert_eq!(short, (key.len() < SHORT).then_some(key == *other));
                    // What breaks off is another key.
                    assert!(!known.is_at(&text(other)[..=other.len()], 1), "{key} {other}");
                }
            }
        }
        for odd in ["sixteen_letters_", "a\\u0062"] {
            let text = format!("\"{odd}\":1}}").into_bytes();
            assert!(Key::of(&text, 1, odd.len() as u32 + 2).is_none(), "{odd}");
        }
        assert!(Key::of(b"\"a\" :1          ", 1, 4).is_none());
    }
}
