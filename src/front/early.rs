//! Whether a moment to decide for has not come yet.

use jiff::tz::TimeZone;

use crate::values::{AsOf, Clock, Instant};

/// What to say of a moment that is not over `now`: a title and a help. Decisions for it are made
/// without whatever is still to happen until then.
pub(super) fn warning(as_of: AsOf, zone: &TimeZone, now: Instant) -> Option<(String, String)> {
    let today = Clock::new(AsOf::Instant(now), zone.clone()).today();
    let help = "leave out --as-of to decide for this moment".to_owned();
    match as_of {
        AsOf::Day(day) if day == today => {
            let place = zone.iana_name().unwrap_or("UTC");
            let title = format!(
                "{day} is not over in {place}: what still happens on it is missing from the data"
            );
            Some((title, help))
        }
        AsOf::Day(day) if day > today => Some((future(&day.to_string()), help)),
        AsOf::Instant(instant) if instant > now => {
            let local = zone.to_datetime(instant).strftime("%Y-%m-%d %H:%M:%S").to_string();
            Some((future(&local), help))
        }
        AsOf::Day(_) | AsOf::Instant(_) => None,
    }
}

fn future(moment: &str) -> String {
    format!("{moment} is in the future: what happens until then is missing from the data")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_over_when_it_is_over_where_the_file_says() {
        let chicago = crate::values::time::zone_named("America/Chicago").unwrap();
        let said = |as_of: &str, zone: &TimeZone, now: &str| {
            let as_of = AsOf::parse(as_of, zone).unwrap();
            let warning = warning(as_of, zone, now.parse().unwrap());
            warning.map_or(String::new(), |(title, _)| title)
        };
        let not_over = "2026-03-31 is not over in America/Chicago: what still happens on it is missing from the \
             data";
        for (now, want) in [
            ("2026-04-01T05:00:00Z", ""),
            ("2026-04-01T04:59:59Z", not_over),
            ("2026-03-31T05:00:00Z", not_over),
            (
                "2026-03-31T04:59:59Z",
                "2026-03-31 is in the future: what happens until then is missing from the data",
            ),
        ] {
            assert_eq!(said("2026-03-31", &chicago, now), want, "{now}");
        }
        let noon = "2026-03-31T12:00:00Z";
        assert_eq!(said("2026-03-31T12:00:00Z", &TimeZone::UTC, noon), "");
        assert_eq!(
            said("2026-03-31T07:00:01", &chicago, noon),
            "2026-03-31 07:00:01 is in the future: what happens until then is missing from the data"
        );
        assert!(said("2026-03-31", &TimeZone::UTC, noon).contains("not over in UTC"));
    }
}
