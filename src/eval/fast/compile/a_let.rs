//! What has a name of its own.

use super::super::cond::Cond;
use super::super::node::Node;
use super::super::slot_map::Held;
use super::super::slot_test::SlotTest;
use super::{Compiler, Typed};
use crate::plan::{self, FoldKind};

impl<'p> Compiler<'p> {
    /// What a `let` stands for: where that is in a slot anyway, it needs none of its own.
    pub(super) fn a_let(&mut self, slot: usize) -> Option<Typed> {
        if self.lets[slot].is_none() {
            let (node, of) = self.any(&self.plan.lets[slot].value, None)?;
            let stands_for_it = matches!(node, Node::Constant(_))
                || matches!(node, Node::Slot(other) if self.is_certain(other));
            let own = || Node::Slot(self.map.a_let(slot));
            self.lets[slot] = Some((if stands_for_it { node } else { own() }, of));
        }
        self.lets[slot].clone()
    }

    /// Whether a slot never holds one of several numbers, which a `let` does not either.
    fn is_certain(&self, slot: usize) -> bool {
        match self.map.held(slot) {
            Held::Given | Held::Arm(_) | Held::Let(_) | Held::Condition(_) | Held::Standing(_) => {
                true
            }
            Held::Fold(fold) => {
                let plan::Fold { source, kind } = &self.plan.folds[fold];
                match kind {
                    FoldKind::Count => source.window.is_none() && source.condition.is_none(),
                    FoldKind::CountDifferent { .. } => false,
                    FoldKind::Sum(_)
                    | FoldKind::Average(_)
                    | FoldKind::Min(_)
                    | FoldKind::Max(_)
                    | FoldKind::First(_)
                    | FoldKind::Last(_) => true,
                }
            }
        }
    }

    /// Whether the condition of a `let` holds: one that is only a test of a slot is asked as often
    /// as its name, others once.
    pub(super) fn named(&mut self, slot: usize) -> Option<Cond> {
        if self.conditions[slot].is_none() {
            let cond = self.cond(&self.plan.conditions[slot].value, None)?;
            let test = if let Cond::SlotTest(test) = cond {
                test
            } else {
                SlotTest::between(self.map.condition(slot), 1, 1)
            };
            self.conditions[slot] = Some(test);
        }
        self.conditions[slot].map(Cond::SlotTest)
    }
}
