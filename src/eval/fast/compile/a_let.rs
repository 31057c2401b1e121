use super::super::layout::Held;
use super::super::node::Node;
use super::{Compiler, Typed};
use crate::plan::{self, FoldKind};
use crate::terms::Function;

impl<'p> Compiler<'p> {
    /// What a `let` stands for: where that is in a slot anyway, it needs none of its own.
    pub(super) fn a_let(&mut self, slot: usize) -> Option<Typed<'p>> {
        if self.lets[slot].is_none() {
            let (node, of) = self.any(&self.plan.lets[slot], None)?;
            let stands_for_it = matches!(node, Node::Constant(_))
                || matches!(node, Node::Slot(other) if self.is_certain(other));
            let own = || Node::Slot(self.layout.a_let(slot));
            self.lets[slot] = Some((if stands_for_it { node } else { own() }, of));
        }
        self.lets[slot].clone()
    }

    /// Whether a slot never holds one of several numbers, which a `let` does not either.
    fn is_certain(&self, slot: usize) -> bool {
        match self.layout.held(slot) {
            Held::Given | Held::Let(_) | Held::Standing(_) => true,
            Held::Fold(fold) => {
                let plan::Fold { source, kind } = &self.plan.folds[fold];
                match kind {
                    FoldKind::Count | FoldKind::Of(Function::Count, _) => {
                        source.window.is_none() && source.condition.is_none()
                    }
                    FoldKind::CountDifferent(_) => false,
                    FoldKind::Of(
                        Function::Sum
                        | Function::Average
                        | Function::Min
                        | Function::Max
                        | Function::First
                        | Function::Last,
                        _,
                    ) => true,
                }
            }
        }
    }
}
