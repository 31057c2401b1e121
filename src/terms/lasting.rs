//! How long points last.

use crate::values::{Duration, Period};

/// How long points last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lasting {
    /// For this long after their event.
    For(Duration),
    /// Until the end of a period of the calendar: of the one of their event with 0, of the next one
    /// with 1.
    Calendar(u32, Period),
}
