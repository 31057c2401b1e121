//! Going through all parts of a plan, each once.

use super::{Cond, CondKind, Expr, ExprKind, Fold, Gift, Parent, PartId, Plan, WindowOp};

/// A part of a plan: a value or a condition.
#[derive(Clone, Copy, Debug)]
pub enum Node<'p> {
    /// A value.
    Value(&'p Expr),
    /// A condition.
    Condition(&'p Cond),
}

impl Plan {
    /// The filters of the lists whose events have events of other lists.
    pub(super) fn parents(&self) -> impl Iterator<Item = &Parent> {
        self.parents.iter().flatten()
    }

    /// Calls for each part of the plan, once; whatever a part is made of comes right after it.
    pub fn walk<'p>(&'p self, each: &mut impl FnMut(Node<'p>)) {
        let rules = self.rules.iter().filter_map(|rule| rule.condition.as_ref());
        let pauses = self.pauses.iter().map(|pause| &pause.condition);
        let kept = self.gifts.iter().filter_map(|gift| gift.kept.as_ref()?.condition.as_ref());
        let pauses = pauses.chain(kept).chain(&self.leave_out);
        let in_arms = self.experiments.iter().flat_map(|experiment| &experiment.rules);
        let pauses = pauses.chain(in_arms.map(|(_, condition)| condition));
        let pauses =
            pauses.chain(self.questions.iter().filter_map(|question| question.condition()));
        let aims = self.report.iter().flat_map(|report| report.aims());
        let pauses = pauses.chain(aims.map(|aim| &aim.met));
        let named = self.conditions.iter().map(|named| &named.value);
        rules.chain(pauses).chain(named).for_each(|cond| Node::Condition(cond).walk(each));
        let capacities = || self.stages.iter().filter_map(|stage| stage.capacity.as_ref());
        let entering = capacities().filter_map(|capacity| capacity.by.as_ref());
        let making_room = capacities().filter_map(|capacity| capacity.makes_room.as_ref());
        let getting = self.gifts.iter().filter_map(|gift| gift.budget.as_ref()?.by.as_ref());
        let standings = self.standings.iter().map(|standing| &standing.value);
        let lets = self.lets.iter().map(|a_let| &a_let.value);
        let values = entering.chain(making_room.map(|way| &way.by)).chain(getting);
        let shown = self.shows.iter().map(|shown| &shown.value);
        let amounts = self.gifts.iter().flat_map(Gift::calculated);
        let recipients = self.gifts.iter().filter_map(|gift| gift.to.as_ref()?.value());
        values
            .chain(standings)
            .chain(lets)
            .chain(shown)
            .chain(amounts)
            .chain(recipients)
            .for_each(|value| Node::Value(value).walk(each));
        self.folds.iter().for_each(|fold| fold.walk(each));
        self.parents().for_each(|parent| Node::Condition(&parent.condition).walk(each));
    }
}

impl Fold {
    /// Calls for each part of the fold, but not for those of other folds that it asks.
    pub fn walk<'p>(&'p self, each: &mut impl FnMut(Node<'p>)) {
        self.walk_event(each);
        match &self.source.window {
            Some(WindowOp::Since(moment)) => {
                moment.date().into_iter().for_each(|date| Node::Value(date).walk(each));
            }
            Some(WindowOp::Between(from, to)) => {
                Node::Value(from).walk(each);
                Node::Value(to).walk(each);
            }
            Some(
                WindowOp::Within(_) | WindowOp::This(_) | WindowOp::Last(_) | WindowOp::Back(..),
            )
            | None => {}
        }
    }

    /// The same of the parts that are asked of each event.
    pub fn walk_event<'p>(&'p self, each: &mut impl FnMut(Node<'p>)) {
        if let Some(condition) = &self.source.condition {
            Node::Condition(condition).walk(each);
        }
        if let Some(of) = self.kind.of() {
            Node::Value(of).walk(each);
        }
    }
}

impl<'p> Node<'p> {
    /// Which part of the plan it is.
    pub fn id(self) -> PartId {
        match self {
            Node::Value(expr) => expr.id,
            Node::Condition(cond) => cond.id,
        }
    }

    /// Calls for the part and all that it is made of, up to what is in a slot of its own.
    pub fn walk(self, each: &mut impl FnMut(Node<'p>)) {
        each(self);
        match self {
            Node::Value(expr) => expr.parts(each),
            Node::Condition(cond) => cond.parts(each),
        }
    }
}

impl Expr {
    fn parts<'p>(&'p self, each: &mut impl FnMut(Node<'p>)) {
        match &self.kind {
            ExprKind::DayOf(inner)
            | ExprKind::Folded(inner)
            | ExprKind::Negative(inner)
            | ExprKind::Shift(inner, _)
            | ExprKind::PartOf(_, inner)
            | ExprKind::EdgeOf(_, _, inner)
            | ExprKind::Rounded(inner, _)
            | ExprKind::Full(inner, _) => Node::Value(inner).walk(each),
            ExprKind::Extreme(_, values) => {
                values.iter().for_each(|value| Node::Value(value).walk(each));
            }
            ExprKind::Arithmetic(left, _, right) | ExprKind::DaysBetween(left, right) => {
                Node::Value(left).walk(each);
                Node::Value(right).walk(each);
            }
            ExprKind::Truth(cond) | ExprKind::NumberIf(cond, _) => Node::Condition(cond).walk(each),
            ExprKind::Constant(_)
            | ExprKind::Field(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Let(_)
            | ExprKind::Arm(_)
            | ExprKind::Fold(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Balance(..)
            | ExprKind::Now => {}
        }
    }
}

impl Cond {
    fn parts<'p>(&'p self, each: &mut impl FnMut(Node<'p>)) {
        match &self.kind {
            CondKind::All(parts) | CondKind::Any(parts) => {
                parts.iter().for_each(|part| Node::Condition(part).walk(each));
            }
            CondKind::Not(inner) => Node::Condition(inner).walk(each),
            CondKind::Let(_) => {}
            CondKind::Atom(atom) => atom.values(|value| Node::Value(value).walk(each)),
        }
    }
}
