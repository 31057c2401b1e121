//! When something was.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::prove::facts::{Cut, DateSet, Point};
use crate::values::time::after;
use crate::values::{Clock, Instant};

/// When points in time are that depend on a customer, besides those that a clock says.
pub(super) struct Times<'c> {
    pub clock: &'c Clock,
    pub others: BTreeMap<Point, Instant>,
}

impl<'c> Times<'c> {
    pub(super) fn new(clock: &'c Clock) -> Times<'c> {
        Times { clock, others: BTreeMap::new() }
    }

    /// An instant in a set of times; one that people would choose, if there is one: the beginning of a day.
    pub(super) fn instant(&self, set: &DateSet, latest: Option<Instant>) -> Option<Instant> {
        let clock = self.clock;
        let (from, to) = self.ends(set);
        let to = match (to, latest.map(after)) {
            (Some(to), Some(latest)) => Some(to.min(latest)),
            (to, latest) => to.or(latest),
        };
        let fits =
            |at: &Instant| from.is_none_or(|from| from <= *at) && to.is_none_or(|to| *at < to);
        let last = to.and_then(|to| to.checked_sub(jiff::SignedDuration::from_nanos(1)).ok());
        let begins = |day: Date| clock.first_instant(day);
        let today = begins(clock.today());
        let of_last = last.map(|last| begins(clock.day_of(last)));
        let of_first = from.map(|from| begins(clock.day_of(from)));
        let next = from.and_then(|from| clock.day_of(from).tomorrow().ok()).map(begins);
        [Some(today), Some(clock.as_of()), of_last, of_first, next, last, from]
            .into_iter()
            .flatten()
            .filter(|at| clock.day_of(*at).year() > 0)
            .find(fits)
    }

    /// A day that begins in a set of times.
    pub(super) fn day(&self, set: &DateSet) -> Option<Date> {
        let clock = self.clock;
        let (from, to) = self.ends(set);
        let first = |day: &Date| clock.first_instant(*day);
        let fits = |day: &Date| {
            from.is_none_or(|from| from <= first(day)) && to.is_none_or(|to| first(day) < to)
        };
        let last = to.and_then(|to| to.checked_sub(jiff::SignedDuration::from_nanos(1)).ok());
        let of_from = from.map(|from| clock.day_of(from));
        [
            Some(clock.today()),
            last.map(|last| clock.day_of(last)),
            of_from,
            of_from.and_then(|day| day.tomorrow().ok()),
        ]
        .into_iter()
        .flatten()
        .filter(|day| day.year() > 0)
        .find(fits)
    }

    /// From when to before when. What depends on something else is left out.
    fn ends(&self, set: &DateSet) -> (Option<Instant>, Option<Instant>) {
        let instant = |cut: &Cut| {
            let other = self.others.get(&cut.at).copied();
            let at = other.or_else(|| cut.at.instant(self.clock))?;
            Some(if cut.after { after(at) } else { at })
        };
        (set.from.iter().filter_map(instant).max(), set.to.iter().filter_map(instant).min())
    }
}
