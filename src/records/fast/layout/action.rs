//! What is to be done with the value of a member.

/// What is to be done with the value of a member whose key is known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action<U> {
    /// Nobody wants it: it is checked and skipped.
    Skip,
    /// It is wanted for one thing.
    Take(U),
    /// It is wanted for several things, or for something within it, under this name.
    Enter(usize),
}
