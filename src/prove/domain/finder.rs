//! Looks through a plan for what some conditions ask.

use std::collections::BTreeSet;

use super::asked::{Asked, Domain, EventCells, Weighed};
use super::cells::Cells;
use super::solve::solve;
use crate::plan::{
    Atom, Cond, CondKind, Expr, ExprKind, Fold, FoldKind, Moment, PartId, Plan, Scope, WindowOp,
};
use crate::values::{Decimal, Direction, Rounding, Value};

/// So many events are thought of where a sum or a score asks for no certain number of them.
const MANY: usize = 100;
/// No more than so many events are thought of.
const MOST: usize = 1000;

/// What a part is asked of.
#[derive(Clone, Copy)]
enum Of {
    Customer,
    /// Each event of a list.
    List(usize),
    /// What was given.
    Given,
}

/// Looks through a plan. What has a slot of its own is looked through once.
pub(super) struct Finder<'p> {
    plan: &'p Plan,
    domain: Domain,
    lets: BTreeSet<usize>,
    conditions: BTreeSet<usize>,
    folds: BTreeSet<usize>,
    standings: BTreeSet<usize>,
    parents: BTreeSet<usize>,
    /// The least or greatest of some numbers that were cut where they reach one.
    cuts: BTreeSet<(PartId, Decimal)>,
}

impl<'p> Finder<'p> {
    pub(super) fn new(plan: &'p Plan) -> Finder<'p> {
        Finder {
            plan,
            domain: Domain::default(),
            lets: BTreeSet::new(),
            conditions: BTreeSet::new(),
            folds: BTreeSet::new(),
            standings: BTreeSet::new(),
            parents: BTreeSet::new(),
            cuts: BTreeSet::new(),
        }
    }

    pub(super) fn found(mut self) -> Domain {
        for list in self.domain.lists.values_mut() {
            list.most = list.most.clamp(1, MOST);
        }
        self.domain
    }

    /// What a condition asks of a customer.
    pub(super) fn customer(&mut self, cond: &'p Cond) {
        self.cond(cond, Of::Customer);
    }

    /// What a value asks of a customer.
    pub(super) fn value(&mut self, expr: &'p Expr) {
        self.expr(expr, Of::Customer);
    }

    fn cond(&mut self, cond: &'p Cond, of: Of) {
        match &cond.kind {
            CondKind::All(parts) | CondKind::Any(parts) => {
                parts.iter().for_each(|part| self.cond(part, of));
            }
            CondKind::Not(inner) => self.cond(inner, of),
            CondKind::Let(slot) => {
                if self.conditions.insert(*slot) {
                    self.cond(&self.plan.conditions[*slot].value, Of::Customer);
                }
            }
            CondKind::Atom(atom) => self.atom(cond, atom, of),
        }
    }

    fn atom(&mut self, cond: &'p Cond, atom: &'p Atom, of: Of) {
        atom.values(|value| self.expr(value, of));
        match atom {
            Atom::Compare(left, _, right) => self.compared(cond, [left, right], of),
            Atom::OneOf(value, list) => {
                list.iter().for_each(|entry| self.meets(value, entry, of));
            }
            Atom::TextTest(value, _, other) => self.meets(value, other, of),
            Atom::Contains(set, entry) => self.contains(set, entry, of),
            Atom::Elapsed { since, .. } => self.moment(since),
            Atom::Without { fold, .. } => self.fold(*fold),
            Atom::ListKnown(Scope::List(slot)) => {
                self.list(*slot);
            }
            Atom::ListKnown(Scope::Given(_))
            | Atom::IsYes(_)
            | Atom::Known(_)
            | Atom::Anniversary { .. }
            | Atom::InWindow(..) => {}
        }
    }

    fn compared(&mut self, cond: &'p Cond, sides: [&'p Expr; 2], of: Of) {
        let [left, right] = sides;
        self.meets(left, right, of);
        self.meets(right, left, of);
        let is_field = |side: &Expr| matches!(side.kind, ExprKind::Field(_));
        let is_constant = |side: &Expr| matches!(side.kind, ExprKind::Constant(_));
        let is_settled =
            is_field(left) && is_constant(right) || is_constant(left) && is_field(right);
        if matches!(of, Of::Customer) && !is_settled {
            let mut asked = BTreeSet::new();
            sides.iter().for_each(|side| self.depends(side, &mut asked));
            let sides = sides.map(|side| side.id);
            self.domain.weighed.push(Weighed { cond: cond.id, sides, of: asked });
        }
    }

    /// A value is compared with another one, which may be a constant.
    fn meets(&mut self, value: &'p Expr, other: &'p Expr, of: Of) {
        match self.constant(other) {
            Some(Value::Number(number)) => self.cut(value, number, of),
            Some(constant) => self.name(value, &constant, of),
            None => self.many(value),
        }
    }

    /// A value that is written out, or is a `let` that is.
    fn constant(&self, expr: &'p Expr) -> Option<Value<'p>> {
        if let ExprKind::Constant(value) = &expr.kind {
            return Some(value.clone());
        }
        if let ExprKind::Let(slot) = &expr.kind {
            return self.constant(&self.plan.lets[*slot].value);
        }
        if let ExprKind::Negative(inner) = &expr.kind {
            return self.constant(inner)?.number().map(|number| Value::Number(-number));
        }
        None
    }

    /// Cuts what a number is made of where it reaches a constant.
    fn cut(&mut self, expr: &'p Expr, at: Decimal, of: Of) {
        match &expr.kind {
            ExprKind::Field(slot) => {
                if let Cells::Numbers(numbers) = self.field(*slot) {
                    numbers.cut(at);
                }
            }
            ExprKind::Attribute(slot) => {
                if let Some(Cells::Numbers(numbers)) = self.attribute(*slot, of) {
                    numbers.cut(at);
                }
            }
            ExprKind::Let(slot) => self.cut(&self.plan.lets[*slot].value, at, Of::Customer),
            ExprKind::Negative(inner) => self.cut(inner, -at, of),
            ExprKind::Extreme(_, values) => {
                if self.cuts.insert((expr.id, at)) {
                    values.iter().for_each(|value| self.cut(value, at, of));
                }
            }
            ExprKind::Rounded(inner, _) => self.cut(inner, at, of),
            ExprKind::Full(inner, unit) => {
                if let Ok(whole) = at.checked_mul(*unit) {
                    self.cut(inner, whole, of);
                }
            }
            ExprKind::Arithmetic(..) => match solve(self.plan, expr, at) {
                Some((leaf, border)) => self.cut(leaf, border, of),
                None => self.many(expr),
            },
            ExprKind::Fold(slot) => self.cut_fold(*slot, at),
            ExprKind::Balance(..) => self.many(expr),
            ExprKind::Constant(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::DayOf(_)
            | ExprKind::Folded(_)
            | ExprKind::Shift(..)
            | ExprKind::Now
            | ExprKind::PartOf(..)
            | ExprKind::EdgeOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Truth(_) => {}
        }
    }

    fn cut_fold(&mut self, slot: usize, at: Decimal) {
        let fold = &self.plan.folds[slot];
        let Scope::List(list) = fold.source.scope else { return };
        match &fold.kind {
            FoldKind::Count | FoldKind::CountDifferent { .. } => {
                let up = Rounding { direction: Direction::Up, places: 0 };
                let count = at.rounded(up).ok().and_then(Decimal::to_i64);
                let most = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
                self.at_least(list, most.saturating_add(1));
            }
            FoldKind::Min(of) | FoldKind::Max(of) | FoldKind::First(of) | FoldKind::Last(of) => {
                self.cut(of, at, Of::List(list));
            }
            FoldKind::Average(of) => {
                self.cut(of, at, Of::List(list));
                self.at_least(list, 2);
            }
            FoldKind::Sum(_) => self.at_least(list, MANY),
        }
    }

    /// Of events that such a value is made of, any number may be asked for.
    fn many(&mut self, expr: &'p Expr) {
        let mut asked = BTreeSet::new();
        self.depends(expr, &mut asked);
        for asked in asked {
            match asked {
                Asked::List(list) => self.at_least(list, MANY),
                Asked::Field(_) => {}
            }
        }
    }

    fn at_least(&mut self, list: usize, most: usize) {
        let list = self.list(list);
        list.most = list.most.max(most);
    }

    /// Notes a value that something is compared with and that is no number.
    fn name(&mut self, expr: &'p Expr, value: &Value<'_>, of: Of) {
        match &expr.kind {
            ExprKind::Field(slot) => named(self.field(*slot), value),
            ExprKind::Attribute(slot) => {
                if let Some(cells) = self.attribute(*slot, of) {
                    named(cells, value);
                }
            }
            ExprKind::Let(slot) => self.name(&self.plan.lets[*slot].value, value, Of::Customer),
            ExprKind::Folded(inner) => self.name(inner, value, of),
            ExprKind::Fold(slot) => {
                let fold = &self.plan.folds[*slot];
                if let (Scope::List(list), Some(inner)) = (&fold.source.scope, fold.kind.of()) {
                    self.name(inner, value, Of::List(*list));
                }
            }
            ExprKind::Constant(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::DayOf(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Negative(_)
            | ExprKind::Shift(..)
            | ExprKind::Now
            | ExprKind::PartOf(..)
            | ExprKind::EdgeOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Extreme(..)
            | ExprKind::Full(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Balance(..)
            | ExprKind::Truth(_) => {}
        }
    }

    fn contains(&mut self, set: &'p Expr, entry: &'p Expr, of: Of) {
        let Some(entry) = self.constant(entry) else { return };
        if let (ExprKind::Tags, Value::Text(tag)) = (&set.kind, &entry) {
            self.domain.tags.insert(tag.to_string());
        } else {
            self.name(set, &entry, of);
        }
    }

    fn expr(&mut self, expr: &'p Expr, of: Of) {
        match &expr.kind {
            ExprKind::Field(slot) => {
                self.field(*slot);
            }
            ExprKind::Attribute(slot) => {
                self.attribute(*slot, of);
            }
            ExprKind::Let(slot) => {
                if self.lets.insert(*slot) {
                    self.expr(&self.plan.lets[*slot].value, Of::Customer);
                }
            }
            ExprKind::Fold(slot) => self.fold(*slot),
            ExprKind::Standing(slot) => {
                if self.standings.insert(*slot) {
                    self.expr(&self.plan.standings[*slot].value, Of::Customer);
                }
            }
            ExprKind::Balance(slot, _) => {
                let lines = &self.plan.balances[*slot].lines;
                lines.iter().for_each(|line| self.fold(line.fold));
            }
            ExprKind::DayOf(inner)
            | ExprKind::Folded(inner)
            | ExprKind::Negative(inner)
            | ExprKind::Shift(inner, _)
            | ExprKind::PartOf(_, inner)
            | ExprKind::EdgeOf(_, _, inner)
            | ExprKind::Rounded(inner, _)
            | ExprKind::Full(inner, _) => self.expr(inner, of),
            ExprKind::Arithmetic(left, _, right) | ExprKind::DaysBetween(left, right) => {
                self.expr(left, of);
                self.expr(right, of);
            }
            ExprKind::Extreme(_, values) => values.iter().for_each(|value| self.expr(value, of)),
            ExprKind::NumberIf(cond, _) | ExprKind::Truth(cond) => self.cond(cond, of),
            ExprKind::Constant(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Now => {}
        }
    }

    /// What going over events asks.
    fn fold(&mut self, slot: usize) {
        if !self.folds.insert(slot) {
            return;
        }
        let fold = &self.plan.folds[slot];
        let of = match &fold.source.scope {
            Scope::List(list) => {
                self.list(*list);
                self.parents(*list);
                Of::List(*list)
            }
            Scope::Given(_) => Of::Given,
        };
        fold.source.condition.iter().for_each(|cond| self.cond(cond, of));
        fold.kind.of().into_iter().for_each(|value| self.expr(value, of));
        self.made(fold);
        match &fold.source.window {
            Some(WindowOp::Since(moment)) => self.moment(moment),
            Some(WindowOp::Between(from, to)) => {
                self.expr(from, Of::Customer);
                self.expr(to, Of::Customer);
            }
            Some(
                WindowOp::Within(_) | WindowOp::This(_) | WindowOp::Last(_) | WindowOp::Back(..),
            )
            | None => {}
        }
    }

    /// Which attributes events are summed by, or told apart.
    fn made(&mut self, fold: &'p Fold) {
        let Scope::List(list) = fold.source.scope else { return };
        let (Some(value), slots) = (fold.kind.of(), &mut BTreeSet::new()) else { return };
        crate::plan::Node::Value(value).walk(&mut |node| {
            if let crate::plan::Node::Value(Expr { kind: ExprKind::Attribute(slot), .. }) = node {
                slots.insert(*slot);
            }
        });
        let slots = std::mem::take(slots);
        let cells = self.list(list);
        match &fold.kind {
            FoldKind::Sum(_) | FoldKind::Average(_) => cells.summed.extend(slots),
            FoldKind::CountDifferent { .. } => cells.different.extend(slots),
            FoldKind::Count
            | FoldKind::Min(_)
            | FoldKind::Max(_)
            | FoldKind::First(_)
            | FoldKind::Last(_) => {}
        }
    }

    /// Which of the events count that the events of a list belong to.
    fn parents(&mut self, list: usize) {
        if !self.parents.insert(list) {
            return;
        }
        if let Some(above) = self.plan.needs.lists[list].parent() {
            if let Some(parent) = &self.plan.parents[above] {
                self.cond(&parent.condition, Of::List(above));
            }
            self.parents(above);
        }
    }

    fn moment(&mut self, moment: &'p Moment) {
        match moment {
            Moment::Last(fold) => self.fold(*fold),
            Moment::At(date) => self.expr(date, Of::Customer),
            Moment::Entering => {}
        }
    }

    fn field(&mut self, slot: usize) -> &mut Cells {
        let (needs, fields) = (&self.plan.needs, &mut self.domain.fields);
        fields.entry(slot).or_insert_with(|| Cells::of(&needs.fields[slot].kind, needs.currency))
    }

    fn list(&mut self, slot: usize) -> &mut EventCells {
        self.domain.lists.entry(slot).or_default()
    }

    fn attribute(&mut self, slot: usize, of: Of) -> Option<&mut Cells> {
        let list = match of {
            Of::List(list) => list,
            Of::Customer | Of::Given => return None,
        };
        let needs = &self.plan.needs;
        let kind = &needs.lists[list].attributes.get(slot)?.kind;
        let attributes = &mut self.list(list).attributes;
        Some(attributes.entry(slot).or_insert_with(|| Cells::of(kind, needs.currency)))
    }

    /// What a value depends on.
    fn depends(&self, expr: &'p Expr, asked: &mut BTreeSet<Asked>) {
        let mut inner = Finder::new(self.plan);
        inner.expr(expr, Of::Customer);
        asked.extend(inner.domain.fields.keys().map(|slot| Asked::Field(*slot)));
        asked.extend(inner.domain.lists.keys().map(|slot| Asked::List(*slot)));
    }
}

/// Notes a value that is named, so that it is a cell of its own.
fn named(cells: &mut Cells, value: &Value<'_>) {
    match (cells, value) {
        (Cells::Choices { named, .. }, Value::Choice(choice)) => {
            named.insert(*choice);
        }
        (Cells::Texts(texts) | Cells::Entries(texts), Value::Text(text)) => {
            texts.insert(text.to_string());
        }
        (Cells::Entries(texts), Value::Set(entries)) => {
            texts.extend(entries.iter().map(ToString::to_string));
        }
        _ => {}
    }
}
