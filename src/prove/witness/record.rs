//! A record.

use std::borrow::Cow;

use jiff::ToSpan;

use super::times::Times;
use super::{events, texts, values};
use crate::eval::{Events, Id, Record};
use crate::plan::{ExprKind, Scope, StageId};
use crate::prove::facts::{About, Domain, Fact, FactId, Point, Theory};
use crate::prove::search::Model;
use crate::values::{Clock, Instant, Value};

/// The id that a customer of a test has too.
const ID: &str = "test";

/// A customer in a stage who is like a model; `None` if they cannot be written down.
pub(in crate::prove) fn record(
    theory: &Theory<'_>,
    model: &Model<'_>,
    stage: StageId,
    clock: &Clock,
) -> Option<Record<'static>> {
    let mut making =
        Making { theory, model, times: Times::new(clock), record: empty(theory, stage) };
    let numbers = model.numbers.keys().filter(|fact| !model.domains.contains_key(fact));
    for id in model.domains.keys().chain(numbers) {
        let fact = theory.customer.at(*id);
        making.add(*id, fact, model.domains.get(id).unwrap_or(&fact.domain));
    }
    texts::add(theory, model, &mut making.record, clock);
    making.fill_up();
    making.note_points();
    making.add_events()?;
    Some(making.record)
}

fn empty(theory: &Theory<'_>, stage: StageId) -> Record<'static> {
    Record {
        id: Id { text: Cow::Borrowed(ID), is_number: false },
        stage: Some(stage),
        own_stage: None,
        stage_since: None,
        tags: Vec::new(),
        tag_sources: None,
        given: Vec::new(),
        assumed: Vec::new(),
        owed: Vec::new(),
        fields: vec![None; theory.plan.needs.fields.len()],
        defaulted: Vec::new(),
        lists: Vec::new(),
        arms: Vec::new(),
    }
}

struct Making<'a, 'p> {
    theory: &'a Theory<'p>,
    model: &'a Model<'p>,
    times: Times<'a>,
    record: Record<'static>,
}

impl Making<'_, '_> {
    /// Adds what a fact says, if something is asked of it.
    fn add(&mut self, id: FactId, fact: &Fact<'_>, domain: &Domain) {
        let asked = *domain != fact.domain;
        match (&fact.about, domain) {
            (About::Value(value), _) => {
                let mut of = &value.kind;
                if let ExprKind::Folded(inner) = of {
                    of = &inner.kind;
                }
                if let (ExprKind::Arm(experiment), Domain::Choice(set)) = (of, domain) {
                    let arms = self.theory.plan.experiments[*experiment].arms.len() as u32;
                    let arm = (0..arms).find(|arm| set.has(*arm)).filter(|_| asked);
                    self.record.arms.extend(arm.map(|arm| (*experiment, arm as u16)));
                }
                if let ExprKind::Field(slot) = of {
                    self.add_field(*slot, id, fact, domain);
                }
            }
            (About::Tag(tag), Domain::Choice(set)) if !set.has(0) => {
                self.record.tags.push(Cow::Owned((*tag).to_owned()));
            }
            (About::Entered, Domain::Date(set)) if asked && set.has_time() => {
                let now = self.times.clock.as_of();
                self.record.stage_since = self.times.instant(set, Some(now));
            }
            (
                About::Tag(_)
                | About::Entered
                | About::Asked(_)
                | About::AskedEntering(_)
                | About::ValueEntering(_)
                | About::EventTime
                | About::Above
                | About::ListKnown(_)
                | About::Sure(_)
                | About::Possible(_)
                | About::SureOf(_)
                | About::PossibleOf(_)
                | About::Sum(_),
                _,
            ) => {}
        }
    }

    fn add_field(&mut self, slot: usize, id: FactId, fact: &Fact<'_>, domain: &Domain) {
        let kind = &self.theory.plan.needs.fields[slot].kind;
        let number = self.model.numbers.get(&id).filter(|_| !domain.has_unknown());
        if let Some(number) = number {
            self.record.fields[slot] = values::decimal(*number).map(Value::Number);
        } else if *domain != fact.domain {
            self.record.fields[slot] = values::value(self.theory, fact, kind, domain, &self.times);
        }
    }

    /// Fields of which nothing is asked have their default; those that every record has, some value.
    fn fill_up(&mut self) {
        for (slot, need) in self.theory.plan.needs.fields.iter().enumerate() {
            if self.record.fields[slot].is_some() {
                continue;
            }
            if let Some(default) = &need.default {
                self.record.fields[slot] = Some(default.clone());
                self.record.defaulted.push(slot);
            } else if need.required {
                self.record.fields[slot] = Some(values::any(&need.kind, self.times.clock));
            }
        }
    }

    /// Says when the points in time are that depend on the customer.
    fn note_points(&mut self) {
        let sources = self.theory.sources().filter_map(|(_, source)| source.stretch.as_ref());
        let cuts = sources.flat_map(|stretch| stretch.from.iter().chain(&stretch.to));
        let points: Vec<Point> = cuts.map(|cut| cut.at).collect();
        let earlier = self.earlier();
        if points.contains(&Point::ENTERED) {
            let since = *self.record.stage_since.get_or_insert(earlier);
            self.times.others.insert(Point::ENTERED, since);
        }
        for point in points.into_iter().filter(|point| point.fold().is_some()) {
            self.times.others.insert(point, earlier);
        }
        for (point, value) in self.theory.points() {
            let ExprKind::Field(slot) = &value.kind else { continue };
            let at = match &self.record.fields[*slot] {
                Some(Value::Instant(at)) => Some(*at),
                Some(Value::Day(day)) => Some(self.times.clock.first_instant(*day)),
                _ => None,
            };
            self.times.others.extend(at.map(|at| (point, at)));
        }
    }

    /// A month ago.
    fn earlier(&self) -> Instant {
        let clock = self.times.clock;
        let day = clock.today().checked_sub(30.days()).unwrap_or(clock.today());
        clock.first_instant(day)
    }

    fn add_events(&mut self) -> Option<()> {
        let (theory, model) = (self.theory, self.model);
        self.record.given = events::given(theory, model, &self.times)?;
        for (slot, need) in theory.plan.needs.lists.iter().enumerate() {
            let is_known = model.known.iter().any(|scope| **scope == Scope::List(slot));
            self.record.lists.push(if events::is_unknown(theory, model, slot) {
                None
            } else if is_known {
                Some(events::events(theory, model, slot, &self.times)?)
            } else {
                Some(Events::none(need.attributes.len()))
            });
        }
        Some(())
    }
}
