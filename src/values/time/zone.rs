//! A time zone that is quick to ask whether it is UTC.

use jiff::tz::TimeZone;

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
