//! What stands for a text where texts are compared.

use std::hash::{DefaultHasher, Hasher};

/// 128 bits of a text, which stand for it: with a billion texts, two of them are the same once in
/// 10^20 runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Digest(u128);

/// How many parts a space has.
pub(super) const PARTS: usize = 256;

impl Digest {
    pub(super) const SIZE: usize = 16;

    pub(super) fn of(text: &str) -> Digest {
        let half = |seed: u8| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(seed);
            hasher.write(text.as_bytes());
            u128::from(hasher.finish())
        };
        Digest(half(0) << 64 | half(1))
    }

    /// The part that it belongs to.
    pub(super) fn part(self) -> usize {
        (self.0 >> 120) as usize % PARTS
    }

    pub(super) fn to_bytes(self) -> [u8; Digest::SIZE] {
        self.0.to_le_bytes()
    }

    pub(super) fn from_bytes(bytes: [u8; Digest::SIZE]) -> Digest {
        Digest(u128::from_le_bytes(bytes))
    }
}
