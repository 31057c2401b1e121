//! An observer of a replay, and how far the days have come.

use super::progress::Progress;
use crate::eval::Record;
use crate::run::{Course, Fault, Rejected, ReplayObserver};

/// Whoever makes something of a replay, and how far the days have come.
pub(super) struct Watched<'a, O> {
    pub observer: O,
    /// How far the reading has come, which is over once a day is.
    pub reading: &'a Progress,
    pub days: Progress,
}

impl<O: ReplayObserver> ReplayObserver for Watched<'_, O> {
    type Results = O::Results;

    fn begin(&self) -> O::Results {
        self.observer.begin()
    }

    fn course(
        &self,
        results: &mut O::Results,
        course: &Course,
        record: &Record<'_>,
    ) -> Result<(), Fault> {
        self.observer.course(results, course, record)
    }

    fn rejected(&self, results: &mut O::Results, rejected: Rejected<'_>) {
        self.observer.rejected(results, rejected);
    }

    fn day_is_over(&self) {
        self.reading.finish();
        self.days.step();
    }

    fn is_over(&self) -> bool {
        self.observer.is_over()
    }
}
