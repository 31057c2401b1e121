//! The kinds of eight tokens, compared at one look.

use super::pattern::SINGLE;

/// The kinds of eight tokens, which are their first bytes. Where any single value may be, the
/// kind does not count.
#[derive(Clone, Copy, Debug)]
pub(super) struct EightKinds {
    bytes: u64,
    counts: u64,
}

impl EightKinds {
    /// Those of a pattern, eight by eight.
    pub(super) fn all(pattern: &[u8]) -> Vec<EightKinds> {
        pattern.chunks(8).map(EightKinds::of).collect()
    }

    /// At most eight of them.
    fn of(pattern: &[u8]) -> EightKinds {
        let (bytes, counts) = pattern.iter().rev().fold((0, 0), |(bytes, counts), kind| {
            let mask = if *kind == SINGLE { 0 } else { 0xff };
            (bytes << 8 | u64::from(*kind), counts << 8 | mask)
        });
        EightKinds { bytes, counts }
    }

    /// Whether eight tokens have them.
    #[inline(always)]
    pub(super) fn are(&self, eight: [u8; 8]) -> bool {
        (u64::from_le_bytes(eight) ^ self.bytes) & self.counts == 0
    }
}
