//! Balances against a slow way to count the same: every lot is kept, and looked at for each spending.

use proptest::prelude::*;

use crate::plan::BalanceLine;
use crate::terms::Lasting;
use crate::values::{AsOf, Clock, Decimal, Duration, Instant, Period, Unit};

use crate::eval::balance::{Entry, ends, gone, left};
use crate::eval::effort;

/// What is left, the slow way.
fn slowly(
    clock: &Clock,
    lines: &[BalanceLine],
    mut entries: Vec<Entry<Decimal>>,
    ahead: Option<Duration>,
) -> Decimal {
    let none = Decimal::ZERO;
    let spends = |entry: &Entry<Decimal>| lines[entry.line].spends || entry.points < none;
    entries.sort_by_key(|entry| (entry.at, spends(entry)));
    let mut lots: Vec<(Instant, Entry<Decimal>)> = Vec::new();
    for entry in &entries {
        if !spends(entry) {
            let ends = ends(clock, lines[entry.line].lasting, entry.at);
            let place = lots.partition_point(|(other, _)| *other <= ends);
            lots.insert(place, (ends, *entry));
            continue;
        }
        let gone = gone(&clock.at(entry.at), lines);
        let mut owed = entry.points.max(-entry.points);
        for (_, lot) in &mut lots {
            if gone[lot.line].is_none_or(|gone| lot.at > gone) {
                let taken = owed.min(lot.points);
                lot.points = lot.points.checked_sub(taken).unwrap();
                owed = owed.checked_sub(taken).unwrap();
            }
        }
    }
    let is_there = |clock: &Clock, lot: &Entry<Decimal>| {
        gone(clock, lines)[lot.line].is_none_or(|gone| lot.at > gone)
    };
    let lasts = |lot: &Entry<Decimal>| ahead.is_none_or(|ahead| is_there(&clock.later(ahead), lot));
    let there = lots.iter().filter(|(_, lot)| is_there(clock, lot) && lasts(lot));
    there.fold(none, |sum, (_, lot)| sum.checked_add(lot.points).unwrap())
}

fn line(spends: bool, lasting: Option<Lasting>) -> BalanceLine {
    BalanceLine { fold: 0, spends, lasting }
}

/// Lines whose points last for times that do not only go forward, for one that does, and for ever.
fn lines() -> Vec<BalanceLine> {
    let months = |count| Lasting::For(Duration { count, unit: Unit::Month });
    vec![
        line(false, Some(months(1))),
        line(false, Some(months(2))),
        line(false, Some(Lasting::For(Duration { count: 36, unit: Unit::Hour }))),
        line(false, Some(Lasting::Calendar(1, Period::Month))),
        line(false, None),
        line(true, None),
    ]
}

fn clock(at: &str) -> Clock {
    let zone = jiff::tz::db().get("Europe/Berlin").unwrap();
    Clock::new(AsOf::parse(at, &zone).unwrap(), zone)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn what_is_left_is_what_the_slow_way_finds(
        // Hours around the ends of months, where windows of months may move backward.
        drawn in prop::collection::vec((0..6usize, 0..2_200i64, -20..60i64), 0..60),
        day in 1..29,
        ahead in prop::option::of(1..40i64),
    ) {
        let (lines, clock) = (lines(), clock(&format!("2026-04-{day:02}")));
        let begin: Instant = "2026-01-25T00:00:00Z".parse().unwrap();
        let entries = drawn.iter().map(|(line, hour, points)| Entry {
            at: begin + jiff::SignedDuration::from_hours(*hour),
            line: *line,
            points: Decimal::from(if lines[*line].spends { points.abs() } else { *points }),
        });
        let entries: Vec<_> = entries.filter(|entry| entry.at <= clock.as_of()).collect();
        let ahead = ahead.map(|count| Duration { count: count as _, unit: Unit::Day });
        let slow = slowly(&clock, &lines, entries.clone(), ahead);
        prop_assert_eq!(left(&clock, &lines, entries, ahead), Some(Some(slow)));
    }
}

/// How many lots are looked at for this many earnings and as many spendings, a minute apart.
fn looked_at(lasting: Option<Lasting>, events: i64) -> usize {
    let (lines, clock) = ([line(false, lasting), line(true, None)], clock("2026-12-31"));
    let begin: Instant = "2026-01-01T00:00:00Z".parse().unwrap();
    let entries = (0..2 * events).map(|minute| Entry {
        at: begin + jiff::SignedDuration::from_mins(minute),
        line: usize::from(minute % 2 == 1),
        points: Decimal::from(2 - minute % 2),
    });
    let entries: Vec<_> = entries.collect();
    effort::of(|| assert!(left(&clock, &lines, entries, None).flatten().is_some()))
}

#[test]
fn work_grows_with_the_events_and_not_faster() {
    let hour = Lasting::For(Duration { count: 1, unit: Unit::Hour });
    let month = Lasting::For(Duration { count: 1, unit: Unit::Month });
    for lasting in [Some(hour), Some(month), None] {
        let [few, many] = [1_000, 8_000].map(|events| looked_at(lasting, events));
        assert!(few > 0 && many <= 10 * few, "{lasting:?}: {few} and {many}");
    }
}
