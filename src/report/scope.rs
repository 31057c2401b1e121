//! What a report looks at.

use jiff::civil::Date;

use super::Period;
use super::visits::Visit;

/// What a report looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The days that something is known of.
    pub known: Period,
    /// The days that the report is about.
    pub period: Period,
}

/// The last days that a report is about if nothing else is asked for.
const USUAL_DAYS: u32 = 90;

impl Scope {
    /// What a report looks at if nothing else is asked for: the last days of what is known until a day.
    pub fn usual(known: Period, last: Date) -> Scope {
        let known = Period { from: known.from.min(last), to: last };
        let usual = Period::ending(last, USUAL_DAYS);
        Scope { known, period: Period { from: usual.from.max(known.from), to: last } }
    }
}

/// Which of two periods something began in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Now,
    Before,
}

impl Scope {
    /// As many days immediately before, if all of them are known.
    pub fn before(self) -> Option<Period> {
        Some(self.period.before()).filter(|before| self.known.from <= before.from)
    }

    /// The days of the period of which something is known, if that is not all of them.
    pub fn known_part(self) -> Option<Period> {
        let part = Period {
            from: self.period.from.max(self.known.from),
            to: self.period.to.min(self.known.to),
        };
        (part != self.period).then_some(part)
    }

    /// The last day that is known.
    pub(super) fn last(self) -> Date {
        self.known.to
    }

    /// The period that a visit began in, if it is known when that was.
    pub(super) fn began(self, visit: &Visit) -> Option<When> {
        if visit.has_begun() { self.when(visit.since) } else { None }
    }

    /// The period that a day is in.
    pub(super) fn when(self, day: Date) -> Option<When> {
        if self.period.has(day) {
            return Some(When::Now);
        }
        self.before().filter(|before| before.has(day)).map(|_| When::Before)
    }
}
