//! Instants as a ledger keeps them: nanoseconds since 1970 in UTC.

use super::LedgerFault;
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
