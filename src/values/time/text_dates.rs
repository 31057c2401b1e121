//! Days and times that are written as texts, in more than one way.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::parse::{late, parse_any, parse_date};
use super::{Instant, Local, Pattern, TimeFault, first_instant, parse_instant, resolve};

/// The ways in which data writes days and times: ISO 8601, and some patterns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextDates {
    /// Besides ISO 8601.
    pub patterns: Vec<Pattern>,
    /// The zone of times without an offset, if it is not that of the days.
    pub zone: Option<TimeZone>,
}

impl TextDates {
    /// Whether texts are read as [`parse_instant`] reads them.
    pub fn is_iso(&self) -> bool {
        self.patterns.is_empty() && self.zone.is_none()
    }

    /// The instant that a text means; a day is its first instant in the zone `days`.
    ///
    /// # Errors
    ///
    /// If it means none, or several of the ways read it as different instants.
    pub fn instant(&self, text: &str, days: &TimeZone) -> Result<Instant, TimeFault> {
        let times = self.zone.as_ref().unwrap_or(days);
        let iso = match parse_date(text.as_bytes()) {
            Ok((_, rest)) if !rest.is_empty() => parse_instant(text.as_bytes(), times),
            Ok(_) | Err(_) => parse_instant(text.as_bytes(), days),
        };
        self.only(iso, text, |local| match local.time {
            None => Ok(first_instant(local.date, days)),
            Some(time) => {
                let local = local.date.to_datetime(time);
                resolve(local, times).or_else(|| late(local)).ok_or(TimeFault::OutOfRange)
            }
        })
    }

    /// The day that is written, in whatever zone.
    ///
    /// # Errors
    ///
    /// If there is none, or several of the ways read it as different days.
    pub fn day(&self, text: &str) -> Result<Date, TimeFault> {
        let iso = parse_any(text.as_bytes(), &TimeZone::UTC)
            .and_then(|_| parse_date(text.as_bytes()).map(|(date, _)| date));
        self.only(iso, text, |local| Ok(local.date))
    }

    /// What all ways that can read the text read. Of the faults, one that tells more than that the
    /// text is in another form.
    fn only<T: PartialEq>(
        &self,
        iso: Result<T, TimeFault>,
        text: &str,
        meaning: impl Fn(Local) -> Result<T, TimeFault>,
    ) -> Result<T, TimeFault> {
        let mut read = iso;
        for pattern in &self.patterns {
            let next = pattern.read(text).and_then(&meaning);
            read = match (read, next) {
                (Ok(one), Ok(other)) if one != other => return Err(TimeFault::Ambiguous),
                (Err(TimeFault::Form), next) => next,
                (Err(_), Ok(next)) => Ok(next),
                (read, _) => read,
            };
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(patterns: &[&str], zone: Option<&str>) -> TextDates {
        TextDates {
            patterns: patterns.iter().map(|text| Pattern::new(text).unwrap()).collect(),
            zone: zone.map(|name| TimeZone::get(name).unwrap()),
        }
    }

    #[test]
    fn days_are_of_one_zone_and_times_of_another() {
        let dates = dates(&["dd/mm/yyyy", "dd/mm/yyyy hh:mm"], Some("America/Chicago"));
        let days = TimeZone::get("Europe/Berlin").unwrap();
        let instant = |text: &str| dates.instant(text, &days).map(|time| time.to_string());
        assert_eq!(instant("31/01/2026").unwrap(), "2026-01-30T23:00:00Z");
        assert_eq!(instant("2026-01-31").unwrap(), "2026-01-30T23:00:00Z");
        assert_eq!(instant("31/01/2026 09:30").unwrap(), "2026-01-31T15:30:00Z");
        assert_eq!(instant("2026-01-31 09:30").unwrap(), "2026-01-31T15:30:00Z");
        assert_eq!(instant("2026-01-31T09:30Z").unwrap(), "2026-01-31T09:30:00Z");
        assert_eq!(instant("31/02/2026").unwrap_err(), TimeFault::NoSuchDay);
        assert_eq!(instant("01.02.2026").unwrap_err(), TimeFault::Form);
    }

    #[test]
    fn a_text_that_means_two_days_means_none() {
        let dates = dates(&["dd/mm/yyyy", "mm/dd/yyyy"], None);
        let day = |text: &str| dates.day(text);
        assert_eq!(day("31/01/2026").unwrap().to_string(), "2026-01-31");
        assert_eq!(day("01/31/2026").unwrap().to_string(), "2026-01-31");
        assert_eq!(day("02/02/2026").unwrap().to_string(), "2026-02-02");
        assert_eq!(day("01/02/2026").unwrap_err(), TimeFault::Ambiguous);
        assert_eq!(dates.instant("01/02/2026", &TimeZone::UTC), Err(TimeFault::Ambiguous));
    }

    #[test]
    fn a_day_is_the_one_that_is_written() {
        let day = |text: &str| TextDates::default().day(text);
        assert_eq!(day("1988-03-14T00:00:00Z").unwrap().to_string(), "1988-03-14");
        assert_eq!(day("1988-03-14T23:59:59-08:00").unwrap().to_string(), "1988-03-14");
        assert_eq!(day("1988-03-14").unwrap().to_string(), "1988-03-14");
        assert_eq!(day("1988-03-14T25:00").unwrap_err(), TimeFault::NoSuchTime);
        assert_eq!(day("14/03/1988").unwrap_err(), TimeFault::Form);
    }
}
