//! When a date has to be.

use crate::values::{Duration, Period};

/// A window for a single date: `joined within 30 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateWindow {
    /// Later than that long ago, and not in the future.
    Within(Duration),
    /// In the future, by at most this much.
    WithinNext(Duration),
    /// In this period of the calendar, with what of it is still to come.
    This(Period),
    /// In the period of the calendar before this one.
    Last(Period),
}

impl DateWindow {
    /// As the language has it.
    pub fn words(self) -> String {
        match self {
            DateWindow::Within(length) => format!("within {length}"),
            DateWindow::WithinNext(length) => format!("within next {length}"),
            DateWindow::This(period) => format!("this calendar {}", period.word()),
            DateWindow::Last(period) => format!("last calendar {}", period.word()),
        }
    }
}
