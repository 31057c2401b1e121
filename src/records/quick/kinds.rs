use super::tokens::Tokens;

/// The first bytes of eight tokens, of which some count: those of numbers, for one, do not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kinds {
    bytes: u64,
    counts: u64,
}

impl Kinds {
    /// Those from one token to another.
    pub fn all(tokens: &Tokens<'_, '_>, at: u32, end: u32) -> Vec<Kinds> {
        let eighths = (at..end).step_by(8);
        eighths.map(|eighth| Kinds::of(tokens, eighth, end.min(eighth + 8))).collect()
    }

    /// At most eight of them.
    fn of(tokens: &Tokens<'_, '_>, at: u32, end: u32) -> Kinds {
        let (bytes, counts) = (at..end).rev().fold((0, 0), |(bytes, counts), at| {
            let (byte, mask) = if tokens.is_plain(at) { (0, 0) } else { (tokens.kind(at), 0xff) };
            (bytes << 8 | u64::from(byte), counts << 8 | mask)
        });
        Kinds { bytes, counts }
    }

    /// Whether they stand at a token.
    #[inline(always)]
    pub fn are_at(&self, tokens: &Tokens<'_, '_>, at: u32) -> bool {
        tokens.eight(at).is_some_and(|eight| (eight ^ self.bytes) & self.counts == 0)
    }
}
