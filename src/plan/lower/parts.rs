//! The parts of a plan: each gets its id, and what means the same is kept once.

use super::super::{Cond, CondKind, Expr, ExprKind, Fold, Node, Part, PartId, Standing};
use super::Lowering;

impl Lowering<'_> {
    pub(super) fn expr(&mut self, kind: ExprKind, part: Part) -> Expr {
        Expr { id: self.part(part), kind }
    }

    pub(super) fn cond(&mut self, kind: CondKind, part: Part) -> Cond {
        Cond { id: self.part(part), kind }
    }

    fn part(&mut self, part: Part) -> PartId {
        self.parts.push(part);
        PartId::new(self.parts.len() - 1)
    }

    /// The slot of a fold, which is new unless an equal one was there before.
    pub(super) fn fold(&mut self, make: impl FnOnce(&mut Self) -> Fold) -> usize {
        let before = self.parts.len();
        let fold = make(self);
        if let Some(&slot) = self.fold_slots.get(&fold) {
            self.repeated(before, &self.folds[slot].ids(), &fold.ids());
            return slot;
        }
        self.folds.push(fold.clone());
        let slot = self.folds.len() - 1;
        self.fold_slots.insert(fold, slot);
        slot
    }

    /// The slot of a place among all customers, likewise.
    pub(super) fn place(&mut self, make: impl FnOnce(&mut Self) -> Standing) -> usize {
        let before = self.parts.len();
        let standing = make(self);
        if let Some(slot) = self.standings.iter().position(|other| *other == standing) {
            self.repeated(before, &self.standings[slot].ids(), &standing.ids());
            return slot;
        }
        self.standings.push(standing);
        self.standings.len() - 1
    }

    /// Forgets the parts of something that is kept already, but not where they are. They are all
    /// that was made since `before`: whatever else it asks was there, because the kept one asks it.
    /// Should it not be so, nothing is forgotten, so that no id ever means another part.
    fn repeated(&mut self, before: usize, kept: &[PartId], again: &[PartId]) {
        for (kept, again) in kept.iter().zip(again) {
            let span = self.parts[again.index()].span;
            let kept = &mut self.parts[kept.index()];
            if kept.span != span {
                kept.elsewhere.push(span);
            }
        }
        let mut again: Vec<usize> = again.iter().map(|id| id.index()).collect();
        again.sort_unstable();
        if again.into_iter().eq(before..self.parts.len()) {
            self.parts.truncate(before);
        }
    }
}

impl Fold {
    fn ids(&self) -> Vec<PartId> {
        let mut ids = Vec::new();
        self.walk(&mut |node| ids.push(node.id()));
        ids
    }
}

impl Standing {
    fn ids(&self) -> Vec<PartId> {
        let mut ids = Vec::new();
        Node::Value(&self.value).walk(&mut |node| ids.push(node.id()));
        ids
    }
}
