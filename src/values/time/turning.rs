//! When time that is counted from an instant, or to it, is up.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan};

use super::{Clock, Duration, Instant, Shift, Unit, after, resolve};

/// How many days around the plain sum there may be a turning point. Months differ by 3 days at most.
const AROUND: i64 = 5;

/// How far a change of the clocks can be from what it affects.
const NEAR: SignedDuration = SignedDuration::from_hours(48);

/// The last nanosecond of a second.
const LAST_NANOSECOND: i32 = 999_999_999;

impl Clock {
    /// Where an `as of` that is moved like this may pass an instant, in one direction or the other: all
    /// such points, and some where nothing changes. As of whole days, the first instants of
    /// [these](Clock::turning_days).
    ///
    /// There are several, because time that is measured on the calendar can run backward: a month
    /// before 29, 30 and 31 March is 28 February each time, until the time of day. So it can where
    /// clocks are set back.
    pub fn turning_points(&self, of: Instant, moved: Shift) -> BTreeSet<Instant> {
        let Shift { by, later } = moved;
        if self.whole_day {
            return self.turning_days(of, moved).map(|day| self.first_instant(day)).collect();
        }
        let mut points = BTreeSet::new();
        let Some(plain) = self.add(of, by, !later) else { return points };
        if by.unit.is_calendar() {
            self.calendar_points(of, plain, moved, &mut points);
        } else {
            points.insert(plain);
        }
        points
    }

    /// The first day whose end, moved like this, is an instant or later; and, if that is another day, the
    /// first whose end, moved, is later than the instant. As of whole days, nothing turns on others.
    pub fn turning_days(&self, of: Instant, moved: Shift) -> impl Iterator<Item = Date> {
        let reached = self.turning_day(of, moved);
        let passed = self.ends_a_day(of).then(|| self.turning_day(after(of), moved)).flatten();
        [reached, passed.filter(|day| Some(*day) != reached)].into_iter().flatten()
    }

    fn turning_day(&self, of: Instant, Shift { by, later }: Shift) -> Option<Date> {
        if !by.unit.is_calendar() {
            return self.add(of, by, !later).map(|at| self.day_reaching(at));
        }
        let goal = self.day_reaching(of);
        let plain = self.add_to_day(goal, by, !later)?;
        match by.unit {
            Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => Some(plain),
            Unit::Month | Unit::Quarter | Unit::Year => {
                // The day before a plain sum may be moved to the same day of a shorter month, and the day
                // itself to one before the goal.
                let reaches = |day: &Date| {
                    self.add_to_day(*day, by, later).map_or(later, |moved| moved >= goal)
                };
                let near = (-AROUND..=AROUND).filter_map(|off| plain.checked_add(off.days()).ok());
                near.into_iter().find(reaches)
            }
        }
    }

    /// The first day that ends at an instant or after it: the day of the instant or, where clocks are set over
    /// midnight, sometimes the next one.
    pub fn day_reaching(&self, instant: Instant) -> Date {
        let mut day = self.day_of(instant);
        while let Ok(next) = day.tomorrow()
            && self.last_instant(day) < instant
        {
            day = next;
        }
        day
    }

    /// Whether a day may end at an instant: all of them end with a second.
    pub fn ends_a_day(&self, instant: Instant) -> bool {
        instant.subsec_nanosecond() == LAST_NANOSECOND
    }

    /// The first instant from which an instant is no longer within a time that is measured back from
    /// there; `None` beyond the calendar. It is not always the instant and that time: two months after
    /// 31 July is 30 September, and two months before all of 30 September is 30 July.
    pub fn first_past(&self, of: Instant, within: Duration) -> Option<Instant> {
        let clock = self.at(of);
        let plain = clock.add(of, within, true)?;
        let back = Shift { by: within, later: false };
        if !within.unit.is_calendar() || clock.is_same_time(of, plain, within) {
            return Some(plain);
        }
        let mut points = clock.turning_points(of, back).into_iter();
        points.find(|point| clock.at(*point).back(within) >= of)
    }

    /// Whether a time on the calendar leads from one instant to the other in both directions: no month
    /// is too short, and no clocks change nearby.
    fn is_same_time(&self, one: Instant, other: Instant, by: Duration) -> bool {
        let [from, to] = [one, other].map(|at| self.zone.to_datetime(at));
        let is_same_day = match by.unit {
            Unit::Month | Unit::Quarter | Unit::Year => from.day() == to.day(),
            Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => true,
        };
        from.time() == to.time()
            && is_same_day
            && [one, other].iter().all(|at| self.changes_near(*at).is_empty())
    }

    /// The days for which a turning point may be found around an instant.
    pub fn days_around(&self, instant: Instant) -> impl Iterator<Item = Date> + use<> {
        let day = self.day_of(instant);
        (-AROUND..=AROUND).filter_map(move |off| day.checked_add(off.days()).ok())
    }

    fn calendar_points(
        &self,
        of: Instant,
        plain: Instant,
        moved: Shift,
        points: &mut BTreeSet<Instant>,
    ) {
        let goal = self.zone.to_datetime(of);
        let changes = self.changes_near(plain);
        let times = self.times(of, goal);
        // A change of the clocks moves what it affects by hours, into the next day or the one before.
        let slack = i64::from(times.len() > 1 || !changes.is_empty());
        points.extend(changes);
        for day in self.days_around(plain) {
            let Some(there) = self.add_to_day(day, moved.by, moved.later) else { continue };
            let off = i64::from((there - goal.date()).get_days()).abs();
            if off <= slack {
                points.insert(self.first_instant(day));
                times.iter().for_each(|time| self.local_points(day, *time, points));
            }
            let next = day.tomorrow().ok();
            let after = next.and_then(|next| self.add_to_day(next, moved.by, moved.later));
            if let (Some(next), Some(after)) = (next, after)
                && (off <= slack || there.cmp(&goal.date()) != after.cmp(&goal.date()))
            {
                points.insert(self.first_instant(next));
            }
        }
    }

    /// A local time of a day, both times if it is repeated.
    fn local_points(&self, day: Date, time: Time, points: &mut BTreeSet<Instant>) {
        let local = day.to_datetime(time);
        points.extend(resolve(local, &self.zone));
        points.extend(self.zone.to_ambiguous_timestamp(local).later());
    }

    /// The times of day at which something may change that depends on an instant, whose local time
    /// is given: that time, and those around a change of the clocks near it.
    fn times(&self, of: Instant, goal: DateTime) -> BTreeSet<Time> {
        let mut times = BTreeSet::from([goal.time()]);
        for change in self.changes_near(of) {
            let before = change.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(change);
            let by = self.zone.to_offset(change).seconds() - self.zone.to_offset(before).seconds();
            let by = SignedDuration::from_secs(i64::from(by));
            let to = self.zone.to_datetime(change);
            let from = to.checked_sub(by).unwrap_or(to);
            let around = [to, from].into_iter();
            let moved = [goal.checked_sub(by), goal.checked_add(by)].into_iter().flatten();
            times.extend(around.chain(moved).map(DateTime::time));
        }
        times
    }

    /// When the clocks of the zone change within two days of an instant.
    fn changes_near(&self, instant: Instant) -> BTreeSet<Instant> {
        let from = instant.checked_sub(NEAR).unwrap_or(Instant::MIN);
        let to = instant.checked_add(NEAR).unwrap_or(Instant::MAX);
        self.changes_between(from, to)
    }

    /// When the clocks of the zone change after an instant and up to another.
    pub fn changes_between(&self, from: Instant, to: Instant) -> BTreeSet<Instant> {
        let changes = self.zone.following(from).map(|change| change.timestamp());
        changes.take_while(|change| *change <= to).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::super::{AsOf, Duration, Unit, zone};
    use super::*;

    const ZONES: [&str; 6] = [
        "UTC",
        "Europe/Berlin",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Sao_Paulo",
    ];

    fn moved(at: Instant, zone: &TimeZone, shift: Shift) -> Instant {
        let clock = Clock::new(AsOf::Instant(at), zone.clone());
        if shift.later { clock.ahead(shift.by) } else { clock.back(shift.by) }
    }

    #[test]
    fn a_month_since_the_28th_of_february_has_seven_turning_points() {
        let of: Instant = "2026-02-28T12:00:00Z".parse().unwrap();
        let clock = Clock::new(AsOf::Instant(of), TimeZone::UTC);
        let month = Shift { by: Duration { count: 1, unit: Unit::Month }, later: false };
        let is_up = |at: &Instant| moved(*at, &TimeZone::UTC, month) >= of;
        let mut before = false;
        let mut points = clock.turning_points(of, month);
        points.retain(|point| {
            let changes = is_up(point) != before;
            before = is_up(point);
            changes
        });
        assert_eq!(points.len(), 7, "{points:?}");
    }

    fn unit() -> impl Strategy<Value = Unit> {
        prop::sample::select(Unit::ALL.to_vec())
    }

    proptest! {
        /// As of whole days, it turns on the days that are said, and on no others.
        #[test]
        fn days_turn_when_they_are_said_to(
            name in prop::sample::select(ZONES.to_vec()),
            minute in 0i64..3 * 366 * 24 * 60, near in 0usize..8, off in -3000i64..3000,
            count in 0u32..40, unit in unit(), later: bool, at_an_end: bool,
        ) {
            let zone = zone::named(name).unwrap();
            let start: Instant = "2010-12-25T00:00:00Z".parse().unwrap();
            let mut of = start.checked_add(SignedDuration::from_mins(minute)).unwrap();
            if let Some(change) = zone.following(start).nth(near) {
                of = change.timestamp().checked_add(SignedDuration::from_mins(off)).unwrap();
            }
            let as_of = |day: Date| Clock::new(AsOf::Day(day), zone.clone());
            if at_an_end {
                of = as_of(of.to_zoned(zone.clone()).date()).as_of();
            }
            let shift = Shift { by: Duration { count, unit }, later };
            let clock = as_of(of.to_zoned(zone.clone()).date());
            let moved = |day: Date| {
                if later { as_of(day).ahead(shift.by) } else { as_of(day).back(shift.by) }
            };
            let plain = clock.day_of(clock.add(of, shift.by, !later).unwrap());
            let days = (-9..=9i64).map(|off| plain.checked_add(off.days()).unwrap());
            let turns = days.filter(|day| {
                let (before, now) = (moved(day.yesterday().unwrap()), moved(*day));
                (before >= of, before > of) != (now >= of, now > of)
            });
            let turns: Vec<Date> = turns.collect();
            let said: Vec<Date> = clock.turning_days(of, shift).collect();
            prop_assert_eq!(said, turns, "{} {:?} {}", of, shift, name);
        }

        /// Between two neighboring points, nothing passes the instant.
        #[test]
        fn nothing_turns_anywhere_else(
            name in prop::sample::select(ZONES.to_vec()),
            // Around a change of the clocks or the end of a month more often than not.
            minute in 0i64..3 * 366 * 24 * 60, near in 0usize..8, off in -3000i64..3000,
            count in 0u32..40, unit in unit(), later: bool,
            probes in prop::collection::vec((0i64..14 * 24 * 60, any::<bool>()), 30),
        ) {
            let zone = zone::named(name).unwrap();
            let start: Instant = "2010-12-25T00:00:00Z".parse().unwrap();
            let mut of = start.checked_add(SignedDuration::from_mins(minute)).unwrap();
            if let Some(change) = zone.following(start).nth(near) {
                of = change.timestamp().checked_add(SignedDuration::from_mins(off)).unwrap();
            }
            let clock = Clock::new(AsOf::Instant(of), zone.clone());
            let shift = Shift { by: Duration { count, unit }, later };
            let points = clock.turning_points(of, shift);
            let plain = clock.add(of, shift.by, !later).unwrap();
            let before = plain.checked_sub(SignedDuration::from_hours(8 * 24)).unwrap();
            for (minutes, hair) in probes {
                let probe = plain.checked_add(SignedDuration::from_mins(minutes - 7 * 24 * 60)).unwrap();
                let probe = probe.checked_sub(SignedDuration::from_nanos(i64::from(hair))).unwrap();
                // The last point before the probe says what holds there; for what has to be later
                // than the instant, just after the point.
                let point = points.range(..=probe).next_back().copied().unwrap_or(before);
                prop_assert_eq!(
                    moved(probe, &zone, shift) >= of,
                    moved(point, &zone, shift) >= of,
                    "{} {:?} {} at {}, point {}", of, shift, name, probe, point
                );
                let hair = point.checked_add(SignedDuration::from_nanos(1)).unwrap();
                if probe > point {
                    prop_assert_eq!(moved(probe, &zone, shift) > of, moved(hair, &zone, shift) > of);
                }
            }
        }
    }
}
