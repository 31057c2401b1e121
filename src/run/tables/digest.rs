//! What stands for a text where texts are compared.

use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};

use twox_hash::XxHash3_64;

/// 128 bits of a text, which stand for it: with a billion texts, two of them are the same once in
/// 10^20 runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Digest(u128);

/// 96 bits of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ShortDigest([u32; 3]);

/// How many parts a space has.
pub(super) const PARTS: usize = 256;

impl Digest {
    pub(super) const SIZE: usize = 16;

    pub(super) fn of(text: &str) -> Digest {
        Digest::of_bytes(text.as_bytes())
    }

    pub(super) fn of_bytes(text: &[u8]) -> Digest {
        // The first half is slower, but nobody can think up a text that has that of another one.
        let mut hasher = DefaultHasher::new();
        hasher.write(text);
        let second = XxHash3_64::oneshot(text);
        Digest(u128::from(hasher.finish()) << 64 | u128::from(second))
    }

    /// The part that it belongs to.
    pub(super) fn part(self) -> usize {
        (self.0 >> 120) as usize % PARTS
    }

    /// Where to look for it first among this many places. Those of a part are next to each other.
    pub(super) fn place(self, places: usize) -> usize {
        let first_half = self.0 >> 64;
        ((first_half * places as u128) >> 64) as usize
    }

    /// 96 bits of it, which are enough for those that are in memory together: with ten million texts, two of them are
    /// the same once in 10^15 runs.
    pub(super) fn short(self) -> ShortDigest {
        ShortDigest([(self.0 >> 96) as u32, (self.0 >> 64) as u32, (self.0 >> 32) as u32])
    }

    pub(super) fn to_bytes(self) -> [u8; Digest::SIZE] {
        self.0.to_le_bytes()
    }

    pub(super) fn from_bytes(bytes: [u8; Digest::SIZE]) -> Digest {
        Digest(u128::from_le_bytes(bytes))
    }
}

/// What a map makes of digests, which are as good as hashes.
pub(super) type ByDigest = BuildHasherDefault<DigestHasher>;

#[derive(Debug, Default)]
pub(super) struct DigestHasher(u64);

impl Hasher for DigestHasher {
    fn write(&mut self, bytes: &[u8]) {
        let half = bytes.first_chunk().map_or(0, |half| u64::from_le_bytes(*half));
        self.0 ^= half;
    }

    fn write_u128(&mut self, digest: u128) {
        self.0 ^= digest as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
