//! Histories in, facts about customers out, for a simulation that learns from them.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::measured::Measured;
use super::visits::{End, Visit, visits};
use super::{Asked, Period, days};
use crate::histories::{History, StayBegan};

/// Something that counts for a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    /// The customer came from outside, to this stage.
    Came(usize),
    /// A stay in a stage was seen for some days, and ended in a move to another stage, which the rules may not have.
    Moved { from: usize, to: Option<usize>, days: u32 },
    /// A stay in a stage was seen for some days, and not to its end.
    Unseen { from: usize, days: u32 },
    /// The customer entered the first stage, and had a whole rotation since.
    HadTime,
    /// Within that time, the customer brought somebody.
    Brought,
}

/// Collects from histories, one by one, what a simulation can learn from them. Who entered and whom they name is kept
/// until everybody is there, so memory grows with the customers.
#[derive(Debug)]
pub struct Measuring<'a> {
    asked: &'a Asked,
    known: Period,
    rotation: u32,
    people: Vec<Person>,
    /// Who entered the first stage, by id: their place among the people, and the day.
    entered: HashMap<Box<str>, (usize, Date)>,
    /// Who names a referrer: their place, and the referrer.
    named: Vec<(usize, Date, Box<str>)>,
    not_in_rules: BTreeSet<String>,
}

#[derive(Debug)]
struct Person {
    /// The stage in which the customer was new, unless it turns out that somebody brought them.
    came: Option<usize>,
    facts: Vec<Fact>,
}

impl<'a> Measuring<'a> {
    /// Nobody is there yet. A rotation has this many days.
    pub fn new(asked: &'a Asked, known: Period, rotation: u32) -> Measuring<'a> {
        Measuring {
            asked,
            known,
            rotation,
            people: Vec::new(),
            entered: HashMap::new(),
            named: Vec::new(),
            not_in_rules: BTreeSet::new(),
        }
    }

    /// Adds a customer. The order does not matter; each may be added only once.
    pub fn add(&mut self, history: &History) {
        let visits = visits(self.asked, history, self.known.to);
        if visits.is_empty() {
            return;
        }
        let strange = history.stays.iter().filter(|stay| self.asked.stage(&stay.stage).is_none());
        self.not_in_rules.extend(strange.map(|stay| stay.stage.clone()));
        let is_new = |visit: &&Visit| visit.by == StayBegan::New && self.known.has(visit.since);
        let came = visits.iter().find(is_new).and_then(|visit| visit.stage);
        let facts = visits.iter().filter_map(|visit| self.fact(visit)).collect();
        self.note_referrer(history, &visits);
        self.people.push(Person { came, facts });
    }

    /// What a stay says, if it is known when it began.
    fn fact(&self, visit: &Visit) -> Option<Fact> {
        let from = visit.stage?;
        if !visit.has_begun() || !self.known.has(visit.since) {
            return None;
        }
        Some(match visit.end {
            End::Moved(to) => Fact::Moved { from, to, days: visit.days() },
            End::Lost(_) | End::GoesOn => Fact::Unseen { from, days: visit.days() },
        })
    }

    /// Notes when a customer entered the first stage, and whom they name, as for the speed in a report.
    fn note_referrer(&mut self, history: &History, visits: &[Visit]) {
        let Some(&first) = self.asked.wheel.first() else { return };
        let visit = visits.iter().find(|visit| visit.stage == Some(first));
        let begun = visit.filter(|visit| visit.has_begun() && self.known.has(visit.since));
        let Some(visit) = begun else { return };
        let place = self.people.len();
        self.entered.insert(history.id.as_str().into(), (place, visit.since));
        if let Some(referrer) = history.referred_by.as_ref().filter(|id| **id != history.id) {
            self.named.push((place, visit.since, referrer.as_str().into()));
        }
    }

    /// What all who were added come to.
    pub fn measured(mut self) -> Measured {
        let had_time = |day: Date| days(day, self.known.to) >= self.rotation;
        for (place, day) in self.entered.values() {
            if had_time(*day) {
                self.people[*place].facts.push(Fact::HadTime);
            }
        }
        for (brought, day, referrer) in &self.named {
            let Some((place, since)) = self.entered.get(referrer) else { continue };
            if since > day || days(*since, *day) > self.rotation {
                continue;
            }
            // Somebody who is brought does not come from outside as well.
            self.people[*brought].came = None;
            if had_time(*since) {
                self.people[*place].facts.push(Fact::Brought);
            }
        }
        let facts = self.people.into_iter().map(|Person { came, mut facts }| {
            facts.extend(came.map(Fact::Came));
            facts
        });
        Measured::of(
            self.asked,
            (self.known, self.rotation),
            facts.collect(),
            !self.named.is_empty(),
            self.not_in_rules,
        )
    }
}
