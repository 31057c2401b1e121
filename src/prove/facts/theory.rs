//! Everything that is asked about customers and their events.

use std::collections::HashMap;

use super::fact::{FactId, Facts};
use super::point::Point;
use super::reader::Reader;
use super::source::{Source, SourceId};
use crate::plan::{Expr, ExprKind, Node, Plan, Scope, Type, WindowOp};
use crate::prove::linear::Fraction;
use crate::values::time::keeps_days;
use crate::values::{Unit, Value};

/// The facts that the conditions of a plan are about, as far as they were read.
#[derive(Clone, Debug)]
pub(in crate::prove) struct Theory<'p> {
    pub plan: &'p Plan,
    /// Whether no clock change in the zone of the plan puts a time on another day.
    pub(super) keeps_days: bool,
    /// Of customers.
    pub customer: Facts<'p>,
    /// Of the events of a list, or of what was given.
    pub events: HashMap<&'p Scope, Facts<'p>>,
    sources: Vec<Source<'p>>,
    source_places: HashMap<Source<'p>, SourceId>,
    texts: HashMap<String, u32>,
    points: HashMap<&'p Expr, u32>,
    /// Of facts that are made of events: the kind that they are made of.
    made_of: HashMap<FactId, SourceId>,
    /// Whether it makes a difference which day it is.
    pub asks_the_day: bool,
}

impl<'p> Theory<'p> {
    pub(in crate::prove) fn new(plan: &'p Plan) -> Theory<'p> {
        let mut theory = Theory {
            plan,
            keeps_days: keeps_days(&plan.zone),
            customer: Facts::default(),
            events: HashMap::new(),
            sources: Vec::new(),
            source_places: HashMap::new(),
            texts: HashMap::new(),
            points: HashMap::new(),
            made_of: HashMap::new(),
            asks_the_day: asks_the_day(plan),
        };
        plan.walk(&mut |node| {
            if let Node::Value(Expr { kind: ExprKind::Constant(Value::Text(text)), .. }) = node {
                theory.name_text(text);
            }
        });
        theory
    }

    /// The facts of customers, or of the events of a scope.
    pub(in crate::prove) fn facts(&mut self, scope: Option<&'p Scope>) -> &mut Facts<'p> {
        match scope {
            None => &mut self.customer,
            Some(scope) => self.events.entry(scope).or_default(),
        }
    }

    pub(in crate::prove) fn source(&self, id: SourceId) -> &Source<'p> {
        &self.sources[id.0 as usize]
    }

    /// The name of a kind of events.
    pub(super) fn name_source(&mut self, source: Source<'p>) -> SourceId {
        if let Some(id) = self.source_places.get(&source) {
            return *id;
        }
        let id = SourceId(self.sources.len() as u32);
        self.sources.push(source.clone());
        self.source_places.insert(source, id);
        id
    }

    /// Whether events of some list belong to those of another one.
    pub(in crate::prove) fn has_rows(&self) -> bool {
        self.plan.needs.lists.iter().any(|list| list.parent().is_some())
    }

    /// Whether records without a list are rejected, or have none of it.
    pub(super) fn is_list_known(&self, slot: usize) -> bool {
        let need = &self.plan.needs.lists[slot];
        need.required || need.table.is_some()
    }

    /// The same of where events come from; what was given is always known.
    pub(in crate::prove) fn is_always_known(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Given(_) => true,
            Scope::List(slot) => self.is_list_known(*slot),
        }
    }

    /// The kind of events that a fact of customers is made of, if it is made of some.
    pub(in crate::prove) fn made_of(&self, fact: FactId) -> Option<SourceId> {
        self.made_of.get(&fact).copied()
    }

    pub(super) fn is_made_of(&mut self, fact: FactId, source: SourceId) {
        self.made_of.insert(fact, source);
    }

    /// The one fact that a number of events is, and how many times; `None` if it is more than that.
    pub(in crate::prove) fn amount(
        &mut self,
        scope: &'p Scope,
        value: &'p Expr,
    ) -> Option<(FactId, Fraction)> {
        let sum = Reader::of_events(self, scope).number(value)?;
        let mut terms = sum.terms.into_iter();
        let first = terms.next().filter(|_| sum.constant == Fraction::ZERO)?;
        terms.next().is_none().then_some(first)
    }

    /// The number that stands for a text.
    pub(super) fn name_text(&mut self, text: &str) -> u32 {
        if let Some(number) = self.texts.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.texts.insert(text.to_owned(), number);
        number
    }

    /// All texts that the plan says, each with the number that stands for it.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, u32)> {
        self.texts.iter().map(|(text, number)| (text.as_str(), *number))
    }

    /// The text that a number stands for.
    pub(in crate::prove) fn text(&self, number: u32) -> Option<&str> {
        self.texts.iter().find(|(_, other)| **other == number).map(|(text, _)| text.as_str())
    }

    /// The points in time that values say, with these values.
    pub(in crate::prove) fn points(&self) -> impl Iterator<Item = (Point, &'p Expr)> {
        self.points.iter().map(|(value, number)| (Point::Other(*number), *value))
    }

    /// All kinds of events, each with its name.
    pub(in crate::prove) fn sources(&self) -> impl Iterator<Item = (SourceId, &Source<'p>)> {
        self.sources.iter().enumerate().map(|(index, source)| (SourceId(index as u32), source))
    }

    /// The number that stands for a point in time that a value says.
    pub(super) fn name_point(&mut self, value: &'p Expr) -> u32 {
        let next = self.points.len() as u32;
        *self.points.entry(value).or_insert(next)
    }
}

/// Whether it makes a difference to a plan which day it is: it asks for dates, or for times that are
/// longer in one month than in another. Where all that is asked is how many days ago something was,
/// each day is like the next.
fn asks_the_day(plan: &Plan) -> bool {
    let of_calendar = |window: &Option<WindowOp>| match window {
        Some(
            WindowOp::This(_) | WindowOp::Last(_) | WindowOp::Back(..) | WindowOp::Between(..),
        ) => true,
        Some(WindowOp::Within(_) | WindowOp::Since(_)) | None => false,
    };
    !plan.balances.is_empty()
        || plan.parts.iter().any(|part| matches!(part.ty, Type::Date | Type::Day))
        || plan.windows.iter().any(|window| !matches!(window.unit, Unit::Day | Unit::Week))
        || plan.folds.iter().any(|fold| of_calendar(&fold.source.window))
}
