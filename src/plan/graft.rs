//! Conditions of one plan copied into another, so that the same customer can be asked both. `let`s
//! are copied as what they stand for, so two copies are equal where the conditions mean the same.

use super::{
    Atom, Cond, CondKind, Expr, ExprKind, Fold, FoldKind, FoldSource, Moment, PartId, Plan,
};
use super::{Part, Rule, RuleId, Scope, Type, WindowOp};
use crate::values::Duration;

/// No copy has more parts than this.
const MOST: u32 = 5_000;

/// A plan, and conditions that are added to it as rules that no stage has.
#[derive(Clone, Debug)]
pub struct Graft {
    plan: Plan,
}

/// A condition as it was copied, with the parts that are so or not as a whole.
#[derive(Clone, Debug)]
pub struct Copied {
    /// The copy.
    pub cond: Cond,
    /// Its atoms, in the order written; none of those that are asked of events.
    pub leaves: Vec<Cond>,
}

/// An atom of a copy that is taken to be settled.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// Its place among the atoms.
    pub leaf: usize,
    /// Whether it does what it can for the condition to be true, or to be false.
    pub helps: bool,
}

impl Graft {
    /// Begins with all of a plan.
    pub fn onto(plan: &Plan) -> Graft {
        Graft { plan: plan.clone() }
    }

    /// The plan with all that was added.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The same, when nothing more is added.
    pub fn finish(self) -> Plan {
        self.plan
    }

    /// Adds a condition as a rule that does nothing and is in no stage.
    pub fn add(&mut self, like: RuleId, cond: Cond) -> RuleId {
        let span = self.plan.rules.get(like).map(|rule| rule.span).unwrap_or_default();
        self.plan.rules.push(Rule {
            label: String::new(),
            span,
            condition: Some(cond),
            move_to: None,
            skips: false,
            actions: Vec::new(),
        });
        self.plan.rules.len() - 1
    }

    /// Copies a condition that is asked of customers; `None` if it asks for something that has no
    /// counterpart here, or is too long.
    pub fn copy(&mut self, from: &Plan, cond: &Cond, settled: Option<Settled>) -> Option<Copied> {
        let mut copying = Copying { from, into: self, left: MOST, leaves: Vec::new(), settled };
        let cond = copying.clause(cond, false)?;
        Some(Copied { leaves: copying.leaves, cond })
    }

    /// Copies a value that is asked of customers.
    pub fn copy_value(&mut self, from: &Plan, value: &Expr) -> Option<Expr> {
        let mut copying =
            Copying { from, into: self, left: MOST, leaves: Vec::new(), settled: None };
        copying.expr(value, None)
    }

    /// Copies what goes over events, and returns its place.
    pub fn copy_fold(&mut self, from: &Plan, fold: usize) -> Option<usize> {
        let mut copying =
            Copying { from, into: self, left: MOST, leaves: Vec::new(), settled: None };
        copying.fold(fold)
    }

    /// A new condition where another one is.
    pub fn condition(&mut self, at: PartId, kind: CondKind) -> Cond {
        let part = self.plan.part(at).clone();
        Cond { id: self.part(part), kind }
    }

    /// A new value of a type where another part is.
    pub fn value(&mut self, at: PartId, ty: Type, kind: ExprKind) -> Expr {
        let part = Part { ty, ..self.plan.part(at).clone() };
        Expr { id: self.part(part), kind }
    }

    /// The place of what goes over events.
    pub fn fold(&mut self, fold: Fold) -> usize {
        place(&mut self.plan.folds, fold)
    }

    fn part(&mut self, part: Part) -> PartId {
        self.plan.parts.push(part);
        PartId::new(self.plan.parts.len() - 1)
    }

    fn window(&mut self, length: Duration) -> usize {
        place(&mut self.plan.windows, length)
    }
}

/// The place of something in a list, where it is put if it is not there.
fn place<T: PartialEq>(all: &mut Vec<T>, one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    })
}

struct Copying<'c> {
    from: &'c Plan,
    into: &'c mut Graft,
    /// How many more parts there may be.
    left: u32,
    leaves: Vec<Cond>,
    settled: Option<Settled>,
}

impl Copying<'_> {
    fn part(&mut self, id: PartId) -> Option<PartId> {
        self.left = self.left.checked_sub(1)?;
        let part = self.from.part(id).clone();
        Some(self.into.part(part))
    }

    /// A condition that is asked of the customer.
    fn clause(&mut self, cond: &Cond, negated: bool) -> Option<Cond> {
        let each = |copying: &mut Self, parts: &[Cond]| {
            parts.iter().map(|part| copying.clause(part, negated)).collect::<Option<Vec<_>>>()
        };
        let kind = match &cond.kind {
            CondKind::All(parts) => CondKind::All(each(self, parts)?),
            CondKind::Any(parts) => CondKind::Any(each(self, parts)?),
            CondKind::Not(inner) => CondKind::Not(Box::new(self.clause(inner, !negated)?)),
            CondKind::Let(slot) => {
                return self.clause(&self.from.conditions.get(*slot)?.value, negated);
            }
            CondKind::Atom(atom) => {
                let copy = CondKind::Atom(self.atom(atom, None)?);
                let leaf = Cond { id: self.part(cond.id)?, kind: copy };
                let settled = self.settled.filter(|settled| settled.leaf == self.leaves.len());
                self.leaves.push(leaf.clone());
                let Some(settled) = settled else { return Some(leaf) };
                match settled.helps != negated {
                    true => CondKind::All(Vec::new()),
                    false => CondKind::Any(Vec::new()),
                }
            }
        };
        Some(Cond { id: self.part(cond.id)?, kind })
    }

    /// A condition that is asked of an event of a list, or of what a value is made of.
    fn cond(&mut self, cond: &Cond, list: Option<usize>) -> Option<Cond> {
        let each = |copying: &mut Self, parts: &[Cond]| {
            parts.iter().map(|part| copying.cond(part, list)).collect::<Option<Vec<_>>>()
        };
        let kind = match &cond.kind {
            CondKind::All(parts) => CondKind::All(each(self, parts)?),
            CondKind::Any(parts) => CondKind::Any(each(self, parts)?),
            CondKind::Not(inner) => CondKind::Not(Box::new(self.cond(inner, list)?)),
            CondKind::Let(slot) => {
                return self.cond(&self.from.conditions.get(*slot)?.value, None);
            }
            CondKind::Atom(atom) => CondKind::Atom(self.atom(atom, list)?),
        };
        Some(Cond { id: self.part(cond.id)?, kind })
    }

    fn atom(&mut self, atom: &Atom, list: Option<usize>) -> Option<Atom> {
        Some(match atom {
            Atom::IsYes(value) => Atom::IsYes(self.boxed(value, list)?),
            Atom::Compare(left, operator, right) => {
                Atom::Compare(self.boxed(left, list)?, *operator, self.boxed(right, list)?)
            }
            Atom::OneOf(value, all) => {
                let value = self.boxed(value, list)?;
                Atom::OneOf(value, self.all(all, list)?)
            }
            Atom::Known(value) => Atom::Known(self.boxed(value, list)?),
            Atom::ListKnown(scope) => Atom::ListKnown(self.scope(scope)?),
            Atom::TextTest(value, test, text) => {
                Atom::TextTest(self.boxed(value, list)?, *test, self.boxed(text, list)?)
            }
            Atom::Contains(set, entry) => {
                Atom::Contains(self.boxed(set, list)?, self.boxed(entry, list)?)
            }
            Atom::Anniversary { of, moved, window } => Atom::Anniversary {
                of: self.boxed(of, list)?,
                moved: moved.clone(),
                window: *window,
            },
            Atom::InWindow(date, window) => Atom::InWindow(self.boxed(date, list)?, *window),
            Atom::Elapsed { window, since } => {
                let since = self.moment(since, list)?;
                Atom::Elapsed { window: self.window(*window)?, since }
            }
            Atom::Without { window, fold } => {
                let fold = self.fold(*fold)?;
                Atom::Without { window: self.window(*window)?, fold }
            }
        })
    }

    fn window(&mut self, window: usize) -> Option<usize> {
        let length = *self.from.windows.get(window)?;
        Some(self.into.window(length))
    }

    fn moment(&mut self, moment: &Moment, list: Option<usize>) -> Option<Moment> {
        Some(match moment {
            Moment::Entering => Moment::Entering,
            Moment::Last(fold) => Moment::Last(self.fold(*fold)?),
            Moment::At(date) => Moment::At(self.boxed(date, list)?),
        })
    }

    fn list(&self, slot: usize) -> Option<usize> {
        let name = &self.from.needs.lists.get(slot)?.name;
        self.into.plan.needs.lists.iter().position(|need| need.name == *name)
    }

    fn scope(&self, scope: &Scope) -> Option<Scope> {
        Some(match scope {
            Scope::List(slot) => Scope::List(self.list(*slot)?),
            Scope::Given(gifts) => Scope::Given(gifts.clone()),
        })
    }

    fn fold(&mut self, fold: usize) -> Option<usize> {
        let Fold { source, kind } = self.from.folds.get(fold)?;
        let list = match &source.scope {
            Scope::List(slot) => Some(*slot),
            Scope::Given(_) => None,
        };
        let within = match source.within {
            Some(slot) => Some(self.list(slot)?),
            None => None,
        };
        let condition = match &source.condition {
            Some(condition) => Some(self.cond(condition, list)?),
            None => None,
        };
        let window = match &source.window {
            Some(window) => Some(self.window_op(window)?),
            None => None,
        };
        let source = FoldSource { scope: self.scope(&source.scope)?, within, condition, window };
        let kind = self.fold_kind(kind, list)?;
        Some(self.into.fold(Fold { source, kind }))
    }

    fn window_op(&mut self, window: &WindowOp) -> Option<WindowOp> {
        Some(match window {
            WindowOp::Within(window) => WindowOp::Within(self.window(*window)?),
            WindowOp::Since(moment) => WindowOp::Since(self.moment(moment, None)?),
            WindowOp::This(period) => WindowOp::This(*period),
            WindowOp::Last(period) => WindowOp::Last(*period),
            WindowOp::Back(back, period) => WindowOp::Back(*back, *period),
            WindowOp::Between(from, to) => {
                WindowOp::Between(self.boxed(from, None)?, self.boxed(to, None)?)
            }
        })
    }

    fn fold_kind(&mut self, kind: &FoldKind, list: Option<usize>) -> Option<FoldKind> {
        Some(match kind {
            FoldKind::Count => FoldKind::Count,
            FoldKind::CountDifferent { of, most } => {
                FoldKind::CountDifferent { of: self.expr(of, list)?, most: *most }
            }
            FoldKind::Sum(of) => FoldKind::Sum(self.expr(of, list)?),
            FoldKind::Average(of) => FoldKind::Average(self.expr(of, list)?),
            FoldKind::Min(of) => FoldKind::Min(self.expr(of, list)?),
            FoldKind::Max(of) => FoldKind::Max(self.expr(of, list)?),
            FoldKind::First(of) => FoldKind::First(self.expr(of, list)?),
            FoldKind::Last(of) => FoldKind::Last(self.expr(of, list)?),
        })
    }

    fn boxed(&mut self, expr: &Expr, list: Option<usize>) -> Option<Box<Expr>> {
        self.expr(expr, list).map(Box::new)
    }

    fn all(&mut self, exprs: &[Expr], list: Option<usize>) -> Option<Vec<Expr>> {
        exprs.iter().map(|expr| self.expr(expr, list)).collect()
    }

    fn expr(&mut self, expr: &Expr, list: Option<usize>) -> Option<Expr> {
        let kind = match &expr.kind {
            ExprKind::Let(slot) => return self.expr(&self.from.lets.get(*slot)?.value, None),
            ExprKind::Field(slot) => {
                let name = &self.from.needs.fields.get(*slot)?.name;
                let fields = &self.into.plan.needs.fields;
                ExprKind::Field(fields.iter().position(|need| need.name == *name)?)
            }
            ExprKind::Attribute(slot) => ExprKind::Attribute(self.attribute(*slot, list?)?),
            ExprKind::Fold(slot) => ExprKind::Fold(self.fold(*slot)?),
            ExprKind::DayOf(inner) => ExprKind::DayOf(self.boxed(inner, list)?),
            ExprKind::Folded(inner) => ExprKind::Folded(self.boxed(inner, list)?),
            ExprKind::Negative(inner) => ExprKind::Negative(self.boxed(inner, list)?),
            ExprKind::Shift(inner, shift) => ExprKind::Shift(self.boxed(inner, list)?, *shift),
            ExprKind::PartOf(part, inner) => ExprKind::PartOf(*part, self.boxed(inner, list)?),
            ExprKind::EdgeOf(edge, period, inner) => {
                ExprKind::EdgeOf(*edge, *period, self.boxed(inner, list)?)
            }
            ExprKind::Rounded(inner, how) => ExprKind::Rounded(self.boxed(inner, list)?, *how),
            ExprKind::Full(inner, unit) => ExprKind::Full(self.boxed(inner, list)?, *unit),
            ExprKind::Arithmetic(left, operator, right) => {
                ExprKind::Arithmetic(self.boxed(left, list)?, *operator, self.boxed(right, list)?)
            }
            ExprKind::DaysBetween(from, to) => {
                ExprKind::DaysBetween(self.boxed(from, list)?, self.boxed(to, list)?)
            }
            ExprKind::Extreme(extreme, values) => {
                ExprKind::Extreme(*extreme, self.all(values, list)?)
            }
            ExprKind::NumberIf(cond, number) => {
                ExprKind::NumberIf(Box::new(self.cond(cond, list)?), *number)
            }
            ExprKind::Truth(cond) => ExprKind::Truth(Box::new(self.cond(cond, list)?)),
            // They depend on others of the run, or on what else is in the plan.
            ExprKind::Standing(_) | ExprKind::Balance(..) => return None,
            kind @ (ExprKind::Constant(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Now) => kind.clone(),
        };
        Some(Expr { id: self.part(expr.id)?, kind })
    }

    fn attribute(&self, slot: usize, list: usize) -> Option<usize> {
        let name = &self.from.needs.lists.get(list)?.attributes.get(slot)?.name;
        let attributes = &self.into.plan.needs.lists.get(self.list(list)?)?.attributes;
        attributes.iter().position(|need| need.name == *name)
    }
}
