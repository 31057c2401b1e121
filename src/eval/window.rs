//! Stretches of time: where one begins, and which times are in it.

use crate::values::{Instant, Truth};

/// An instant that time is counted from.
pub(super) enum Since {
    Known(Instant),
    /// It never happened.
    Never,
    Unknown,
}

/// Which times a window takes.
#[derive(Clone, Copy)]
pub(super) enum Bound<T> {
    /// After this instant.
    After(T),
    /// From this instant on.
    From(T),
    /// From the first to the second, both included.
    Between(T, T),
    /// Whatever has a time.
    AnyTime,
    Unknown,
}

impl<T: Ord> Bound<T> {
    /// Whether a time, where there is one, is in the window. What is after the `as of` has
    /// been left out before.
    #[inline]
    pub(super) fn takes(self, at: Option<T>) -> Truth {
        match (self, at) {
            (Bound::Unknown, _) | (_, None) => Truth::Unknown,
            (Bound::After(from), Some(at)) => Truth::from(at > from),
            (Bound::From(from), Some(at)) => Truth::from(at >= from),
            (Bound::Between(from, to), Some(at)) => Truth::from(from <= at && at <= to),
            (Bound::AnyTime, Some(_)) => Truth::True,
        }
    }
}
