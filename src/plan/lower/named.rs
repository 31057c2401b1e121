//! What has a name of its own, or is worked out once for all that ask: `let`s, scores, and places
//! among all customers.

use crate::check::Type;
use crate::check::model;
use crate::problems::Span;
use crate::terms::{self, Operator};
use crate::values::{Decimal, Value};

use super::super::{Expr, ExprKind, Let, Part, Standing};
use super::Lowering;

/// What has a name of its own, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Let(usize),
    Score(usize),
}

impl Lowering<'_> {
    /// The slot of a `let` that is a value.
    pub(super) fn named_value(&mut self, index: usize) -> usize {
        let a_let = &self.model.lets[index];
        if let Some(slot) = self.slot_of(Named::Let(index), &a_let.experiments) {
            return slot;
        }
        // A `let` never reaches itself, so its slot may be taken once its value is there.
        let value = self.value(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.lets.push(Let { name, span, is_score: false, value });
        self.keep(Named::Let(index), &a_let.experiments, self.lets.len() - 1)
    }

    /// The slot of a `let` that is a condition.
    pub(super) fn named_condition(&mut self, index: usize) -> usize {
        let a_let = &self.model.lets[index];
        if let Some(slot) = self.slot_of(Named::Let(index), &a_let.experiments) {
            return slot;
        }
        let value = self.condition(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.conditions.push(Let { name, span, is_score: false, value });
        self.keep(Named::Let(index), &a_let.experiments, self.conditions.len() - 1)
    }

    /// A score is a `let` of its own: points times events, line by line.
    pub(super) fn score(&mut self, index: usize) -> usize {
        let score = &self.model.scores[index];
        if let Some(slot) = self.slot_of(Named::Score(index), &score.experiments) {
            return slot;
        }
        let lines = score.lines.iter().map(|line| (self.points(line), line.span)).collect();
        let value = self.sum(lines).unwrap_or_else(|| {
            let nothing = ExprKind::Constant(Value::Number(Decimal::ZERO));
            self.expr(nothing, Part::added(score.span, Type::Number))
        });
        let (name, span) = (score.name.clone(), score.span);
        self.lets.push(Let { name, span, is_score: true, value });
        self.keep(Named::Score(index), &score.experiments, self.lets.len() - 1)
    }

    /// The slot of something with a name that was lowered before, under what is assumed if it
    /// depends on that.
    fn slot_of(&self, named: Named, experiments: &[usize]) -> Option<usize> {
        match (self.assumed_for(experiments), named) {
            (Some(assumed), _) => self.assumed_slots.get(&(named, assumed)).copied(),
            (None, Named::Let(index)) => self.let_slots[index],
            (None, Named::Score(index)) => self.score_slots[index],
        }
    }

    fn keep(&mut self, named: Named, experiments: &[usize], slot: usize) -> usize {
        match (self.assumed_for(experiments), named) {
            (Some(assumed), _) => drop(self.assumed_slots.insert((named, assumed), slot)),
            (None, Named::Let(index)) => self.let_slots[index] = Some(slot),
            (None, Named::Score(index)) => self.score_slots[index] = Some(slot),
        }
        slot
    }

    /// What one line of a score comes to.
    fn points(&mut self, line: &model::ScoreLine) -> Expr {
        let part = || Part::added(line.span, Type::Number);
        let points = self.expr(ExprKind::Constant(Value::Number(line.points)), part());
        let count = self.count(&line.events, &line.filter, line.span);
        let count = self.expr(count, part());
        let product = ExprKind::Arithmetic(Box::new(points), Operator::Multiply, Box::new(count));
        self.expr(product, part())
    }

    /// The sum of all lines, two and two: a score may have thousands of lines, and a sum of one
    /// after the other would be as deep as they are many.
    fn sum(&mut self, mut lines: Vec<(Expr, Span)>) -> Option<Expr> {
        while lines.len() > 1 {
            let mut sums = Vec::with_capacity(lines.len().div_ceil(2));
            let mut rest = lines.into_iter();
            while let Some((left, span)) = rest.next() {
                sums.push(match rest.next() {
                    None => (left, span),
                    Some((right, span)) => {
                        let (left, right) = (Box::new(left), Box::new(right));
                        let sum = ExprKind::Arithmetic(left, Operator::Add, right);
                        (self.expr(sum, Part::added(span, Type::Number)), span)
                    }
                });
            }
            lines = sums;
        }
        lines.pop().map(|(sum, _)| sum)
    }

    /// The slot of a place among all customers.
    pub(super) fn standing(&mut self, function: terms::Standing, by: &model::Expr) -> usize {
        // Others know nothing of what is assumed of one customer.
        let assumed = self.assumed.take();
        let slot = self.place(|lowering| Standing { function, value: lowering.value(by, None) });
        self.assumed = assumed;
        slot
    }
}
