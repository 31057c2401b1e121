//! Which slot holds what.

use crate::plan::Plan;

/// Which slot holds what: the fields first, then what every customer has, then the
/// arm of each experiment, then each `let`:
/// values, then conditions; then each going over events, then each place among all customers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlotMap {
    fields: usize,
    experiments: usize,
    lets: usize,
    conditions: usize,
    folds: usize,
    standings: usize,
}

/// What a slot beyond those of the fields holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// What was read, or set at the start.
    Given,
    Arm(usize),
    Let(usize),
    Condition(usize),
    Fold(usize),
    Standing(usize),
}

impl SlotMap {
    pub(crate) fn of(plan: &Plan) -> SlotMap {
        SlotMap {
            fields: plan.needs.fields.len(),
            experiments: plan.experiments.len(),
            lets: plan.lets.len(),
            conditions: plan.conditions.len(),
            folds: plan.folds.len(),
            standings: plan.standings.len(),
        }
    }

    pub(crate) fn tags(self) -> usize {
        self.fields
    }

    pub(crate) fn stage(self) -> usize {
        self.fields + 1
    }

    pub(crate) fn stage_since(self) -> usize {
        self.fields + 2
    }

    pub(crate) fn arm(self, index: usize) -> usize {
        self.fields + 3 + index
    }

    pub(crate) fn a_let(self, index: usize) -> usize {
        self.arm(self.experiments) + index
    }

    pub(crate) fn condition(self, index: usize) -> usize {
        self.a_let(self.lets) + index
    }

    pub(crate) fn fold(self, index: usize) -> usize {
        self.condition(self.conditions) + index
    }

    pub(crate) fn standing(self, index: usize) -> usize {
        self.fold(self.folds) + index
    }

    pub(crate) fn len(self) -> usize {
        self.standing(self.standings)
    }

    pub(super) fn held(self, slot: usize) -> Held {
        match slot {
            _ if slot < self.arm(0) => Held::Given,
            _ if slot < self.a_let(0) => Held::Arm(slot - self.arm(0)),
            _ if slot < self.condition(0) => Held::Let(slot - self.a_let(0)),
            _ if slot < self.fold(0) => Held::Condition(slot - self.condition(0)),
            _ if slot < self.standing(0) => Held::Fold(slot - self.fold(0)),
            _ => Held::Standing(slot - self.standing(0)),
        }
    }
}
