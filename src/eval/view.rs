//! One customer at one step, as expressions see them: the memory that evaluating shares.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::plan::Scope;
use crate::values::{Instant, Truth};

use super::context::Context;
use super::known::{Folded, Known};
use super::row::Row;
use super::state::State;
use super::{Events, Fault, Record};

/// One customer at one step, as expressions see them.
pub(super) struct View<'v> {
    pub at: &'v Context,
    pub record: &'v Record<'v>,
    pub state: &'v State<'v>,
    pub lets: RefCell<Vec<Option<Known<'v>>>>,
    pub conditions: RefCell<Vec<Option<Truth>>>,
    pub folds: RefCell<Vec<Option<Folded<'v>>>>,
}

impl<'v> View<'v> {
    pub(super) fn new(at: &'v Context, record: &'v Record<'v>, state: &'v State<'v>) -> View<'v> {
        View {
            at,
            record,
            state,
            lets: RefCell::new(vec![None; at.plan.lets.len()]),
            conditions: RefCell::new(vec![None; at.plan.conditions.len()]),
            folds: RefCell::new(vec![None; at.plan.folds.len()]),
        }
    }

    /// Passes over the events of a scope that have happened, repeats left out. Says whether the
    /// list is known.
    pub(super) fn each_row(
        &self,
        scope: &Scope,
        mut each: impl FnMut(Row<'v>) -> Result<(), Fault>,
    ) -> Result<bool, Fault> {
        let slot = match scope {
            Scope::Given(gifts) => {
                let given = self.state.given.iter().filter(|grant| gifts.contains(&grant.gift));
                given.map(Row::Grant).try_for_each(each)?;
                return Ok(true);
            }
            Scope::List(slot) => *slot,
        };
        let Some(events) = self.record.lists[slot].as_ref() else { return Ok(false) };
        let key = self.at.plan.needs.lists[slot].key.as_ref();
        let last_counts = key.is_some_and(|key| key.last_counts);
        for index in counted(events, self.at.clock.as_of(), last_counts) {
            each(Row::Event(events, index))?;
        }
        Ok(true)
    }
}

/// The places of the events that have happened, in the order of the list: of those with the same
/// key, the first or the last.
fn counted(events: &Events<'_>, as_of: Instant, last_counts: bool) -> Vec<usize> {
    let mut seen = HashSet::new();
    let mut counts = |index: &usize| {
        let to_come = events.at[*index].is_some_and(|at| at > as_of);
        let key = events.keys.get(*index).and_then(|key| key.as_deref());
        !to_come && key.is_none_or(|key| seen.insert(key))
    };
    if !last_counts {
        return (0..events.len()).filter(counts).collect();
    }
    let mut places: Vec<usize> = (0..events.len()).rev().filter(|index| counts(index)).collect();
    places.reverse();
    places
}
