//! What a condition is made of, as its author sees it.

use std::collections::BTreeSet;

use crate::plan::{Cond, CondKind};

use super::Explainer;

/// What a condition is made of. Sugar is one thing here, although the plan has several for it.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'e> {
    /// All of these must hold.
    All(&'e [Cond]),
    /// One of these is enough.
    Any(&'e [Cond]),
    /// Its opposite must hold.
    Not(&'e Cond),
    /// The name of a condition, by the slot of the `let` that gives it to one.
    Named(usize),
    /// Something that is found to be so, or not, as a whole.
    Leaf,
}

impl<'e> Explainer<'e> {
    /// What a condition is made of.
    pub fn shape(&self, cond: &'e Cond) -> Shape<'e> {
        if self.plan.part(cond.id).written.is_sugar() {
            return Shape::Leaf;
        }
        match &cond.kind {
            CondKind::All(parts) => Shape::All(parts),
            CondKind::Any(parts) => Shape::Any(parts),
            CondKind::Not(inner) => Shape::Not(inner),
            CondKind::Let(slot) => Shape::Named(*slot),
            CondKind::Atom(_) => Shape::Leaf,
        }
    }

    /// The condition that a `let` gives a name to.
    pub fn named(&self, slot: usize) -> &'e Cond {
        &self.plan.conditions[slot].value
    }

    /// Every leaf and every name in a condition, in the order written; names before what they
    /// stand for, which is looked through once however often it is named.
    pub fn leaves(&self, cond: &'e Cond) -> Vec<&'e Cond> {
        let mut found = Vec::new();
        self.collect_leaves(cond, &mut BTreeSet::new(), &mut found);
        found
    }

    fn collect_leaves(
        &self,
        cond: &'e Cond,
        opened: &mut BTreeSet<usize>,
        found: &mut Vec<&'e Cond>,
    ) {
        match self.shape(cond) {
            Shape::All(parts) | Shape::Any(parts) => {
                parts.iter().for_each(|part| self.collect_leaves(part, opened, found));
            }
            Shape::Not(inner) => self.collect_leaves(inner, opened, found),
            Shape::Named(slot) => {
                found.push(cond);
                if opened.insert(slot) {
                    self.collect_leaves(self.named(slot), opened, found);
                }
            }
            Shape::Leaf => found.push(cond),
        }
    }
}
