//! Keys that are known again without being looked up.

/// A key as it was in a record, with the quote after it, which counts as part of it. It is known
/// again in a few looks, mostly in one, without being looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    first: Piece,
    rest: Vec<Piece>,
}

/// Some bytes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The bytes, the first one lowest, and which of them count: all that it has.
    bytes: u128,
    mask: u128,
    /// How far they are from the quote before the key.
    from: u32,
}

/// A piece of at most eight bytes, which are looked at sooner: most keys are no longer.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShortPiece {
    bytes: u64,
    mask: u64,
    from: u32,
}

/// This many bytes are looked at in one go.
const PIECE: usize = 16;
const SHORT: usize = 8;
/// The longest key that there is room for.
const LONG: usize = 8 * PIECE;

impl Key {
    /// The key after a quote, before a colon. `None` if it is very long or has escapes.
    pub(super) fn of(text: &[u8], quote: u32, colon: u32) -> Option<Key> {
        let key = text.get(quote as usize + 1..colon as usize)?.trim_ascii_end();
        if key.len() > LONG || !key.ends_with(b"\"") || memchr::memchr(b'\\', key).is_some() {
            return None;
        }
        let from = (1..).step_by(PIECE);
        let mut pieces = key.chunks(PIECE).zip(from).map(|(piece, from)| Piece::of(piece, from));
        Some(Key { first: pieces.next()?, rest: pieces.collect() })
    }

    /// Whether the same key is after a quote.
    #[inline(always)]
    pub(super) fn is_at(&self, text: &[u8], quote: u32) -> bool {
        self.first.is_at(text, quote) && self.rest.iter().all(|piece| piece.is_at(text, quote))
    }

    /// All of its bytes.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }
}

impl Piece {
    fn of(bytes: &[u8], from: u32) -> Piece {
        let mask = u128::MAX >> (8 * (PIECE - bytes.len().min(PIECE)));
        Piece { bytes: padded(bytes) & mask, mask, from }
    }

    /// Whether it is part of the key after a quote.
    #[inline(always)]
    pub(super) fn is_at(&self, text: &[u8], quote: u32) -> bool {
        let start = (quote + self.from) as usize;
        let there = text.get(start..start + PIECE).and_then(|there| there.first_chunk());
        let there = match there {
            Some(there) => u128::from_le_bytes(*there),
            None => padded(text.get(start..).unwrap_or_default()),
        };
        (there ^ self.bytes) & self.mask == 0
    }

    /// The same piece, if it is short.
    pub(super) fn short(self) -> Option<ShortPiece> {
        let Piece { bytes, mask, from } = self;
        let mask = u64::try_from(mask).ok()?;
        Some(ShortPiece { bytes: bytes as u64, mask, from })
    }
}

impl ShortPiece {
    /// Whether it is part of the key after a quote.
    #[inline(always)]
    pub(super) fn is_at(&self, text: &[u8], quote: u32) -> bool {
        let start = (quote + self.from) as usize;
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
    text.iter().take(PIECE).rev().fold(0, |bytes, byte| bytes << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_again_by_all_of_its_bytes() {
        let keys = [
            "",
            "a",
            "at",
            "amount",
            "amounts",
            "amount_2",
            "amount_in",
            "fifteen_letters",
            "sixteen_letters_",
            "seventeen_letters",
            "hs_analytics_source_data_1",
            "hs_analytics_source_data_2",
            "hs_analytics_first_timestamp_utc",
        ];
        let others = ["b", "aT", "amounT", "amount-2", "fifteen-letters", "seventeen-letters"];
        for behind in [":1}", ":1              }"] {
            let text = |key: &str| format!("{{\"{key}\"{behind}").into_bytes();
            for key in keys {
                let known = Key::of(&text(key), 1, key.len() as u32 + 3).expect("short and plain");
                for other in keys.iter().chain(&others) {
                    let (whole, mut broken) = (text(other), text(other));
                    assert_eq!(known.is_at(&whole, 1), key == *other, "{key} {other}");
                    // What breaks off is another key.
                    broken.truncate(other.len() + 2);
                    assert!(!known.is_at(&broken, 1), "{key} {other}");
                    for (piece, short) in known.pieces().filter_map(|p| Some((p, p.short()?))) {
                        for text in [&whole, &broken] {
                            assert_eq!(short.is_at(text, 1), piece.is_at(text, 1), "{key} {other}");
                        }
                    }
                }
            }
        }
        assert!(Key::of(br#""a\u0062":1"#, 0, 9).is_none());
        let spaced = Key::of(b"\"a\"  :1", 0, 5).expect("white space is no part of it");
        assert!(spaced.is_at(b"\"a\":1", 0));
        let long = format!("\"{}\":1", "a".repeat(LONG));
        assert!(Key::of(long.as_bytes(), 0, long.len() as u32 - 2).is_none());
    }
}
