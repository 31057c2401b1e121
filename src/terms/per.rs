//! The time that frequencies and caps count over.

use crate::values::{Duration, Period};

/// What a frequency or a cap counts over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// The last days, a number of them.
    Rolling(Duration),
    /// Since that period began.
    Calendar(Period),
}
