//! Which numbers a fact may be.

use std::cmp::Ordering;

use num_traits::{CheckedDiv, CheckedMul};

use crate::prove::linear::{Bounds, Fraction, Limit};
use crate::terms::Comparison;

/// A place between two numbers, next to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::prove) enum Edge {
    /// Below all numbers.
    Lowest,
    Before(Fraction),
    After(Fraction),
    /// Above all numbers.
    Highest,
}

impl Edge {
    fn rank(self) -> (u8, Fraction, bool) {
        match self {
            Edge::Lowest => (0, Fraction::ZERO, false),
            Edge::Before(number) => (1, number, false),
            Edge::After(number) => (1, number, true),
            Edge::Highest => (2, Fraction::ZERO, false),
        }
    }
}

impl Ord for Edge {
    fn cmp(&self, other: &Edge) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Edge {
    fn partial_cmp(&self, other: &Edge) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Numbers, and whether it may be unknown which.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::prove) struct NumberSet {
    pub unknown: bool,
    /// From where to where, in order and apart from each other.
    pub parts: Vec<(Edge, Edge)>,
}

impl NumberSet {
    /// No number at all.
    pub(in crate::prove) fn unknown() -> NumberSet {
        NumberSet { unknown: true, parts: Vec::new() }
    }

    /// Any number.
    pub(in crate::prove) fn known() -> NumberSet {
        NumberSet { unknown: false, parts: vec![(Edge::Lowest, Edge::Highest)] }
    }

    /// Those between two, with both.
    pub(in crate::prove) fn between(low: Option<Fraction>, high: Option<Fraction>) -> NumberSet {
        let from = low.map_or(Edge::Lowest, Edge::Before);
        NumberSet { unknown: false, parts: vec![(from, high.map_or(Edge::Highest, Edge::After))] }
    }

    /// Those that compare so with a constant.
    pub(in crate::prove) fn comparing(operator: Comparison, with: Fraction) -> NumberSet {
        let (before, after) = (Edge::Before(with), Edge::After(with));
        let parts = match operator {
            Comparison::Less => vec![(Edge::Lowest, before)],
            Comparison::AtMost => vec![(Edge::Lowest, after)],
            Comparison::Greater => vec![(after, Edge::Highest)],
            Comparison::AtLeast => vec![(before, Edge::Highest)],
            Comparison::Is => vec![(before, after)],
            Comparison::IsNot => vec![(Edge::Lowest, before), (after, Edge::Highest)],
        };
        NumberSet { unknown: false, parts }
    }

    /// The same, or unknown.
    pub(in crate::prove) fn or_unknown(mut self) -> NumberSet {
        self.unknown = true;
        self
    }

    /// What is in both.
    pub(in crate::prove) fn and(&self, other: &NumberSet) -> NumberSet {
        let mut parts = Vec::new();
        for (from, to) in &self.parts {
            for (other_from, other_to) in &other.parts {
                let both = (*from.max(other_from), *to.min(other_to));
                if both.0 < both.1 {
                    parts.push(both);
                }
            }
        }
        NumberSet { unknown: self.unknown && other.unknown, parts }
    }

    /// Whether nothing is in both: no number, of those of the steps if there are some.
    pub(in crate::prove) fn is_apart_from(
        &self,
        other: &NumberSet,
        step: Option<Fraction>,
    ) -> bool {
        let meets = |(from, to): &(Edge, Edge), (other_from, other_to): &(Edge, Edge)| {
            let (from, to) = (*from.max(other_from), *to.min(other_to));
            from < to && step.is_none_or(|step| holds_step(from, to, step))
        };
        let both_unknown = self.unknown && other.unknown;
        let some = || self.parts.iter().any(|one| other.parts.iter().any(|two| meets(one, two)));
        !(both_unknown || some())
    }

    /// Without the parts in which there is no number of the steps.
    pub(in crate::prove) fn in_steps(mut self, step: Fraction) -> NumberSet {
        self.parts.retain(|(from, to)| holds_step(*from, *to, step));
        self
    }

    /// Whether nothing is left.
    pub(in crate::prove) fn is_empty(&self) -> bool {
        !self.unknown && self.parts.is_empty()
    }

    /// Whether all of it is in another one.
    pub(in crate::prove) fn is_within(&self, other: &NumberSet) -> bool {
        let inside = |(from, to): &(Edge, Edge)| {
            other.parts.iter().any(|(low, high)| low <= from && to <= high)
        };
        (!self.unknown || other.unknown) && self.parts.iter().all(inside)
    }

    /// Where its numbers begin and end.
    pub(in crate::prove) fn hull(&self) -> Option<(Edge, Edge)> {
        Some((self.parts.first()?.0, self.parts.last()?.1))
    }

    /// Whether it has a number.
    pub(in crate::prove) fn has(&self, number: Fraction) -> bool {
        self.parts
            .iter()
            .any(|(from, to)| *from <= Edge::Before(number) && Edge::After(number) <= *to)
    }
}

/// Whether a number of the steps is between two places; if numbers become too long, it may be.
fn holds_step(from: Edge, to: Edge, step: Fraction) -> bool {
    let Some(first) = first_step(from, step) else { return true };
    last_step(to, step).is_none_or(|last| first <= last)
}

/// How many steps a number is; each whole number is one where a step is 1.
fn in_steps(number: Fraction, step: Fraction) -> Option<Fraction> {
    if step == Fraction::ONE { Some(number) } else { number.checked_div(&step) }
}

/// The number that is so many steps.
fn of_steps(steps: Fraction, step: Fraction) -> Option<Fraction> {
    if step == Fraction::ONE { Some(steps) } else { steps.checked_mul(&step) }
}

/// The last whole number up to a number.
fn floor(number: Fraction) -> Fraction {
    if number.is_integer() { number } else { number.floor() }
}

/// The first whole number from a number on.
fn ceil(number: Fraction) -> Fraction {
    if number.is_integer() { number } else { number.ceil() }
}

/// The whole number that is so much after a whole number.
fn next(whole: Fraction, by: i128) -> Fraction {
    Fraction::from_integer(whole.numer() + by)
}

/// The first number of the steps after a place.
pub(in crate::prove) fn first_step(from: Edge, step: Fraction) -> Option<Fraction> {
    let steps = match from {
        Edge::Before(number) => ceil(in_steps(number, step)?),
        Edge::After(number) => next(floor(in_steps(number, step)?), 1),
        Edge::Lowest | Edge::Highest => return None,
    };
    of_steps(steps, step)
}

/// The last number of the steps before a place.
pub(in crate::prove) fn last_step(to: Edge, step: Fraction) -> Option<Fraction> {
    let steps = match to {
        Edge::After(number) => floor(in_steps(number, step)?),
        Edge::Before(number) => next(ceil(in_steps(number, step)?), -1),
        Edge::Lowest | Edge::Highest => return None,
    };
    of_steps(steps, step)
}

impl NumberSet {
    /// From the first of its numbers to the last, of those of the steps if there are some.
    pub(in crate::prove) fn bounds(&self, step: Option<Fraction>) -> Bounds {
        let Some((from, to)) = self.hull() else { return Bounds::default() };
        if let Some(step) = step {
            let low = first_step(from, step).map(Limit::at);
            return Bounds { low, high: last_step(to, step).map(Limit::at) };
        }
        let low = match from {
            Edge::Before(number) => Some(Limit::at(number)),
            Edge::After(number) => Some(Limit::above(number)),
            Edge::Lowest | Edge::Highest => None,
        };
        let high = match to {
            Edge::After(number) => Some(Limit::at(number)),
            Edge::Before(number) => Some(Limit::below(number)),
            Edge::Lowest | Edge::Highest => None,
        };
        Bounds { low, high }
    }
}
