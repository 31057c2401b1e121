//! In which ways the texts of a column can be read as days or times.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::misfits::Misfits;
use super::spot::Spot;
use crate::values::time::forms::{DAYS, PATTERNS, TIMES};
use crate::values::time::{Pattern, TextDates};

/// The last of [`DAYS`], which looks like a number.
const COMPACT: usize = DAYS.len() - 1;

/// In which ways all texts so far can be read as days or times.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    /// Whether all are written as in ISO 8601.
    iso: bool,
    /// Whether one is.
    some_iso: bool,
    /// By [`DAYS`].
    days: [Seen; DAYS.len()],
    begun: bool,
    /// Whether some of those in ISO 8601 have a time, one that is not midnight, and one without an
    /// offset.
    pub timed: bool,
    pub awake: bool,
    pub local: bool,
    /// Texts that no form reads.
    pub misfits: Misfits,
    values: u64,
}

/// What one way to write days met.
#[derive(Clone, Copy, Debug)]
struct Seen {
    alive: bool,
    /// A bit for each of [`TIMES`] that was met.
    times: u16,
    /// Whether days, months and hours always have two digits.
    two_digits: bool,
}

/// A way to read all texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// As in ISO 8601.
    Iso,
    /// In these patterns.
    Patterns(Vec<String>),
}

impl Default for Dates {
    fn default() -> Dates {
        let seen = Seen { alive: true, times: 0, two_digits: true };
        Dates {
            iso: true,
            some_iso: false,
            days: [seen; DAYS.len()],
            begun: false,
            timed: false,
            awake: false,
            local: false,
            misfits: Misfits::default(),
            values: 0,
        }
    }
}

impl Dates {
    pub(super) fn text(&mut self, text: &str, spot: Spot) {
        if !self.any() && self.begun {
            return;
        }
        self.values += 1;
        let is_iso = TextDates::default().day(text).is_ok();
        if !is_iso && !is_in_some_form(text) {
            self.misfits.add(text, spot);
            if self.misfits.are_many(self.values) {
                self.end();
            }
            return;
        }
        self.begun = true;
        self.iso &= is_iso;
        if is_iso {
            self.iso(text);
            return;
        }
        for (place, seen) in self.days.iter_mut().enumerate().filter(|(_, seen)| seen.alive) {
            seen.alive = false;
            for (time, patterns) in PATTERNS[place].iter().enumerate() {
                let reads = |pattern: &Option<Pattern>| reads(pattern.as_ref(), text, place);
                if reads(&patterns[1]) {
                    seen.alive = true;
                    seen.times |= 1 << time;
                    seen.two_digits &= reads(&patterns[0]);
                    break;
                }
            }
        }
    }

    /// No day or time can be meant: JSON numbers are none.
    pub(super) fn end(&mut self) {
        self.begun = true;
        self.iso = false;
        self.days.iter_mut().for_each(|seen| seen.alive = false);
    }

    fn any(&self) -> bool {
        self.iso || self.days.iter().any(|seen| seen.alive)
    }

    fn iso(&mut self, text: &str) {
        self.some_iso = true;
        let Some(time) = text.get(11..).filter(|time| !time.is_empty()) else { return };
        let clock = time.split(['Z', 'z', '+', '-', 'U', '[', ' ']).next().unwrap_or(time);
        self.timed = true;
        self.awake |= clock.contains(|c: char| ('1'..='9').contains(&c));
        self.local |= clock.len() == time.len();
    }

    /// The ways to read all texts that are dates, the likeliest first. `day_first` says whether
    /// 03/04 is in April, where that is known.
    pub(super) fn written(&self, day_first: bool) -> Option<Written> {
        if !self.begun || !self.any() {
            return None;
        }
        if self.iso {
            return Some(Written::Iso);
        }
        let alive = || (0..DAYS.len()).filter(|place| self.days[*place].alive);
        let wished = |place: &usize| DAYS[*place][0].starts_with("dd") == day_first;
        let place = alive().find(wished).or_else(|| alive().next())?;
        Some(Written::Patterns(self.patterns(place)))
    }

    /// Whether both a day before its month and a month before its day can be meant.
    pub(super) fn is_open(&self) -> bool {
        let alive = |start: &str| {
            let of = |place: &usize| {
                DAYS[*place][0].starts_with(start) && !DAYS[*place][0].contains("mmm")
            };
            (0..DAYS.len()).filter(|place| self.days[*place].alive).any(|place| of(&place))
        };
        self.begun && !self.iso && alive("dd") && alive("mm")
    }

    /// Whether the day comes first, where the texts leave no doubt.
    pub(super) fn day_first(&self) -> Option<bool> {
        if self.iso || self.is_open() {
            return None;
        }
        let place = (0..DAYS.len()).find(|place| self.days[*place].alive)?;
        let day = DAYS[place][0];
        (!day.starts_with("yyyy") && !day.contains("mmm")).then(|| day.starts_with("dd"))
    }

    /// Whether they look like numbers: `20260131`.
    pub(super) fn is_compact(&self) -> bool {
        !self.iso && self.days[COMPACT].alive && !self.days[..COMPACT].iter().any(|seen| seen.alive)
    }

    /// Whether there is a time of day, other than midnight in ISO 8601.
    pub(super) fn has_times(&self, day_first: bool) -> bool {
        match self.written(day_first) {
            Some(Written::Patterns(patterns)) => {
                self.awake || patterns.iter().any(|pattern| pattern.contains('h'))
            }
            Some(Written::Iso) => self.awake,
            None => false,
        }
    }

    /// Whether some time has no offset.
    pub(super) fn has_local_times(&self, day_first: bool) -> bool {
        let by_patterns = match self.written(day_first) {
            Some(Written::Patterns(patterns)) => patterns.iter().any(|text| text.contains('h')),
            Some(Written::Iso) | None => false,
        };
        self.local || by_patterns
    }

    fn patterns(&self, place: usize) -> Vec<String> {
        let seen = self.days[place];
        let form = usize::from(!seen.two_digits);
        let met = TIMES.iter().enumerate().filter(|(time, _)| seen.times >> time & 1 == 1);
        met.map(|(_, time)| format!("{}{}", DAYS[place][form], time[form])).collect()
    }
}

/// Whether some pattern reads a text.
fn is_in_some_form(text: &str) -> bool {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut places = PATTERNS.iter().take(DAYS.len()).enumerate();
    places
        .any(|(place, times)| times.iter().any(|patterns| reads(patterns[1].as_ref(), text, place)))
}

/// Whether a pattern reads the text as a day that makes sense.
fn reads(pattern: Option<&Pattern>, text: &str, place: usize) -> bool {
    let Some(Ok(local)) = pattern.map(|pattern| pattern.read(text)) else { return false };
    // Eight digits are a day only if its year is one of ours.
    let is_ours = (1900..=2100).contains(&local.date.year());
    (place != COMPACT || is_ours)
        && local.date > Date::ZERO
        && TimeZone::UTC.to_zoned(local.date.at(0, 0, 0, 0)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Dates {
        let mut dates = Dates::default();
        texts.iter().for_each(|text| dates.text(text, Spot::Somewhere));
        dates
    }

    fn written(texts: &[&str], day_first: bool) -> String {
        match of(texts).written(day_first) {
            None => "none".to_owned(),
            Some(Written::Iso) => "iso".to_owned(),
            Some(Written::Patterns(patterns)) => patterns.join(" or "),
        }
    }

    #[test]
    fn the_way_to_write_dates_shows() {
        for (texts, meant) in [
            (&["2026-01-31", "2026-01-31T10:00:00Z"][..], "iso"),
            (&["31/01/2026", "01/02/2026"], "dd/mm/yyyy"),
            (&["01/31/2026"], "mm/dd/yyyy"),
            (&["1/31/2026", "12/1/2026 9:05"], "m/d/yyyy or m/d/yyyy h:mm"),
            // The second is set aside.
            (&["12-04-2022 09:30", "31-04-2022 09:30"], "dd-mm-yyyy hh:mm"),
            (&["13-04-2022 09:30"], "dd-mm-yyyy hh:mm"),
            (&["31.01.2026", "2026-01-31"], "dd.mm.yyyy"),
            (&["Jan 5, 2026", "January 15, 2026"], "mmm d, yyyy"),
            (&["20260131", "20260201"], "yyyymmdd"),
            (&["2026-1-31"], "yyyy-m-d"),
            (&["01/31/2026 10:00 AM"], "mm/dd/yyyy hh:mm am"),
            (&["", "2026-01-31"], "iso"),
            (&["10:30"], "none"),
        ] {
            assert_eq!(written(texts, true), meant, "{texts:?}");
        }
        assert_eq!(of(&["12-04-2022", "31-04-2022", "never"]).misfits.count, 2);
        let both = ["03/04/2026", "12/11/2026"];
        assert!(of(&both).is_open() && of(&["13/04/2026"]).day_first() == Some(true));
        assert_eq!(written(&both, true), "dd/mm/yyyy");
        assert_eq!(written(&both, false), "mm/dd/yyyy");
    }

    #[test]
    fn midnight_is_no_time_of_day() {
        assert!(!of(&["1988-03-14T00:00:00.000Z", "1988-03-14"]).has_times(true));
        assert!(of(&["1988-03-14T00:30:00Z"]).has_times(true));
        assert!(of(&["1988-03-14 00:30"]).has_local_times(true));
        assert!(!of(&["1988-03-14 00:30 +02:00", "1988-03-14T00:30-01:00"]).has_local_times(true));
    }
}
