//! Which changes reach a goal, the smallest first.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::goal::Goal;
use super::levers::Fact;
use super::pull::Pull;
use super::size::is_contained;
use crate::eval::{Decision, Evaluator, Events, Prize, Record};
use crate::plan::{Needs, Places, Plan};
use crate::prove::{Asked, Domain};
use crate::values::Instant;

/// So many whole decisions are made at most.
const DECISIONS: usize = 20_000;
/// With so many events more to be gone over, a decision counts as one more.
const HEAVY: usize = 2_000;
/// So many of them are left for widening what was found, and for what comes later.
const RESERVE: usize = 4_000;
/// So often is it looked at how comparisons stand, at most.
const PROBES: usize = 25_000;
/// So many of these are left for widening what was found.
const PROBES_RESERVE: usize = 5_000;
/// Changes of so many facts at most are tried.
const FACTS: usize = 3;
/// With so many ways, no ways of more facts are looked for.
const ENOUGH: usize = 5;

/// What a decision on a record counts: more if the customer has very many events, and the rules go
/// over them often.
fn weight(plan: &Plan, record: &Record<'_>) -> usize {
    let events: usize = record.lists.iter().flatten().map(Events::len).sum();
    1 + events.saturating_mul(plan.folds.len()) / HEAVY
}

/// A search for changes that reach a goal.
pub(super) struct Search<'s> {
    pub evaluator: Arc<Evaluator>,
    /// Where the parts of the plan are asked.
    pub places: Arc<Places<'s>>,
    /// When events happen.
    at: Instant,
    goal: Goal<'s>,
    domain: &'s Domain,
    /// The customer as they are.
    pub record: Record<'static>,
    decisions: usize,
    probes: usize,
    /// Whether changes are tried, rather than widened.
    is_trying: bool,
    seen: HashSet<String>,
    /// What changed customers would have to compete for.
    pub contested: BTreeSet<Prize>,
    /// The changes that reach it, none of which contains another one.
    pub found: Vec<Found>,
}

/// Changes that are made already.
#[derive(Default)]
struct Made {
    /// The facts that they are of, by their places.
    facts: Vec<usize>,
    pulls: Vec<Pull>,
}

impl Made {
    /// Whether a fact is to be changed next: one after the others, or one that is compared together
    /// with one of them.
    fn may_be_next(&self, place: usize, facts: &[Fact], domain: &Domain) -> bool {
        let is_after = self.facts.iter().all(|other| *other < place);
        let is_weighed = |other: &usize| {
            let both = [facts[*other].asked(), facts[place].asked()];
            let all =
                |of: &BTreeSet<Asked>| both.iter().all(|a| a.is_some_and(|a| of.contains(&a)));
            domain.weighed.iter().any(|weighed| all(&weighed.of))
        };
        !self.facts.contains(&place) && (is_after || self.facts.iter().any(is_weighed))
    }
}

/// Changes that reach the goal.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub pulls: Vec<Pull>,
    /// What is decided then.
    pub decision: Decision,
}

impl<'s> Search<'s> {
    pub(super) fn new(
        evaluator: &Evaluator,
        goal: Goal<'s>,
        domain: &'s Domain,
        record: &Record<'_>,
    ) -> Search<'s> {
        Search {
            at: evaluator.clock().as_of(),
            evaluator: Arc::new(evaluator.clone()),
            places: Arc::new(Places::of(goal.plan)),
            goal,
            domain,
            record: record.clone().into_owned(),
            decisions: 0,
            probes: 0,
            is_trying: false,
            seen: HashSet::new(),
            contested: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    /// Tries changes of one fact, then of two, then, if none did, of three. Says of how many facts
    /// all were tried.
    pub(super) fn run(&mut self) -> usize {
        self.is_trying = true;
        let tried = self.try_all();
        self.is_trying = false;
        if self.is_spent() {
            // Smaller ones may not have been tried.
            let found = std::mem::take(&mut self.found);
            self.found = found.into_iter().map(|found| self.shrunk(found)).collect();
            self.keep_smallest();
        }
        tried
    }

    /// What was found, with each of its facts changed no further than the others need.
    fn shrunk(&mut self, mut found: Found) -> Found {
        for fact in Fact::all(self, self.domain) {
            let others = found.pulls.iter().filter(|pull| !fact.is_of(pull));
            let others: Vec<Pull> = others.cloned().collect();
            if others.is_empty() || others.len() == found.pulls.len() {
                continue;
            }
            let record = self.changed(&self.record, &others);
            for changes in self.changes(&fact, &record) {
                let pulls: Vec<Pull> = others.iter().cloned().chain(changes).collect();
                let is_in = |one: &[Pull], other: &[Pull]| is_contained(&self.record, one, other);
                if !is_in(&pulls, &found.pulls) || is_in(&found.pulls, &pulls) {
                    continue;
                }
                let changed = self.changed(&self.record, &pulls);
                if let Some(decision) = self.reaches(&changed) {
                    found = Found { pulls, decision };
                }
            }
        }
        found
    }

    fn try_all(&mut self) -> usize {
        let facts = Fact::all(self, self.domain);
        for count in 1..=FACTS {
            let is_enough = self.found.len() >= ENOUGH || count > 2 && !self.found.is_empty();
            if is_enough || facts.len() < count {
                return count - 1;
            }
            let record = self.record.clone();
            self.of_facts(&facts, count, &mut Made::default(), &record);
            self.keep_smallest();
            if self.is_spent() {
                return count - 1;
            }
        }
        FACTS
    }

    /// Tries changes of so many of these facts, besides those that are made already. What is compared
    /// together is tried in every order: how far one must go depends on the other.
    fn of_facts(
        &mut self,
        facts: &[Fact],
        count: usize,
        made: &mut Made,
        record: &Record<'static>,
    ) {
        for place in 0..facts.len() {
            if self.is_spent() {
                return;
            }
            if !made.may_be_next(place, facts, self.domain) {
                continue;
            }
            for changes in self.changes(&facts[place], record) {
                let before = made.pulls.len();
                made.pulls.extend(changes);
                if !self.contains_a_way(&made.pulls) {
                    let changed = self.changed(record, &made.pulls[before..]);
                    if count == 1 {
                        self.attempt(&made.pulls, &changed);
                    } else {
                        made.facts.push(place);
                        self.of_facts(facts, count - 1, made, &changed);
                        made.facts.pop();
                    }
                }
                made.pulls.truncate(before);
            }
        }
    }

    fn attempt(&mut self, pulls: &[Pull], changed: &Record<'static>) {
        let mut each: Vec<String> = pulls.iter().map(|pull| format!("{pull:?}")).collect();
        each.sort_unstable();
        if !self.seen.insert(each.join(" ")) {
            return;
        }
        if let Some(decision) = self.reaches(changed) {
            self.found.push(Found { pulls: pulls.to_vec(), decision });
        }
    }

    /// How many facts there are that can change.
    pub(super) fn facts(&self) -> usize {
        Fact::all(self, self.domain).len()
    }

    /// The decision on a record, if it is what is asked for.
    pub(super) fn reaches(&mut self, changed: &Record<'static>) -> Option<Decision> {
        let evaluator = Arc::clone(&self.evaluator);
        self.reaches_with(&evaluator, changed)
    }

    /// The same at the moment of another evaluator.
    pub(super) fn reaches_with(
        &mut self,
        evaluator: &Evaluator,
        changed: &Record<'static>,
    ) -> Option<Decision> {
        if self.is_over() {
            return None;
        }
        self.decisions += weight(self.plan(), changed);
        let decision = evaluator.decide_among(changed).ok()?;
        let contested = self.goal.contested(&decision);
        let is_reached = self.goal.is_reached(evaluator, changed, &decision);
        let is_certain = contested.is_empty();
        self.contested.extend(contested);
        (is_reached && is_certain).then_some(decision)
    }

    fn contains_a_way(&self, pulls: &[Pull]) -> bool {
        self.found.iter().any(|found| is_contained(&self.record, &found.pulls, pulls))
    }

    /// Of the ways that were found, those that contain no other.
    fn keep_smallest(&mut self) {
        let all = std::mem::take(&mut self.found);
        for (place, found) in all.iter().enumerate().take_while(|_| !self.goal.is_over()) {
            let is_smaller = |(other, smaller): (usize, &Found)| {
                other != place
                    && is_contained(&self.record, &smaller.pulls, &found.pulls)
                    // Of two that are equal, the first stays.
                    && (other < place || !is_contained(&self.record, &found.pulls, &smaller.pulls))
            };
            if !all.iter().enumerate().any(is_smaller) {
                self.found.push(found.clone());
            }
        }
    }

    /// The record with changes.
    pub(super) fn changed(&self, record: &Record<'static>, pulls: &[Pull]) -> Record<'static> {
        let mut changed = record.clone();
        pulls.iter().for_each(|pull| pull.apply(self.plan(), &mut changed, self.at()));
        changed
    }

    pub(super) fn plan(&self) -> &'s Plan {
        self.goal.plan
    }

    pub(super) fn needs(&self) -> &'s Needs {
        &self.goal.plan.needs
    }

    pub(super) fn domain(&self) -> &'s Domain {
        self.domain
    }

    /// When events happen.
    pub(super) fn at(&self) -> Instant {
        self.at
    }

    /// Whether no more decisions may be made.
    pub(super) fn is_over(&self) -> bool {
        self.decisions >= DECISIONS || self.goal.is_over()
    }

    /// Whether no more changes are tried. What is left is for what was found.
    pub(super) fn is_spent(&self) -> bool {
        let is_spent =
            self.decisions + RESERVE >= DECISIONS || self.probes + PROBES_RESERVE >= PROBES;
        is_spent || self.goal.is_over()
    }

    /// Whether it can no longer be looked at how comparisons stand: where they turn is not known then.
    pub(super) fn is_blind(&self) -> bool {
        self.probes >= PROBES || self.goal.is_over()
    }

    /// Counts one look at how comparisons stand, if there may be one more.
    pub(super) fn may_probe(&mut self, record: &Record<'_>) -> bool {
        let reserve = if self.is_trying { PROBES_RESERVE } else { 0 };
        let may = self.probes + reserve < PROBES && !self.goal.is_over();
        if may {
            self.probes += weight(self.plan(), record);
        }
        may
    }
}
