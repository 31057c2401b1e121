//! The first day of a replay on which two fates of one customer differ.

use std::sync::Arc;

use super::{Fate, Outcome};

/// What happens on a day, as far as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event<'o> {
    Stage(usize),
    Gift(usize, Option<&'o Arc<str>>),
    Tag(&'o str, bool),
    LeftOut,
}

/// The first day on which something happens under only one of two rule files, as its place among the days
/// of a replay; 0 if there is none. If only one of them decides for the customer, the first day on which it
/// does.
pub fn first_day(old: &Fate, new: &Fate) -> usize {
    match (old, new) {
        (Fate::Decided(old), Fate::Decided(new)) => first_event(&events(old), &events(new)),
        (Fate::Decided(one), Fate::LeftOut | Fate::Rejected(_))
        | (Fate::LeftOut | Fate::Rejected(_), Fate::Decided(one)) => one.since,
        (Fate::LeftOut | Fate::Rejected(_), Fate::LeftOut | Fate::Rejected(_)) => 0,
    }
}

fn first_event(old: &[(usize, Event<'_>)], new: &[(usize, Event<'_>)]) -> usize {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let next = [old.get(same), new.get(same)];
    next.into_iter().flatten().map(|(day, _)| *day).min().unwrap_or_default()
}

/// All that happens, in the order of the days, and on each in an order of its own.
fn events(outcome: &Outcome) -> Vec<(usize, Event<'_>)> {
    let Outcome { stages, given, tags, left_out, .. } = outcome;
    let stages = stages.iter().map(|(day, stage)| (*day, Event::Stage(*stage)));
    let given = given.iter().map(|one| (one.day, Event::Gift(one.gift, one.event.as_ref())));
    let tags = tags.iter().map(|one| (one.day, Event::Tag(&one.tag, one.set)));
    let left_out = left_out.iter().map(|day| (*day, Event::LeftOut));
    let mut all: Vec<_> = stages.chain(given).chain(tags).chain(left_out).collect();
    all.sort();
    all
}
