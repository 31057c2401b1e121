//! Finds what of a record a part of a plan reads, through each `let` and all events that it asks.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::{
    Amount, Atom, Cond, CondKind, Expr, ExprKind, Fold, Moment, Node, Plan, Scope, WindowOp,
};
use super::Datum;

/// Some data.
type Found = BTreeSet<Datum>;

/// Finds what parts read. What has a slot of its own is looked through once.
pub(super) struct Finder<'p> {
    plan: &'p Plan,
    /// Whether a question such as `x is known` reads `x`. It does, but it is never unknown.
    known: bool,
    lets: Vec<Option<Rc<Found>>>,
    conditions: Vec<Option<Rc<Found>>>,
    folds: Vec<Option<Rc<Found>>>,
    standings: Vec<Option<Rc<Found>>>,
}

impl<'p> Finder<'p> {
    pub(super) fn new(plan: &'p Plan, known: bool) -> Finder<'p> {
        Finder {
            plan,
            known,
            lets: vec![None; plan.lets.len()],
            conditions: vec![None; plan.conditions.len()],
            folds: vec![None; plan.folds.len()],
            standings: vec![None; plan.standings.len()],
        }
    }

    /// What a condition reads.
    pub(super) fn condition(&mut self, condition: &'p Cond) -> Found {
        let mut found = Found::new();
        self.cond(condition, &mut found);
        found
    }

    /// What an atom reads.
    pub(super) fn atom(&mut self, atom: &'p Atom) -> Found {
        let mut found = Found::new();
        self.asked(atom, &mut found);
        found
    }

    /// What a value reads.
    pub(super) fn value(&mut self, value: &'p Expr) -> Found {
        let mut found = Found::new();
        self.expr(value, &mut found);
        found
    }

    /// What going over events reads, by the fold.
    pub(super) fn events(&mut self, fold: usize) -> Found {
        Found::clone(&self.fold(fold))
    }

    fn cond(&mut self, cond: &'p Cond, found: &mut Found) {
        match &cond.kind {
            CondKind::All(parts) | CondKind::Any(parts) => {
                parts.iter().for_each(|part| self.cond(part, found));
            }
            CondKind::Not(inner) => self.cond(inner, found),
            CondKind::Let(slot) => found.extend(&*self.named(*slot)),
            CondKind::Atom(atom) => self.asked(atom, found),
        }
    }

    fn asked(&mut self, atom: &'p Atom, found: &mut Found) {
        match atom {
            Atom::Known(_) if !self.known => return,
            Atom::ListKnown(Scope::List(slot)) if self.known => {
                found.insert(Datum::List(*slot));
            }
            Atom::Elapsed { since, .. } => self.moment(since, found),
            Atom::Without { fold, .. } => {
                found.insert(Datum::StageSince);
                found.extend(&*self.fold(*fold));
            }
            Atom::ListKnown(_)
            | Atom::IsYes(_)
            | Atom::Compare(..)
            | Atom::OneOf(..)
            | Atom::Known(_)
            | Atom::TextTest(..)
            | Atom::Contains(..)
            | Atom::Anniversary { .. }
            | Atom::InWindow(..) => {}
        }
        atom.values(|value| self.expr(value, found));
    }

    fn moment(&mut self, moment: &'p Moment, found: &mut Found) {
        match moment {
            Moment::Entering => {
                found.insert(Datum::StageSince);
            }
            Moment::Last(fold) => found.extend(&*self.fold(*fold)),
            Moment::At(date) => self.expr(date, found),
        }
    }

    fn expr(&mut self, expr: &'p Expr, found: &mut Found) {
        match &expr.kind {
            ExprKind::Field(slot) => {
                found.insert(Datum::Field(*slot));
            }
            ExprKind::StageSince => {
                found.insert(Datum::StageSince);
            }
            ExprKind::Let(slot) => found.extend(&*self.a_let(*slot)),
            ExprKind::Fold(slot) => found.extend(&*self.fold(*slot)),
            ExprKind::Standing(slot) => found.extend(&*self.standing(*slot)),
            ExprKind::DayOf(inner)
            | ExprKind::Folded(inner)
            | ExprKind::Negative(inner)
            | ExprKind::Shift(inner, _)
            | ExprKind::PartOf(_, inner)
            | ExprKind::EdgeOf(_, _, inner)
            | ExprKind::Rounded(inner, _)
            | ExprKind::Full(inner, _) => self.expr(inner, found),
            ExprKind::Balance(slot, _) => {
                for line in &self.plan.balances[*slot].lines {
                    found.extend(&*self.fold(line.fold));
                }
            }
            ExprKind::Extreme(_, values) => {
                values.iter().for_each(|value| self.expr(value, found));
            }
            ExprKind::Arithmetic(left, _, right) | ExprKind::DaysBetween(left, right) => {
                self.expr(left, found);
                self.expr(right, found);
            }
            ExprKind::Truth(cond) | ExprKind::NumberIf(cond, _) => self.cond(cond, found),
            ExprKind::Constant(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Stage
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Arm(_)
            | ExprKind::Now => {}
        }
    }

    fn named(&mut self, slot: usize) -> Rc<Found> {
        if let Some(found) = &self.conditions[slot] {
            return Rc::clone(found);
        }
        let plan = self.plan;
        let found = Rc::new(self.condition(&plan.conditions[slot].value));
        Rc::clone(self.conditions[slot].insert(found))
    }

    fn a_let(&mut self, slot: usize) -> Rc<Found> {
        if let Some(found) = &self.lets[slot] {
            return Rc::clone(found);
        }
        let plan = self.plan;
        let found = Rc::new(self.value(&plan.lets[slot].value));
        Rc::clone(self.lets[slot].insert(found))
    }

    fn standing(&mut self, slot: usize) -> Rc<Found> {
        if let Some(found) = &self.standings[slot] {
            return Rc::clone(found);
        }
        let plan = self.plan;
        let found = Rc::new(self.value(&plan.standings[slot].value));
        Rc::clone(self.standings[slot].insert(found))
    }

    fn fold(&mut self, slot: usize) -> Rc<Found> {
        if let Some(found) = &self.folds[slot] {
            return Rc::clone(found);
        }
        let plan = self.plan;
        let found = Rc::new(self.over(&plan.folds[slot]));
        Rc::clone(self.folds[slot].insert(found))
    }

    /// What going over events reads: the list and those above it, which of them count, and what is
    /// made of them.
    fn over(&mut self, fold: &'p Fold) -> Found {
        let (plan, mut found) = (self.plan, Found::new());
        let mut list = match &fold.source.scope {
            Scope::List(slot) => Some(*slot),
            Scope::Given(_) => None,
        };
        while let Some(slot) = list {
            found.insert(Datum::List(slot));
            // The event at hand is the one that is asked, whether or not it counts.
            let parent = plan.needs.lists[slot].parent();
            list = parent.filter(|parent| Some(*parent) != fold.source.within);
            if let Some(parent) = list.and_then(|slot| plan.parents[slot].as_ref()) {
                self.cond(&parent.condition, &mut found);
            }
        }
        if let Some(condition) = &fold.source.condition {
            self.cond(condition, &mut found);
        }
        self.amounts(fold, &mut found);
        match &fold.source.window {
            Some(WindowOp::Since(moment)) => self.moment(moment, &mut found),
            Some(WindowOp::Between(from, to)) => {
                self.expr(from, &mut found);
                self.expr(to, &mut found);
            }
            Some(
                WindowOp::Within(_) | WindowOp::This(_) | WindowOp::Last(_) | WindowOp::Back(..),
            )
            | None => {}
        }
        if let Some(of) = fold.kind.of() {
            self.expr(of, &mut found);
        }
        found
    }

    /// What a gift cost that the history does not say is calculated, from other data.
    fn amounts(&mut self, fold: &'p Fold, found: &mut Found) {
        let Scope::Given(gifts) = &fold.source.scope else { return };
        let mut asked = Vec::new();
        fold.walk_event(&mut |node| {
            if let Node::Value(Expr { kind: ExprKind::OfGrant(amount), .. }) = node {
                asked.push(*amount);
            }
        });
        let plan = self.plan;
        for (gift, amount) in gifts.iter().flat_map(|gift| asked.iter().map(move |a| (*gift, *a))) {
            let amount = plan.gifts[gift].amount(amount);
            amount
                .and_then(Amount::calculated)
                .into_iter()
                .for_each(|value| self.expr(value, found));
        }
    }
}
