//! What has a name of its own, or is worked out once for all that ask: `let`s, and places among all
//! customers.

use crate::check::model;
use crate::terms;

use super::super::{Let, Standing};
use super::Lowering;

impl Lowering<'_> {
    /// The slot of a `let` that is a value.
    pub(super) fn named_value(&mut self, index: usize) -> usize {
        if let Some(slot) = self.let_slots[index] {
            return slot;
        }
        let a_let = &self.model.lets[index];
        // A `let` never reaches itself, so its slot may be taken once its value is there.
        let value = self.value(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.lets.push(Let { name, span, is_score: false, value });
        let slot = self.lets.len() - 1;
        self.let_slots[index] = Some(slot);
        slot
    }

    /// The slot of a `let` that is a condition.
    pub(super) fn named_condition(&mut self, index: usize) -> usize {
        if let Some(slot) = self.let_slots[index] {
            return slot;
        }
        let a_let = &self.model.lets[index];
        let value = self.condition(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.conditions.push(Let { name, span, is_score: false, value });
        let slot = self.conditions.len() - 1;
        self.let_slots[index] = Some(slot);
        slot
    }

    /// The slot of a place among all customers.
    pub(super) fn standing(&mut self, function: terms::Standing, by: &model::Expr) -> usize {
        self.place(|lowering| Standing { function, value: lowering.value(by, None) })
    }
}
