//! Instants at which something may change.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use crate::values::time::after;
use crate::values::{AsOf, Clock, Duration, Instant, Period, Shift};

/// Moments at which something may change, after the `as of` and up to an end: instants or, as of a day,
/// days.
#[derive(Clone, Debug)]
pub(super) struct Points {
    clock: Clock,
    end: Instant,
    at: Moments,
}

/// In any order, some of them several times.
#[derive(Clone, Debug)]
enum Moments {
    Instants(Vec<Instant>),
    /// Up to a last one.
    Days(Date, Vec<Date>),
}

impl Points {
    pub(super) fn new(clock: Clock, end: Instant) -> Points {
        let at = match clock.is_whole_day() {
            true => Moments::Days(clock.day_of(end), Vec::new()),
            false => Moments::Instants(Vec::new()),
        };
        Points { clock, end, at }
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(super) fn end(&self) -> Instant {
        self.end
    }

    /// Something may change at this instant, or right after it.
    pub(super) fn add(&mut self, at: Instant) {
        if at < self.clock.as_of() || at > self.end {
            return;
        }
        // Right after the `as of` is ahead.
        let is_ahead = at > self.clock.as_of();
        let Points { clock, at: all, .. } = self;
        match all {
            Moments::Instants(all) => all.push(if is_ahead { at } else { after(at) }),
            Moments::Days(_, days) => {
                if is_ahead {
                    days.push(clock.day_reaching(at));
                }
                if clock.ends_a_day(at) {
                    days.push(clock.day_reaching(after(at)));
                }
            }
        }
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
        let Points { clock, end, at: all } = self;
        match all {
            Moments::Days(last, days) => {
                let is_ahead = |day: &Date| clock.today() < *day && *day <= *last;
                days.extend(clock.turning_days(of, moved).filter(is_ahead));
            }
            Moments::Instants(_) => {
                let Some(plain) = clock.add(of, moved.by, !moved.later) else { return };
                let near = |at: Instant| at.checked_add(slack).is_ok_and(|at| at > clock.as_of());
                if !near(plain) || plain.checked_sub(slack).is_ok_and(|at| at > *end) {
                    return;
                }
                clock.turning_points(of, moved).into_iter().for_each(|at| self.add(at));
            }
        }
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

    /// The moments at which to decide, in order.
    pub(super) fn into_moments(self) -> Vec<AsOf> {
        match self.at {
            Moments::Days(_, days) => in_order(days).into_iter().map(AsOf::Day).collect(),
            Moments::Instants(at) => {
                let at = at.into_iter().flat_map(|at| [at, after(at)]).collect();
                in_order(at).into_iter().map(AsOf::Instant).collect()
            }
        }
    }

    /// The days of these moments, in order.
    pub(super) fn into_days(self) -> Vec<Date> {
        let Points { clock, at, .. } = self;
        match at {
            Moments::Days(_, days) => in_order(days),
            Moments::Instants(at) => {
                let days =
                    at.into_iter().flat_map(|at| [clock.day_of(at), clock.day_of(after(at))]);
                in_order(days.collect())
            }
        }
    }
}

/// Each once.
fn in_order<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}
