//! Where comparisons turn as a number grows, found by evaluating.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::values::{Decimal, Direction, Rounding, Truth};

/// How a comparison stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub truth: Truth,
    /// By how much the left side is more, if both are known.
    pub gap: Option<Decimal>,
}

impl Standing {
    fn state(&self) -> (Truth, Option<Ordering>) {
        (self.truth, self.gap.map(|gap| gap.cmp(&Decimal::ZERO)))
    }
}

/// So often it is guessed where a comparison turns; then the middle is taken.
const GUESSES: usize = 6;

/// Finds the numbers at which comparisons turn.
pub(super) struct Turns<F> {
    probe: F,
    known: BTreeMap<i64, Vec<Standing>>,
    found: BTreeSet<i64>,
}

impl<F: FnMut(i64) -> Vec<Standing>> Turns<F> {
    /// The numbers from the first to the last at which some comparison is not as at the number
    /// before; all of them, if each turns once or twice as the number grows. `probe` says how they
    /// stand at a number.
    pub(super) fn between(first: i64, last: i64, probe: F) -> BTreeSet<i64> {
        let mut turns = Turns { probe, known: BTreeMap::new(), found: BTreeSet::new() };
        if first < last {
            let count = turns.at(first).len();
            (0..count).for_each(|place| turns.look(place, first, last, 0));
        }
        turns.found
    }

    fn at(&mut self, number: i64) -> &[Standing] {
        let probe = &mut self.probe;
        self.known.entry(number).or_insert_with(|| probe(number))
    }

    fn standing(&mut self, place: usize, number: i64) -> Option<Standing> {
        self.at(number).get(place).cloned()
    }

    fn look(&mut self, place: usize, low: i64, high: i64, depth: usize) {
        let (Some(left), Some(right)) = (self.standing(place, low), self.standing(place, high))
        else {
            return;
        };
        if left.state() == right.state() {
            return;
        }
        if high - low <= 1 {
            self.found.insert(high);
            return;
        }
        let guess = if depth < GUESSES { guess(low, &left, high, &right) } else { None };
        let middle = guess.unwrap_or(low + (high - low) / 2).clamp(low + 1, high - 1);
        self.look(place, low, middle, depth + 1);
        self.look(place, middle, high, depth + 1);
    }
}

/// Where the sides are equal if what is between them changes evenly.
fn guess(low: i64, left: &Standing, high: i64, right: &Standing) -> Option<i64> {
    let (left, right) = (left.gap?, right.gap?);
    let change = left.checked_sub(right).ok()?;
    let way = Decimal::from(high - low).checked_mul(left).ok()?.checked_div(change)?.ok()?;
    let up = Rounding { direction: Direction::Up, places: 0 };
    low.checked_add(way.rounded(up).ok()?.to_i64()?)
}
