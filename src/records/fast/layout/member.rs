//! One member of an object, as earlier objects had it.

use super::action::Action;
use super::key::Key;
use crate::records::fast::tokens::Tokens;

/// A member of an object as it was once written. The next object mostly has it in the same way.
#[derive(Clone, Debug)]
pub(super) struct Member<U> {
    pub key: Key,
    /// The bit of its name if it is wanted, else zero.
    pub bit: u64,
    pub action: Action<U>,
}

impl<U> Member<U> {
    /// Whether the same member begins at a token.
    #[inline(always)]
    pub(super) fn is_at(&self, tokens: &Tokens<'_, '_>, at: u32) -> bool {
        tokens.is_key(at) && self.key.is_at(tokens.whole(), tokens.place(at))
    }
}
