//! What is made of decisions for an answer, until it is as large as it may be, or nobody waits for it.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Means;
use crate::eval::Record;
use crate::front::serve::trouble::Trouble;
use crate::output::decisions::{self, replay};
use crate::records::LedgerRow;
use crate::run::{Course, Decided, Fault, Observer, Rejected, ReplayObserver};

/// Hands decisions on to an observer, as long as there is room for what it makes of them.
pub(super) struct Bounded<'m, O> {
    pub inner: O,
    means: &'m Means<'m>,
    /// How many bytes are in the answer.
    taken: AtomicUsize,
}

/// What is made of some customers, for an answer.
pub(super) trait Made {
    /// How many bytes it has.
    fn bytes(&self) -> usize;
}

impl Made for decisions::Part {
    fn bytes(&self) -> usize {
        self.decisions.len() + self.refused.len()
    }
}

impl Made for replay::Part {
    fn bytes(&self) -> usize {
        self.changes.len()
    }
}

impl<'m, O> Bounded<'m, O> {
    pub(super) fn new(inner: O, means: &'m Means<'m>) -> Bounded<'m, O> {
        Bounded { inner, means, taken: AtomicUsize::new(0) }
    }

    /// Counts what was made of some customers and is to be in the answer.
    ///
    /// # Errors
    /// If there is not enough room for it. Then it may not be all that there is.
    pub(super) fn take(&self, results: &impl Made) -> Result<(), Trouble> {
        let before = self.taken.fetch_add(results.bytes(), Ordering::Relaxed);
        match before.saturating_add(results.bytes()) > self.means.most {
            true => Err(Trouble::too_much(self.means.most)),
            false => Ok(()),
        }
    }

    /// Lets something be made, unless there is no more room.
    fn make<R: Made, T>(&self, results: &mut R, make: impl FnOnce(&O, &mut R) -> T) -> Option<T> {
        let taken = self.taken.load(Ordering::Relaxed);
        let is_full = taken.saturating_add(results.bytes()) > self.means.most;
        (!is_full).then(|| make(&self.inner, results))
    }
}

impl<O: Observer<Results: Made>> Observer for Bounded<'_, O> {
    type Results = O::Results;

    fn begin(&self) -> O::Results {
        self.inner.begin()
    }

    fn decided(&self, results: &mut O::Results, decided: &Decided<'_, '_>) {
        self.make(results, |inner, results| inner.decided(results, decided));
    }

    fn left_out(&self, results: &mut O::Results, known: Option<LedgerRow>) {
        self.inner.left_out(results, known);
    }

    fn merged(&self, results: &mut O::Results) {
        self.inner.merged(results);
    }

    fn rejected(&self, results: &mut O::Results, rejected: Rejected<'_>) {
        self.make(results, |inner, results| inner.rejected(results, rejected));
    }
}

impl<O: ReplayObserver<Results: Made>> ReplayObserver for Bounded<'_, O> {
    type Results = O::Results;

    fn begin(&self) -> O::Results {
        self.inner.begin()
    }

    fn course(
        &self,
        results: &mut O::Results,
        course: &Course,
        record: &Record<'_>,
    ) -> Result<(), Fault> {
        self.make(results, |inner, results| inner.course(results, course, record)).unwrap_or(Ok(()))
    }

    fn rejected(&self, results: &mut O::Results, rejected: Rejected<'_>) {
        self.make(results, |inner, results| inner.rejected(results, rejected));
    }

    fn is_over(&self) -> bool {
        self.means.stop.load(Ordering::Relaxed)
    }
}
