//! The same customer on the days around one, or with events of other sizes.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::threshold::{Edge, Moved};
use crate::eval::{Evaluator, Situation};
use crate::plan::{Plan, Scope};
use crate::prove::Customer;
use crate::terms::FieldType;
use crate::values::{AsOf, Clock, Decimal, Truth, Value};

/// Changes one thing about customers of a plan.
pub(super) struct Lever<'l> {
    pub plan: &'l Arc<Plan>,
}

impl Lever<'_> {
    /// The days around an edge, the latest first; none where the customer has no such edge.
    pub(super) fn days(&self, customer: &Customer, edge: Edge) -> Vec<Date> {
        let clock = self.clock(customer);
        let today = clock.today();
        let start = |day: Date, period| {
            let clock = Clock::new(AsOf::Day(day), self.plan.zone.clone());
            clock.day_of(clock.start_of(period))
        };
        let day = match edge {
            Edge::Back(length) => Some(clock.day_of(clock.back(length))),
            Edge::Ahead(length) => clock.add_to_day(today, length, true),
            Edge::Start(period) => Some(start(today, period)),
            Edge::StartBefore(period) => {
                start(today, period).checked_sub(1.day()).ok().map(|day| start(day, period))
            }
            Edge::Entering => customer.record.stage_since.map(|since| clock.day_of(since)),
            Edge::On(day) => Some(day),
            Edge::YearAgo => today.checked_sub(1.year()).ok(),
        };
        let Some(day) = day else { return Vec::new() };
        let days = [day.checked_add(1.day()).ok(), Some(day), day.checked_sub(1.day()).ok()];
        days.into_iter().flatten().collect()
    }

    /// The customer with what is moved on a day; `None` if that has not come yet, or there is nothing
    /// to move.
    pub(super) fn on(&self, customer: &Customer, moved: Moved, day: Date) -> Option<Customer> {
        let clock = self.clock(customer);
        let today = clock.today();
        let at = if day == today { clock.as_of() } else { clock.first_instant(day) };
        let mut with = customer.clone();
        match moved {
            Moved::Entered if day <= today => with.record.stage_since = Some(at),
            Moved::Field(slot) => {
                let at = clock.first_instant(day);
                with.record.fields[slot] = Some(match self.plan.needs.fields[slot].kind {
                    FieldType::Day(_) => Value::Day(day),
                    FieldType::Date(_)
                    | FieldType::Number { .. }
                    | FieldType::Count { .. }
                    | FieldType::Money { .. }
                    | FieldType::Text { .. }
                    | FieldType::YesNo
                    | FieldType::Choice(_)
                    | FieldType::Set { .. } => Value::Instant(at),
                });
                with.record.defaulted.retain(|other| *other != slot);
            }
            Moved::Events(fold) if day <= today => {
                let rows = self.counted(customer, fold);
                if rows.is_empty() {
                    return None;
                }
                match &self.plan.folds[fold].source.scope {
                    Scope::List(list) => {
                        let events = with.record.lists.get_mut(*list)?.as_mut()?;
                        rows.iter().for_each(|row| events.at[*row] = Some(at));
                    }
                    Scope::Given(_) => {
                        rows.iter().for_each(|row| with.record.given[*row].at = Some(at));
                        with.record.given.sort_by_key(|grant| grant.at);
                    }
                }
            }
            Moved::Entered | Moved::Events(_) => return None,
        }
        Some(with)
    }

    /// The customer with events of another size.
    pub(super) fn sized(
        &self,
        customer: &Customer,
        fold: usize,
        attribute: usize,
        size: Decimal,
    ) -> Option<Customer> {
        let rows = self.counted(customer, fold);
        let Scope::List(list) = self.plan.folds[fold].source.scope else { return None };
        let mut with = customer.clone();
        let events = with.record.lists.get_mut(list)?.as_mut()?;
        let column = events.attributes.get_mut(attribute)?;
        for row in &rows {
            *column.get_mut(*row)? = Some(Value::Number(size));
        }
        (!rows.is_empty()).then_some(with)
    }

    /// The places of the events that a fold counts.
    pub(super) fn counted(&self, customer: &Customer, fold: usize) -> Vec<usize> {
        let evaluator = Evaluator::new(self.plan, AsOf::Day(customer.as_of));
        let situation = Situation::new(&evaluator, &customer.record);
        let Ok(Some(members)) = situation.members(fold, None) else { return Vec::new() };
        let counted = members.iter().filter(|(_, counts)| *counts == Truth::True);
        counted.map(|(event, _)| event.index).collect()
    }

    fn clock(&self, customer: &Customer) -> Clock {
        Clock::new(AsOf::Day(customer.as_of), self.plan.zone.clone())
    }
}
