//! What has a name of its own, or is worked out once for all that ask: `let`s, scores, and places
//! among all customers.

use crate::check::Type;
use crate::check::model;
use crate::problems::Span;
use crate::terms::{self, Operator};
use crate::values::{Decimal, Value};

use super::super::{Expr, ExprKind, Let, Part, Standing};
use super::Lowering;

impl Lowering<'_> {
    /// The slot of a `let` that is a value.
    pub(super) fn named_value(&mut self, index: usize) -> usize {
        if let Some(slot) = self.let_slots[index] {
            return slot;
        }
        let a_let = &self.model.lets[index];
        // A `let` never reaches itself, so its slot may be taken once its value is there.
        let value = self.value(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.lets.push(Let { name, span, is_score: false, value });
        let slot = self.lets.len() - 1;
        self.let_slots[index] = Some(slot);
        slot
    }

    /// The slot of a `let` that is a condition.
    pub(super) fn named_condition(&mut self, index: usize) -> usize {
        if let Some(slot) = self.let_slots[index] {
            return slot;
        }
        let a_let = &self.model.lets[index];
        let value = self.condition(&a_let.value, None);
        let (name, span) = (a_let.name.clone(), a_let.span);
        self.conditions.push(Let { name, span, is_score: false, value });
        let slot = self.conditions.len() - 1;
        self.let_slots[index] = Some(slot);
        slot
    }

    /// A score is a `let` of its own: points times events, line by line.
    pub(super) fn score(&mut self, index: usize) -> usize {
        if let Some(slot) = self.score_slots[index] {
            return slot;
        }
        let score = &self.model.scores[index];
        let lines = score.lines.iter().map(|line| (self.points(line), line.span)).collect();
        let value = self.sum(lines).unwrap_or_else(|| {
            let nothing = ExprKind::Constant(Value::Number(Decimal::ZERO));
            self.expr(nothing, Part::added(score.span, Type::Number))
        });
        let (name, span) = (score.name.clone(), score.span);
        self.lets.push(Let { name, span, is_score: true, value });
        let slot = self.lets.len() - 1;
        self.score_slots[index] = Some(slot);
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
        self.place(|lowering| Standing { function, value: lowering.value(by, None) })
    }
}
