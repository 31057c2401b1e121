//! What tells the events of a list apart.

use crate::values::Path;

/// What tells repeats of an event apart: of the events with the same key, one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventKey {
    /// Where it is within an event: one path at least. The values at all of them together are the
    /// key.
    pub paths: Vec<Path>,
    /// Whether the last of them in the list counts, or the first.
    pub last_counts: bool,
}
