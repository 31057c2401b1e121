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

/// How many texts are kept.
const TEXTS: usize = 512;

/// Instants as records have them. Most of those in a ledger are those of its runs, so texts that were made
/// are kept, each in the place that its instant says.
#[derive(Clone, Debug, Default)]
pub(super) struct InstantTexts(Vec<(i64, String)>);

impl InstantTexts {
    /// An instant that the ledger has, as a text of JSON; an empty one if it is out of the calendar.
    pub(super) fn json(&mut self, nanoseconds: i64) -> &[u8] {
        if self.0.is_empty() {
            self.0.resize(TEXTS, (0, json(0)));
        }
        // What is finer than about a second is the same for most, so it does not say where.
        let place = (nanoseconds.unsigned_abs() >> 30) as usize % TEXTS;
        let (known, text) = &mut self.0[place];
        if *known != nanoseconds {
            (*known, *text) = (nanoseconds, json(nanoseconds));
        }
        text.as_bytes()
    }
}

fn json(nanoseconds: i64) -> String {
    instant(nanoseconds).map_or_else(|| "\"\"".to_owned(), |at| format!("\"{at}\""))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_those_of_their_instants() {
        let mut texts = InstantTexts::default();
        let day = 86_400_000_000_000;
        // Many of them have the same place, and come again.
        let days = (-600..600).map(|number| number * day - 1);
        let near = [0, 1, -1, (TEXTS as i64) << 30, i64::MIN, i64::MAX];
        for nanoseconds in days.clone().chain(near).chain(days) {
            assert_eq!(texts.json(nanoseconds), json(nanoseconds).as_bytes());
        }
        assert_eq!(texts.json(0), b"\"1970-01-01T00:00:00Z\"");
    }
}
