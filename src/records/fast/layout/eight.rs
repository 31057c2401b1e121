use super::pattern::SINGLE;
use crate::records::fast::tokens::Tokens;

/// The first bytes of eight tokens, of which some count: those of numbers, for one, do not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kinds {
    bytes: u64,
    counts: u64,
}

impl Kinds {
    /// Those of a pattern.
    pub fn all(pattern: &[u8]) -> Vec<Kinds> {
        pattern.chunks(8).map(Kinds::of).collect()
    }

    /// At most eight of them.
    fn of(pattern: &[u8]) -> Kinds {
        let (bytes, counts) = pattern.iter().rev().fold((0, 0), |(bytes, counts), kind| {
            let mask = if *kind == SINGLE { 0 } else { 0xff };
            (bytes << 8 | u64::from(*kind), counts << 8 | mask)
        });
        Kinds { bytes, counts }
    }

    /// Whether they stand at a token.
    #[inline(always)]
    pub fn are_at(&self, tokens: &Tokens<'_, '_>, at: u32) -> bool {
        tokens.eight(at).is_some_and(|eight| (eight ^ self.bytes) & self.counts == 0)
    }
}
