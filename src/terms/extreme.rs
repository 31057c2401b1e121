//! The least or the greatest of some values.

use std::cmp::Ordering;

/// Which of some values it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extreme {
    /// The least, or the earliest.
    Least,
    /// The greatest, or the latest.
    Greatest,
}

impl Extreme {
    /// Whether a value that compares like this with another is to be taken in its place.
    pub fn prefers(self, order: Ordering) -> bool {
        match self {
            Extreme::Least => order == Ordering::Less,
            Extreme::Greatest => order == Ordering::Greater,
        }
    }
}
