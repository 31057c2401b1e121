//! Facts: what customers or events may differ in, each with the values that it may have.

use std::collections::HashMap;
use std::hash::Hash;

use super::formula::{Domain, Formula};
use super::source::SourceId;
use crate::plan::{Atom, Expr};
use crate::prove::linear::Fraction;

/// Names a fact of some [`Facts`]: its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::prove) struct FactId(u32);

impl FactId {
    pub(in crate::prove) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::prove) enum About<'p> {
    /// What a value is.
    Value(&'p Expr),
    /// Whether something is so that nobody here looks into.
    Asked(&'p Atom),
    /// The same of somebody who enters a stage now.
    AskedEntering(&'p Atom),
    /// What a value is of somebody who enters a stage now.
    ValueEntering(&'p Expr),
    /// Whether there is a tag.
    Tag(&'p str),
    /// When the stage was entered.
    Entered,
    /// When the event happened.
    EventTime,
    /// Whether the events count that the event belongs to.
    Above,
    /// Whether a list is known, by its slot.
    ListKnown(usize),
    /// How many events of a kind there surely are.
    Sure(SourceId),
    /// How many there are at most.
    Possible(SourceId),
    /// How many different values there surely are.
    SureOf(&'p Expr),
    /// How many there are at most.
    PossibleOf(&'p Expr),
    /// A sum of other facts, each so many times.
    Sum(Vec<(FactId, Fraction)>),
}

/// A fact.
#[derive(Clone, Debug)]
pub(in crate::prove) struct Fact<'p> {
    pub about: About<'p>,
    /// The values that it may have.
    pub domain: Domain,
    /// The step that its numbers go in, if they do.
    pub step: Option<Fraction>,
    /// How many values there are, if that is known.
    pub choices: Option<u32>,
}

/// The facts of customers, or of the events of a list.
#[derive(Clone, Debug, Default)]
pub(in crate::prove) struct Facts<'p> {
    all: Vec<Fact<'p>>,
    places: HashMap<About<'p>, FactId>,
}

impl<'p> Facts<'p> {
    /// The fact about something, which is made the first time that it is asked for.
    pub(in crate::prove) fn get(
        &mut self,
        about: About<'p>,
        make: impl FnOnce() -> (Domain, Option<Fraction>, Option<u32>),
    ) -> FactId {
        if let Some(id) = self.places.get(&about) {
            return *id;
        }
        let id = FactId(self.all.len() as u32);
        let (domain, step, choices) = make();
        self.all.push(Fact { about: about.clone(), domain, step, choices });
        self.places.insert(about, id);
        id
    }

    /// The fact about something, if somebody asked for it.
    pub(in crate::prove) fn find(&self, about: &About<'p>) -> Option<FactId> {
        self.places.get(about).copied()
    }

    pub(in crate::prove) fn at(&self, id: FactId) -> &Fact<'p> {
        &self.all[id.index()]
    }

    /// All of them, each with its name.
    pub(in crate::prove) fn all(&self) -> impl Iterator<Item = (FactId, &Fact<'p>)> {
        self.all.iter().enumerate().map(|(index, fact)| (FactId(index as u32), fact))
    }
}

impl Fact<'_> {
    /// What is in both sets of values.
    pub(in crate::prove) fn both(&self, one: &Domain, other: &Domain) -> Domain {
        match (one, other) {
            (Domain::Number(one), Domain::Number(other)) => {
                let both = one.and(other);
                Domain::Number(match self.step {
                    Some(step) => both.in_steps(step),
                    None => both,
                })
            }
            (Domain::Choice(one), Domain::Choice(other)) => Domain::Choice(one.and(other)),
            (Domain::Date(one), Domain::Date(other)) => Domain::Date(one.and(other)),
            // A fact has one type.
            (Domain::Number(_) | Domain::Choice(_) | Domain::Date(_), _) => one.clone(),
        }
    }

    /// Whether there is certainly nothing in a set of values.
    pub(in crate::prove) fn is_empty(&self, domain: &Domain) -> bool {
        match domain {
            Domain::Number(numbers) => numbers.is_empty(),
            Domain::Choice(values) => values.is_empty(self.choices),
            Domain::Date(dates) => dates.is_empty(),
        }
    }

    /// Whether there is certainly nothing in both sets of values.
    pub(in crate::prove) fn are_apart(&self, one: &Domain, other: &Domain) -> bool {
        match (one, other) {
            (Domain::Number(one), Domain::Number(other)) => one.is_apart_from(other, self.step),
            (Domain::Choice(one), Domain::Choice(other)) => one.is_apart_from(other, self.choices),
            (Domain::Date(one), Domain::Date(other)) => one.is_apart_from(other),
            (Domain::Number(_) | Domain::Choice(_) | Domain::Date(_), _) => self.is_empty(one),
        }
    }

    /// Whether all of one set is certainly in another one.
    pub(in crate::prove) fn is_within(&self, one: &Domain, other: &Domain) -> bool {
        match (one, other) {
            (Domain::Number(one), Domain::Number(other)) => one.is_within(other),
            (Domain::Choice(one), Domain::Choice(other)) => one.is_within(other, self.choices),
            (Domain::Date(one), Domain::Date(other)) => one.is_within(other),
            (Domain::Number(_) | Domain::Choice(_) | Domain::Date(_), _) => false,
        }
    }
}

impl Domain {
    /// Whether it may be unknown.
    pub(in crate::prove) fn has_unknown(&self) -> bool {
        match self {
            Domain::Number(numbers) => numbers.unknown,
            Domain::Choice(values) => values.unknown,
            Domain::Date(dates) => dates.unknown,
        }
    }
}

/// A fact is in a set of values.
pub(in crate::prove) fn is_in(fact: FactId, domain: Domain) -> Formula {
    Formula::In(fact, domain)
}
