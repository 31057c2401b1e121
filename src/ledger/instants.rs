//! Instants as a ledger keeps them: nanoseconds since 1970 in UTC.

use super::LedgerFault;
use crate::problems::register::OUT_OF_CALENDAR;
use crate::run::Fault;
use crate::values::Instant;

/// An instant as the ledger keeps it.
///
/// # Errors
/// If it is outside of the years that a ledger can keep.
pub(super) fn nanos(at: Instant) -> Result<i64, LedgerFault> {
    i64::try_from(at.as_nanosecond()).map_err(|_| LedgerFault::OutOfRange(at))
}

/// An instant that the ledger has.
pub(super) fn instant(nanoseconds: i64) -> Option<Instant> {
    Instant::from_nanosecond(nanoseconds.into()).ok()
}

/// Checks the times that a customer brings whom the ledger does not know.
///
/// # Errors
/// If one of them is outside of the years that a ledger can keep.
pub(super) fn check(mut times: impl Iterator<Item = Instant>) -> Result<(), Fault> {
    let Some(far) = times.find(|at| nanos(*at).is_err()) else { return Ok(()) };
    let reason = format!(
        "the history of this new customer has the time {far}, but a ledger keeps only the \
         years 1678 to 2261"
    );
    Err(Fault::whole(OUT_OF_CALENDAR, reason))
}
