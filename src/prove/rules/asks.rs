//! What a condition asks for that a decision may change: the stay in the stage, tags, gifts.

use std::collections::BTreeSet;

use crate::plan::{Atom, Cond, CondKind, ExprKind, GiftId, Moment, Node, Plan, Scope, WindowOp};
use crate::values::Value;

/// What a condition asks for that a decision may change, itself or through what it builds on.
#[derive(Debug, Default)]
pub(super) struct Asks {
    /// The stage, or when it was entered.
    pub stay: bool,
    pub tags: bool,
    /// The tags that are asked for by name.
    pub named_tags: BTreeSet<String>,
    /// Gifts that were given.
    pub gifts: BTreeSet<GiftId>,
    /// For something not to happen for a time, or for time to pass.
    pub waits: bool,
    seen: BTreeSet<Seen>,
}

/// What was looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Value(usize),
    Condition(usize),
    Fold(usize),
}

impl Asks {
    pub(super) fn of(plan: &Plan, condition: &Cond) -> Asks {
        let mut asks = Asks::default();
        asks.look(plan, Node::Condition(condition));
        asks
    }

    /// Whether it may be another thing after a decision.
    pub(super) fn may_change(&self) -> bool {
        self.stay || self.tags || !self.gifts.is_empty()
    }

    fn look(&mut self, plan: &Plan, node: Node<'_>) {
        let mut next = Vec::new();
        node.walk(&mut |node| match node {
            Node::Value(value) => {
                self.tags |= matches!(value.kind, ExprKind::Tags);
                self.stay |= matches!(value.kind, ExprKind::Stage | ExprKind::StageSince);
                if let ExprKind::Fold(fold) = &value.kind {
                    next.push(Seen::Fold(*fold));
                } else if let ExprKind::Let(slot) = &value.kind {
                    next.push(Seen::Value(*slot));
                }
            }
            Node::Condition(cond) => {
                if let CondKind::Let(slot) = &cond.kind {
                    next.push(Seen::Condition(*slot));
                } else if let CondKind::Atom(atom) = &cond.kind {
                    self.look_at_atom(atom, &mut next);
                }
            }
        });
        for seen in next {
            if !self.seen.insert(seen) {
                continue;
            }
            match seen {
                Seen::Value(slot) => self.look(plan, Node::Value(&plan.lets[slot].value)),
                Seen::Condition(slot) => {
                    self.look(plan, Node::Condition(&plan.conditions[slot].value));
                }
                Seen::Fold(fold) => self.look_at_events(plan, fold),
            }
        }
    }

    fn look_at_atom(&mut self, atom: &Atom, next: &mut Vec<Seen>) {
        if let Atom::Contains(set, entry) = atom
            && let (ExprKind::Tags, ExprKind::Constant(Value::Text(tag))) = (&set.kind, &entry.kind)
        {
            self.named_tags.insert(tag.to_string());
        }
        if let Atom::Without { fold, .. } = atom {
            // Where there is no event, the stay counts.
            (self.waits, self.stay) = (true, true);
            next.push(Seen::Fold(*fold));
        } else if let Atom::Elapsed { since, .. } = atom {
            self.waits = true;
            self.look_at_moment(since, next);
        }
    }

    fn look_at_moment(&mut self, moment: &Moment, next: &mut Vec<Seen>) {
        match moment {
            Moment::Entering => self.stay = true,
            Moment::Last(fold) => next.push(Seen::Fold(*fold)),
            Moment::At(_) => {}
        }
    }

    fn look_at_events(&mut self, plan: &Plan, fold: usize) {
        let fold = &plan.folds[fold];
        if let Scope::Given(gifts) = &fold.source.scope {
            self.gifts.extend(gifts);
        }
        let mut next = Vec::new();
        if let Some(WindowOp::Since(moment)) = &fold.source.window {
            self.look_at_moment(moment, &mut next);
        }
        let mut parts: Vec<Node<'_>> = fold.source.condition.iter().map(Node::Condition).collect();
        parts.extend(fold.kind.of().map(Node::Value));
        if let Some(WindowOp::Between(from, to)) = &fold.source.window {
            parts.extend([Node::Value(from), Node::Value(to)]);
        } else if let Some(WindowOp::Since(Moment::At(date))) = &fold.source.window {
            parts.push(Node::Value(date));
        }
        parts.into_iter().for_each(|part| self.look(plan, part));
        for seen in next {
            if let Seen::Fold(fold) = seen
                && self.seen.insert(seen)
            {
                self.look_at_events(plan, fold);
            }
        }
    }
}
