//! The records of a chunk whose id came before, while it is gone through.

use super::ids::Repeat;

/// The records of a chunk whose id came before, in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Repeats<'r>(&'r [Repeat]);

impl<'r> Repeats<'r> {
    pub(super) fn new(repeats: &'r [Repeat]) -> Repeats<'r> {
        Repeats(repeats)
    }

    /// Whether the record at this place is one of them. Places are asked for in order.
    #[inline]
    pub(super) fn at(&mut self, place: usize) -> Option<&'r Repeat> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| first.place == place)?;
        self.0 = rest;
        Some(first)
    }
}
