//! Whoever makes something of a replay.

use super::Course;
use crate::eval::Record;
use crate::run::{Fault, Rejected};

/// Is shown what became of each customer of a replay, and makes its own results of it. One is shared by
/// all threads.
pub trait ReplayObserver: Sync {
    /// What it makes of some customers.
    type Results: Send;

    /// Nothing yet.
    fn begin(&self) -> Self::Results;

    /// The next customer has gone through all days. The record is what is known of them then.
    ///
    /// # Errors
    /// If nothing can be made of them. Then they are shown as rejected.
    fn course(
        &self,
        results: &mut Self::Results,
        course: &Course,
        record: &Record<'_>,
    ) -> Result<(), Fault>;

    /// The next record was rejected, or nothing could be made of the customer before, or they could not be
    /// decided on some day.
    fn rejected(&self, results: &mut Self::Results, rejected: Rejected<'_>);

    /// Where customers compete: all of them have gone through one more day.
    fn day_is_over(&self) {}

    /// Whether nothing more is wanted. Then nobody goes through any more days, and what was made is worth
    /// nothing.
    fn is_over(&self) -> bool {
        false
    }
}
