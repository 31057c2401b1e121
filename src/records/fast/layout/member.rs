use super::key::Key;
use super::run::Stretch;
use crate::records::fast::tokens::Tokens;

/// A member of an object as it was once written. The next object mostly has it in the same way.
#[derive(Clone, Debug)]
pub(super) struct Member<U> {
    pub key: Key,
    /// The bit of its name, if it is wanted, else zero.
    pub bit: u64,
    pub value: Value<U>,
    /// What begins with it.
    pub stretch: Option<Box<Stretch<U>>>,
}

/// The value of a member. What is wanted has the bit of its name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<U> {
    /// Nobody wants it, whatever it is.
    Unwanted,
    /// Wanted for one thing.
    Wanted(U),
    /// Wanted for several things, or for something inside, under this name.
    Within(usize),
}

impl<U> Member<U> {
    /// Whether the same member begins at a token.
    #[inline(always)]
    pub fn is_at(&self, tokens: &Tokens<'_, '_>, at: u32) -> bool {
        tokens.is_key(at) && self.key.is_at(tokens.whole(), tokens.place(at))
    }
}
