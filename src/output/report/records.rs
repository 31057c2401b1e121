//! What records say that histories do not: what customers bring, where they come from, who brought them,
//! and whether aims were met.

use std::collections::HashMap;

use crate::histories::{Aim, History};
use crate::output::decisions::Tally;
use crate::plan::report::Report;
use crate::plan::{Plan, Shown};
use crate::run::{Decided, LedgerRow, Observer, Rejected};
use crate::tools::aims::{AimOf, Aims, Ask};
use crate::values::{Decimal, Instant, Value};

/// What is to be asked of records, by the ids of customers.
#[derive(Clone, Debug, Default)]
pub struct Asks(HashMap<Box<str>, Vec<Ask>>);

/// What records say, by the ids of customers.
#[derive(Debug, Default)]
pub struct Answers(HashMap<Box<str>, Facts>);

/// What the record of a customer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the customer has brought so far.
    pub value: Option<Decimal>,
    /// Where the customer comes from.
    pub source: Option<Box<str>>,
    /// Who brought the customer.
    pub referred_by: Option<Box<str>>,
    /// Whether the aims were met that were asked about.
    pub aims: Vec<(Ask, Aim)>,
}

/// Reads what records say.
#[derive(Debug)]
pub struct FactReader<'a> {
    plan: &'a Plan,
    asks: &'a Asks,
    aims: &'a Aims,
    as_of: Instant,
}

/// What some records say.
#[derive(Debug)]
pub struct Read {
    answers: Answers,
    /// For what is said of the records.
    pub tally: Tally,
}

impl Asks {
    /// Asks what a history does not know, by a plan that is made to report.
    pub fn add(&mut self, plan: &Plan, history: &History) {
        let gifts = history.gifts.iter().filter(|entry| entry.aim == Aim::Unknown);
        let gifts = gifts
            .filter_map(|entry| Some(Ask { of: AimOf::gift(plan, &entry.gift)?, at: entry.at }));
        let experiments = history.experiments.iter().filter(|entry| entry.aim == Aim::Unknown);
        let experiments = experiments.filter_map(|entry| {
            Some(Ask { of: AimOf::experiment(plan, &entry.experiment)?, at: entry.at })
        });
        let mut asks: Vec<Ask> = gifts.chain(experiments).collect();
        if !asks.is_empty() {
            let mut seen = std::collections::HashSet::new();
            asks.retain(|ask| seen.insert(*ask));
            self.0.insert(history.id.as_str().into(), asks);
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = Ask> {
        self.0.values().flatten().copied()
    }
}

impl<'a> FactReader<'a> {
    /// Reads records by a plan that is made to report, as of an instant.
    pub fn new(plan: &'a Plan, asks: &'a Asks, aims: &'a Aims, as_of: Instant) -> FactReader<'a> {
        FactReader { plan, asks, aims, as_of }
    }

    fn facts(&self, decided: &Decided<'_, '_>) -> Facts {
        let shown = |place: fn(&Report) -> Option<usize>| {
            let place = place(self.plan.report.as_ref()?)?;
            let value = decided.decision.shown.get(place)?.as_ref()?;
            Some((&self.plan.shows[place], value))
        };
        let text = |found: Option<(&Shown, &Value<'_>)>| -> Option<Box<str>> {
            let (shown, value) = found?;
            match value {
                Value::Text(text) => Some(text.as_ref().into()),
                Value::Choice(value) => self.plan.choice(shown.value.id, *value).map(Box::from),
                Value::Number(_)
                | Value::YesNo(_)
                | Value::Instant(_)
                | Value::Day(_)
                | Value::Set(_) => None,
            }
        };
        let value = match shown(|report| report.value) {
            Some((_, Value::Number(amount))) => Some(*amount),
            Some(_) | None => None,
        };
        let (source, referred_by) =
            (text(shown(|report| report.source)), text(shown(|report| report.referred_by)));
        Facts { value, source, referred_by, aims: self.aims(decided) }
    }

    fn aims(&self, decided: &Decided<'_, '_>) -> Vec<(Ask, Aim)> {
        let Some(asks) = self.asks.0.get(&*decided.id.text) else { return Vec::new() };
        let Ok(record) = decided.record() else { return Vec::new() };
        asks.iter().copied().zip(self.aims.answers(&record, asks)).collect()
    }
}

impl Observer for FactReader<'_> {
    type Results = Read;

    fn begin(&self) -> Read {
        Read { answers: Answers::default(), tally: Tally::new(self.plan) }
    }

    fn decided(&self, read: &mut Read, decided: &Decided<'_, '_>) {
        read.tally.add(decided.decision, self.as_of);
        read.answers.0.insert((*decided.id.text).into(), self.facts(decided));
    }

    fn left_out(&self, read: &mut Read, _known: Option<LedgerRow>) {
        read.tally.left_out += 1;
    }

    fn rejected(&self, read: &mut Read, rejected: Rejected<'_>) {
        read.tally.rejections.add(rejected.into());
    }
}

impl Read {
    /// Adds what the next records say.
    pub fn merge(&mut self, next: Read) {
        self.answers.0.extend(next.answers.0);
        self.tally.merge(next.tally);
    }

    /// What all of them say.
    pub fn answers(self) -> Answers {
        self.answers
    }
}

impl Answers {
    /// A history with what the record of the customer says where the history says nothing.
    pub fn complete(&self, plan: &Plan, history: &History) -> History {
        let mut history = history.clone();
        let Some(facts) = self.0.get(history.id.as_str()) else { return history };
        history.value = history.value.or(facts.value);
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        history.source = history.source.or_else(|| text(&facts.source));
        history.referred_by = history.referred_by.or_else(|| text(&facts.referred_by));
        for entry in history.gifts.iter_mut().filter(|entry| entry.aim == Aim::Unknown) {
            entry.aim = facts.aim(AimOf::gift(plan, &entry.gift), entry.at);
        }
        for entry in history.experiments.iter_mut().filter(|entry| entry.aim == Aim::Unknown) {
            entry.aim = facts.aim(AimOf::experiment(plan, &entry.experiment), entry.at);
        }
        history
    }

    /// Whether records say something of a customer.
    pub fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }
}

impl Facts {
    fn aim(&self, of: Option<AimOf>, at: jiff::civil::Date) -> Aim {
        let Some(of) = of else { return Aim::Unknown };
        let asked = self.aims.iter().find(|(ask, _)| *ask == Ask { of, at });
        asked.map_or(Aim::Unknown, |(_, aim)| *aim)
    }
}
