//! What dates and times a value can be for a record, whatever the time is.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::eval::Record;
use crate::plan::{Expr, ExprKind, FoldSource, Grant, Plan, Scope};
use crate::values::{Clock, Instant, Shift, Value};

use super::shape::Shape;

/// A day or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dated {
    Day(Date),
    At(Instant),
}

/// A record, to be asked which dates and times are in it.
#[derive(Clone, Copy)]
pub(super) struct Dates<'w> {
    pub plan: &'w Plan,
    pub record: &'w Record<'w>,
    pub clock: &'w Clock,
    /// What was found out.
    pub opened: &'w Opened,
}

/// What was found out about each `let`, by its slot: once, however often it is named.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// The dates and times that it can be.
    dates: RefCell<BTreeMap<usize, BTreeSet<Dated>>>,
    /// Whether it follows the clock.
    pub moving: RefCell<BTreeMap<usize, bool>>,
    /// When it passes these instants is among the points.
    pub passed: RefCell<BTreeSet<(usize, BTreeSet<Instant>)>>,
}

impl<'w> Dates<'w> {
    /// Whether the stage is entered at the moment that is asked about, whenever that is.
    pub(super) fn is_new(self) -> bool {
        self.record.stage.is_none()
    }

    /// The times of the events of a scope, as far as they are known.
    pub(super) fn times(self, scope: &Scope) -> Vec<Instant> {
        match scope {
            Scope::List(list) => self.list_times(*list),
            Scope::Given(gifts) => {
                let of_scope = |grant: &&Grant| gifts.contains(&grant.gift);
                self.record.given.iter().filter(of_scope).filter_map(|grant| grant.at).collect()
            }
        }
    }

    /// The times of the events of a list; without times of its own, those of the events that these
    /// belong to.
    fn list_times(self, list: usize) -> Vec<Instant> {
        let need = &self.plan.needs.lists[list];
        match (need.at.is_none(), need.parent()) {
            (true, Some(parent)) => self.list_times(parent),
            (true, None) | (false, _) => {
                let events = self.record.lists[list].as_ref();
                events.into_iter().flat_map(|events| &events.at).filter_map(|at| *at).collect()
            }
        }
    }

    /// The times of the events of a fold in order, if all events of its scope that have happened count for
    /// certain: none is filtered, has no time, or may be a repeat.
    pub(super) fn all_times(self, source: &FoldSource) -> Option<Vec<Instant>> {
        let FoldSource { scope, within, condition, window } = source;
        if within.is_some() || condition.is_some() || window.is_some() {
            return None;
        }
        let mut times: Vec<Instant> = match scope {
            Scope::List(list) => {
                let need = &self.plan.needs.lists[*list];
                if need.at.is_none() || need.key.is_some() || need.parent().is_some() {
                    return None;
                }
                let events = self.record.lists[*list].as_ref();
                events.into_iter().flat_map(|events| &events.at).copied().collect::<Option<_>>()?
            }
            Scope::Given(gifts) => {
                let of_scope = self.record.given.iter().filter(|grant| gifts.contains(&grant.gift));
                of_scope.map(|grant| grant.at).collect::<Option<_>>()?
            }
        };
        times.sort_unstable();
        Some(times)
    }

    /// All that a value can be that is a day or a time and does not follow the clock: of events, for
    /// each of them.
    pub(super) fn of(self, expr: &Expr, scope: Option<&Scope>) -> BTreeSet<Dated> {
        match Shape::of(self.plan, expr) {
            Shape::Leaf => self.leaf(expr, scope),
            Shape::EventTime => {
                let times = scope.map(|scope| self.times(scope)).unwrap_or_default();
                times.into_iter().map(Dated::At).collect()
            }
            Shape::Entered => self.record.stage_since.into_iter().map(Dated::At).collect(),
            Shape::Named(slot) => self.of_let(slot),
            Shape::OfEvents(of, scope) => self.of(of, Some(scope)),
            Shape::Moved(inner, shift) => {
                let from = self.of(inner, scope).into_iter();
                from.filter_map(|from| self.shifted(from, shift)).collect()
            }
            Shape::DayOf(inner) => {
                let from = self.of(inner, scope).into_iter();
                from.map(|at| Dated::Day(self.day(at))).collect()
            }
            Shape::EdgeOf(edge, period, inner) => {
                let from = self.of(inner, scope).into_iter();
                from.map(|at| Dated::Day(edge.of(period, self.day(at)))).collect()
            }
            Shape::Extreme(values) => {
                values.iter().flat_map(|value| self.of(value, scope)).collect()
            }
            Shape::Today | Shape::Now | Shape::NoDate => BTreeSet::new(),
        }
    }

    /// The same of what a `let` stands for.
    fn of_let(self, slot: usize) -> BTreeSet<Dated> {
        if let Some(known) = self.opened.dates.borrow().get(&slot) {
            return known.clone();
        }
        let found = self.of(&self.plan.lets[slot].value, None);
        self.opened.dates.borrow_mut().insert(slot, found.clone());
        found
    }

    /// What is written out, in a field, or in an attribute of some event.
    fn leaf(self, expr: &Expr, scope: Option<&Scope>) -> BTreeSet<Dated> {
        if let ExprKind::Constant(value) = &expr.kind {
            return dated(value).into_iter().collect();
        }
        if let ExprKind::Field(slot) = &expr.kind {
            return self.record.fields[*slot].as_ref().and_then(dated).into_iter().collect();
        }
        if let (ExprKind::Attribute(slot), Some(Scope::List(list))) = (&expr.kind, scope) {
            let events = self.record.lists[*list].as_ref();
            let columns = events.and_then(|events| events.attributes.get(*slot));
            return columns.into_iter().flatten().flatten().filter_map(dated).collect();
        }
        BTreeSet::new()
    }

    /// The instants at which a day begins and ends, or a time.
    pub(super) fn instants(self, dated: Dated) -> Vec<Instant> {
        match dated {
            Dated::At(at) => vec![at],
            Dated::Day(day) => {
                let next = day.tomorrow().ok().map(|next| self.clock.first_instant(next));
                [Some(self.clock.first_instant(day)), next].into_iter().flatten().collect()
            }
        }
    }

    /// The instant that time is counted from: of a day, its first.
    pub(super) fn first(self, dated: Dated) -> Instant {
        match dated {
            Dated::At(at) => at,
            Dated::Day(day) => self.clock.first_instant(day),
        }
    }

    fn day(self, dated: Dated) -> Date {
        match dated {
            Dated::Day(day) => day,
            Dated::At(at) => self.clock.day_of(at),
        }
    }

    fn shifted(self, from: Dated, Shift { by, later }: Shift) -> Option<Dated> {
        match from {
            Dated::Day(day) if by.unit.is_calendar() => {
                self.clock.add_to_day(day, by, later).map(Dated::Day)
            }
            Dated::Day(day) => {
                self.clock.add(self.clock.first_instant(day), by, later).map(Dated::At)
            }
            Dated::At(at) => self.clock.add(at, by, later).map(Dated::At),
        }
    }
}

fn dated(value: &Value<'_>) -> Option<Dated> {
    match value {
        Value::Instant(at) => Some(Dated::At(*at)),
        Value::Day(day) => Some(Dated::Day(*day)),
        Value::Number(_) | Value::Text(_) | Value::YesNo(_) | Value::Choice(_) | Value::Set(_) => {
            None
        }
    }
}
