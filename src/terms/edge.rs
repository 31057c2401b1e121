//! Where a period of the calendar begins and ends.

/// Which of its days it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// The first.
    Start,
    /// The last.
    End,
}
