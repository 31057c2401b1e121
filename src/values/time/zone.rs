//! Time zones: those that have a name, and one that is quick to ask whether it is UTC.

use std::sync::LazyLock;

use jiff::civil::{Time, date};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

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

/// An instant as a zone writes it, so that the day in it is the day there:
/// `2026-03-31T23:59:59-05:00`. In UTC it ends in `Z`.
pub fn written(instant: Timestamp, zone: &TimeZone) -> String {
    let offset = zone.to_offset(instant);
    // Offsets of old times may have seconds, for which there is no usual way to write them.
    if *zone == TimeZone::UTC || offset.seconds() % 60 != 0 {
        return instant.to_string();
    }
    instant.display_with_offset(offset).to_string()
}

/// Whether a time of day that a clock change skips is still on the same day, whichever change since
/// 1970 it is. Where clocks go from 11 pm to midnight, half past eleven is on the next day.
pub fn keeps_days(zone: &TimeZone) -> bool {
    // Rules that go on beyond this are the same each year.
    let last = date(2100, 1, 1).to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |at| at.timestamp());
    let changes = zone.following(Timestamp::UNIX_EPOCH);
    let mut changes = changes.take_while(|change| change.timestamp() < last);
    changes.all(|change| {
        let at = change.timestamp();
        let Ok(just_before) = at.checked_sub(SignedDuration::from_nanos(1)) else { return false };
        let before = zone.to_offset(just_before).to_datetime(at);
        let after = change.offset().to_datetime(at);
        // At midnight, clocks may well go back to the day that ends.
        before.date() == after.date() || (after < before && before.time() == Time::midnight())
    })
}

/// A time zone of which it is known whether its clocks always show UTC, since to ask is dear.
#[derive(Clone, Copy, Debug)]
pub struct Zone<'z> {
    zone: &'z TimeZone,
    is_utc: bool,
}

/// The same, owned.
#[derive(Clone, Debug)]
pub struct OwnedZone {
    zone: TimeZone,
    is_utc: bool,
}

impl OwnedZone {
    /// The same zone.
    pub fn new(zone: &TimeZone) -> OwnedZone {
        OwnedZone { zone: zone.clone(), is_utc: Zone::new(zone).is_utc }
    }

    /// The zone as it is handed on.
    #[inline(always)]
    pub fn get(&self) -> Zone<'_> {
        Zone { zone: &self.zone, is_utc: self.is_utc }
    }
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
    use proptest::prelude::*;

    use super::super::parse_instant;
    use super::*;

    #[test]
    fn instants_are_written_with_the_day_of_the_zone() {
        let chicago = named("America/Chicago").unwrap();
        let last: Timestamp = "2026-04-01T04:59:59.999999999Z".parse().unwrap();
        assert_eq!(written(last, &chicago), "2026-03-31T23:59:59.999999999-05:00");
        assert_eq!(written(last, &TimeZone::UTC), "2026-04-01T04:59:59.999999999Z");
        let old: Timestamp = "1880-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(written(old, &chicago), "1880-01-01T00:00:00Z");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same_instant(
            second in -60_000_000_000i64..250_000_000_000,
            nanosecond in prop_oneof![Just(0), Just(999_999_999), 0..1_000_000_000i32],
            zone in prop_oneof![Just("America/Chicago"), Just("Asia/Kathmandu"), Just("Africa/Monrovia"), Just("UTC")],
        ) {
            let zone = named(zone).unwrap();
            let instant = Timestamp::new(second, nanosecond).unwrap();
            let text = written(instant, &zone);
            prop_assert_eq!(parse_instant(text.as_bytes(), &TimeZone::UTC), Ok(instant), "{}", text);
        }
    }

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
