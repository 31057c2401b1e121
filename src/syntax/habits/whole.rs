//! Mistakes that only a whole line shows. What people meant is in several places of it, so what is
//! put right word by word would lose some of that. They are tried before all other habits.

mod amounts;
mod birthdays;
mod bounds;
mod channels;
mod days;
mod defaults;
mod described;
mod each;
mod earned;
mod ends;
mod expiring;
mod facts;
mod given;
mod heads;
mod limits;
mod often;
mod otherwise;
mod outcomes;
mod points;
mod stays;

use super::shapes::{self, Line};
use super::{Finding, Spot};
use crate::syntax::parser::Rule;

/// Reads one line.
type Reading = fn(&Line<'_, '_>) -> Option<Finding>;

const READINGS: &[Reading] = &[
    described::described,
    channels::channel,
    otherwise::otherwise,
    limits::limit,
    limits::two,
    limits::pause,
    bounds::of_score,
    points::read,
    each::turned,
    each::of_what,
    expiring::expiring,
    earned::earned,
    days::of_any_year,
    ends::of_period,
    birthdays::month,
    stays::stage,
    stays::exempt,
    often::how_many,
    amounts::of_event,
    facts::compared,
    outcomes::outcome,
    given::value_after_time,
    heads::balance,
    heads::numbered,
    defaults::of_attribute,
];

/// What the lines around the stop should be.
pub(super) fn find(spot: &Spot<'_>) -> Vec<Finding> {
    let lines = lines(spot);
    let declared = |line: &Line<'_, '_>| {
        shapes::experiment(spot, line.first).or_else(|| shapes::group(spot, line.first))
    };
    let declared = lines.iter().find_map(declared);
    let readings = lines.iter().flat_map(|line| READINGS.iter().filter_map(|read| read(line)));
    declared.into_iter().chain(readings).collect()
}

/// What the lines around the stop have too much of, where nothing else explains it.
pub(super) fn last(spot: &Spot<'_>) -> Vec<Finding> {
    lines(spot).iter().filter_map(points::too_much).collect()
}

/// Whether a line is better known than ordinary English.
pub(super) fn knows(spot: &Spot<'_>) -> bool {
    !find(spot).is_empty()
}

/// The line of the stop and, where that only begins, the one before it.
fn lines<'s, 'a>(spot: &'s Spot<'a>) -> Vec<Line<'s, 'a>> {
    let begins = |at: usize| (0..=at).rev().find(|place| spot.words[*place].first);
    let line = |first: usize| Line { spot, first, last: spot.line_end(first) };
    let Some(end) = spot.words.len().checked_sub(1).filter(|_| spot.whole.is_some()) else {
        return Vec::new();
    };
    let first = begins(spot.at.min(end)).unwrap_or(0);
    let before = (spot.at == first).then(|| first.checked_sub(1).and_then(begins)).flatten();
    [Some(first), before].into_iter().flatten().map(line).collect()
}

/// Whether a line is read as one of these.
fn is_in(line: &Line<'_, '_>, rules: &[Rule]) -> bool {
    line.spot.whole.is_some_and(|whole| rules.contains(&whole))
}
