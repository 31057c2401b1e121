//! Time zones: those that have a name, and one that is quick to ask whether it is UTC.

use std::sync::LazyLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The time zones that come with this program. Those of the machine may be older or newer, or
/// missing, and a decision must not depend on where it is made.
static BUNDLED: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The time zone of this name, such as `America/Chicago`.
pub fn named(name: &str) -> Option<TimeZone> {
    BUNDLED.get(name).ok()
}

/// The names of all time zones.
pub fn names() -> impl Iterator<Item = String> {
    BUNDLED.available().map(|name| name.to_string())
}

/// A time zone of which it is known whether its clocks always show UTC, since to ask is dear.
#[derive(Clone, Copy, Debug)]
pub struct Zone<'z> {
    zone: &'z TimeZone,
    is_utc: bool,
}

impl<'z> Zone<'z> {
    /// The same zone.
    pub fn new(zone: &'z TimeZone) -> Zone<'z> {
        Zone { zone, is_utc: *zone == TimeZone::UTC }
    }

    /// The zone itself.
    pub fn zone(self) -> &'z TimeZone {
        self.zone
    }

    /// Whether it is UTC: other zones change their clocks, or are ahead or behind.
    pub fn is_utc(self) -> bool {
        self.is_utc
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_come_from_the_program_and_not_from_the_machine() {
        let shown = format!("{:?}", *BUNDLED);
        assert!(shown.contains("Bundled"), "{shown}");
        assert!(named("America/Chicago").is_some());
        assert!(names().any(|name| name == "Europe/Berlin"));
        // What the machine has is not even looked for, so its own names are not found.
        assert!(named("localtime").is_none() && named("posixrules").is_none());
    }
}
