//! What has a name of its own, or is worked out once for all that ask: `let`s, and places among all
//! customers.

use crate::check::model;
use crate::terms;

use super::super::{Let, Standing};
use super::Lowering;

/// What has a name of its own, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Let(usize),
    Score(usize),
}

impl Lowering<'_> {
    /// The slot of a `let` that is a value.
    pub(super) fn named_value(&mut self, index: usize) -> usize {
        let a_let = &self.model.lets[index];
        if let Some(slot) = self.slot_of(Named::Let(index), &a_let.experiments) {
            return slot;
        }
        // A `let` never reaches itself, so its slot may be taken once its value is there.
        let value = self.value(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.lets.push(Let { name, span, is_score: false, value });
        self.keep(Named::Let(index), &a_let.experiments, self.lets.len() - 1)
    }

    /// The slot of a `let` that is a condition.
    pub(super) fn named_condition(&mut self, index: usize) -> usize {
        let a_let = &self.model.lets[index];
        if let Some(slot) = self.slot_of(Named::Let(index), &a_let.experiments) {
            return slot;
        }
        let value = self.condition(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.conditions.push(Let { name, span, is_score: false, value });
        self.keep(Named::Let(index), &a_let.experiments, self.conditions.len() - 1)
    }

    /// The slot of something with a name that was lowered before, under what is assumed if it
    /// depends on that.
    pub(super) fn slot_of(&self, named: Named, experiments: &[usize]) -> Option<usize> {
        match (self.assumed_for(experiments), named) {
            (Some(assumed), _) => self.assumed_slots.get(&(named, assumed)).copied(),
            (None, Named::Let(index)) => self.let_slots[index],
            (None, Named::Score(index)) => self.score_slots[index],
        }
    }

    pub(super) fn keep(&mut self, named: Named, experiments: &[usize], slot: usize) -> usize {
        match (self.assumed_for(experiments), named) {
            (Some(assumed), _) => drop(self.assumed_slots.insert((named, assumed), slot)),
            (None, Named::Let(index)) => self.let_slots[index] = Some(slot),
            (None, Named::Score(index)) => self.score_slots[index] = Some(slot),
        }
        slot
    }

    /// The slot of a place among all customers.
    pub(super) fn standing(&mut self, function: terms::Standing, by: &model::Expr) -> usize {
        // Others know nothing of what is assumed of one customer.
        let assumed = self.assumed.take();
        let slot = self.place(|lowering| Standing { function, value: lowering.value(by, None) });
        self.assumed = assumed;
        slot
    }
}
