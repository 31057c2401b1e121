//! Whoever makes something of a replay.

use super::Course;
use crate::eval::Record;
use crate::run::Rejected;

/// Is shown what became of each customer of a replay, and makes its own results of it. One is shared by
/// all threads.
pub trait ReplayObserver: Sync {
    /// What it makes of some customers.
    type Results: Send;

    /// Nothing yet.
    fn begin(&self) -> Self::Results;

    /// The next customer has gone through all days. The record is what is known of them then.
    fn course(&self, results: &mut Self::Results, course: &Course, record: &Record<'_>);

    /// The next record was rejected, or the customer before could not be decided on some day.
    fn rejected(&self, results: &mut Self::Results, rejected: Rejected<'_>);

    /// Where customers compete: all of them have gone through one more day.
    fn day_is_over(&self) {}
}
