//! The day or instant of a run in words.

use super::Run;
use crate::values::AsOf;

impl Run<'_> {
    /// `as of 2026-03-31, the whole day (America/Chicago)`, for a person.
    pub fn as_of_words(&self) -> String {
        let zone = self.plan.zone.iana_name().unwrap_or("UTC");
        match self.as_of {
            AsOf::Day(day) => format!("as of {day}, the whole day ({zone})"),
            AsOf::Instant(instant) => {
                let local = self.plan.zone.to_datetime(instant);
                format!("as of {} ({zone})", local.strftime("%Y-%m-%d %H:%M:%S"))
            }
        }
    }
}
