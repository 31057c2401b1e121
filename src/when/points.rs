//! Instants at which something may change.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use crate::values::time::after;
use crate::values::{AsOf, Clock, Duration, Instant, Period, Shift};

/// Instants at which something may change, after the `as of` and up to an end. As of a day, only the
/// days that they are on matter.
#[derive(Clone, Debug)]
pub(super) struct Points {
    clock: Clock,
    end: Instant,
    is_day: bool,
    /// In any order, some of them several times.
    at: Vec<Instant>,
}

impl Points {
    pub(super) fn new(clock: Clock, end: Instant) -> Points {
        let is_day = clock.is_whole_day();
        Points { clock, end, is_day, at: Vec::new() }
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(super) fn end(&self) -> Instant {
        self.end
    }

    /// Something may change at this instant, or right after it.
    pub(super) fn add(&mut self, at: Instant) {
        if self.is_ahead(at) {
            self.at.push(at);
        }
    }

    /// Whether an instant is one of those that are looked at.
    fn is_ahead(&self, at: Instant) -> bool {
        self.clock.as_of() < at && at <= self.end
    }

    /// The same of all instants at which an `as of` that is moved may pass this one.
    pub(super) fn add_turning(&mut self, of: Instant, moved: Shift) {
        let slack = SignedDuration::from_hours(24 * 8);
        // Most are long past, which is seen sooner without the calendar.
        let longest = if moved.later { SignedDuration::ZERO } else { moved.by.at_most() };
        let last = of.checked_add(longest).and_then(|at| at.checked_add(slack));
        if last.is_ok_and(|last| last <= self.clock.as_of()) {
            return;
        }
        let Some(plain) = self.clock.add(of, moved.by, !moved.later) else { return };
        let near = |at: Instant| at.checked_add(slack).is_ok_and(|at| at > self.clock.as_of());
        if !near(plain) || plain.checked_sub(slack).is_ok_and(|at| at > self.end) {
            return;
        }
        self.clock.turning_points(of, moved).into_iter().for_each(|at| self.add(at));
    }

    /// The same of an `as of` that looks back so far.
    pub(super) fn add_back(&mut self, of: Instant, by: Duration) {
        self.add_turning(of, Shift { by, later: false });
    }

    /// The beginning of a day, and that of the next.
    pub(super) fn add_day(&mut self, day: Date) {
        self.add(self.clock.first_instant(day));
        if let Ok(next) = day.tomorrow() {
            self.add(self.clock.first_instant(next));
        }
    }

    /// The beginning of each day.
    pub(super) fn add_midnights(&mut self) {
        self.days().for_each(|day| self.add(self.clock.first_instant(day)));
    }

    /// The beginning of each period.
    pub(super) fn add_period(&mut self, period: Period) {
        self.starts(period).into_iter().for_each(|at| self.add(at));
    }

    /// When each period begins.
    pub(super) fn starts(&self, period: Period) -> Vec<Instant> {
        let first = |day: &Date| period.first_day(*day) == *day;
        self.days().filter(first).map(|day| self.clock.first_instant(day)).collect()
    }

    /// The beginning of each hour, and each change of the clocks.
    pub(super) fn add_hours(&mut self) {
        self.hours().into_iter().for_each(|at| self.add(at));
    }

    /// When each hour of the zone begins, and when its clocks change.
    pub(super) fn hours(&self) -> Vec<Instant> {
        let mut all = Vec::new();
        for day in self.days() {
            for hour in 0..24 {
                let local = day.at(hour, 0, 0, 0);
                let there = self.clock.zone().to_ambiguous_timestamp(local);
                all.extend(there.earlier());
                all.extend(there.later());
            }
        }
        all.extend(self.clock.changes_between(self.clock.as_of(), self.end));
        all
    }

    /// All days that are looked at, today too.
    pub(super) fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let (first, last) = (self.clock.today(), self.clock.day_of(self.end));
        std::iter::successors(Some(first), move |day| day.checked_add(1.day()).ok())
            .take_while(move |day| *day <= last)
    }

    /// The days that they are on, or right after which they are, in order.
    pub(super) fn into_days(self) -> Vec<Date> {
        let Points { clock, mut at, .. } = self;
        at.sort_unstable();
        at.dedup();
        let mut days: Vec<Date> = Vec::with_capacity(at.len());
        for at in at {
            days.push(clock.day_of(at));
            // Days begin with a second, so only at the end of one is it another day right after.
            if at.subsec_nanosecond() == LAST_NANOSECOND {
                days.push(clock.day_of(after(at)));
            }
        }
        days.dedup();
        days
    }

    /// The moments at which to decide, in order.
    pub(super) fn into_moments(self) -> Vec<AsOf> {
        if self.is_day {
            return self.into_days().into_iter().map(AsOf::Day).collect();
        }
        let mut at: Vec<Instant> = self.at.iter().flat_map(|at| [*at, after(*at)]).collect();
        at.sort_unstable();
        at.dedup();
        at.into_iter().map(AsOf::Instant).collect()
    }
}

/// The last nanosecond of a second.
const LAST_NANOSECOND: i32 = 999_999_999;
