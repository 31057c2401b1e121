//! What is enough together: of several changes, each choice among what they may be.

use std::collections::{BTreeMap, BTreeSet};

use super::pull::{Added, Pull};

/// So many choices are tried at most. What would need more is not known to be enough.
const CHOICES: usize = 256;
/// Up to so many events may each say something else. More of them do so in 1, 2, 4 and so on, of which
/// any number of them can be made up.
const SINGLE: usize = 4;
/// With so many choices of the others, it is found out where comparisons turn.
const OTHERS: usize = 4;

/// A choice, whatever the order of events that are alike.
type Choice = BTreeMap<String, usize>;

/// All choices among what the changes of a way may be; each of them is enough.
pub(super) struct Together {
    /// By part, which change it is of. Each change is one part, except those of several events.
    whose: Vec<usize>,
    /// By choice, what each part is. The first is what was found.
    known: Vec<Vec<Pull>>,
    seen: BTreeSet<Choice>,
}

impl Together {
    pub(super) fn of(pulls: &[Pull]) -> Together {
        let (mut whose, mut first) = (Vec::new(), Vec::new());
        for (own, pull) in pulls.iter().enumerate() {
            for part in parts(pull) {
                whose.push(own);
                first.push(part);
            }
        }
        let seen = BTreeSet::from([choice(&whose, &first)]);
        Together { whose, known: vec![first], seen }
    }

    /// The parts of a change.
    pub(super) fn parts_of(&self, own: usize) -> Vec<usize> {
        (0..self.whose.len()).filter(|part| self.whose[*part] == own).collect()
    }

    /// Whether it is enough too if any of these parts are something else, whatever else is known to be
    /// enough. If so, all of these choices are known too.
    pub(super) fn extend(
        &mut self,
        parts: &[usize],
        other: &dyn Fn(&Pull) -> Pull,
        is_enough: &mut dyn FnMut(&[Pull]) -> bool,
    ) -> bool {
        let (mut known, mut seen) = (self.known.clone(), self.seen.clone());
        for part in parts {
            for place in 0..known.len() {
                let mut pulls = known[place].clone();
                pulls[*part] = other(&pulls[*part]);
                if !seen.insert(choice(&self.whose, &pulls)) {
                    continue;
                }
                if seen.len() > CHOICES || !is_enough(&pulls) {
                    return false;
                }
                known.push(pulls);
            }
        }
        (self.known, self.seen) = (known, seen);
        true
    }

    /// What all other parts may be: what was found, and what they were widened to last.
    pub(super) fn others(&self, parts: &[usize]) -> Vec<Vec<Pull>> {
        let mut all: Vec<Vec<Pull>> = Vec::new();
        for pulls in self.known.iter().take(1).chain(self.known.iter().rev()) {
            let others = pulls.iter().enumerate().filter(|(part, _)| !parts.contains(part));
            let others: Vec<Pull> = others.map(|(_, pull)| pull.clone()).collect();
            if all.len() < OTHERS && !all.contains(&others) {
                all.push(others);
            }
        }
        all
    }
}

/// The parts of a change that may differ.
fn parts(pull: &Pull) -> Vec<Pull> {
    let Pull::Events(added) = pull else { return vec![pull.clone()] };
    let (mut parts, mut left, mut count) = (Vec::new(), added.count, 1);
    while left > 0 {
        let some = left.min(count);
        parts.push(Pull::Events(Added { count: some, ..added.clone() }));
        left -= some;
        count *= if added.count > SINGLE { 2 } else { 1 };
    }
    parts
}

fn choice(whose: &[usize], pulls: &[Pull]) -> Choice {
    let mut choice = Choice::new();
    for (own, pull) in whose.iter().zip(pulls) {
        let (what, count) = match pull {
            Pull::Events(added) => (format!("{own} {:?}", added.attributes), added.count),
            Pull::Set { .. } | Pull::Entry { .. } | Pull::Tag { .. } => {
                (format!("{own} {pull:?}"), 1)
            }
        };
        *choice.entry(what).or_default() += count;
    }
    choice
}
