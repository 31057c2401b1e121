//! What has a name of its own, or is worked out once for all that ask: `let`s, scores, and places
//! among all customers.

use crate::check::Type;
use crate::check::model;
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
        let mut sum: Option<Expr> = None;
        for line in &score.lines {
            let line_part = || Part::added(line.span, Type::Number);
            let points = ExprKind::Constant(Value::Number(line.points));
            let points = Box::new(self.expr(points, line_part()));
            let count = self.count(&line.events, &line.filter, line.span);
            let count = Box::new(self.expr(count, line_part()));
            let product = ExprKind::Arithmetic(points, Operator::Multiply, count);
            let product = self.expr(product, line_part());
            sum = Some(match sum {
                None => product,
                Some(sum) => {
                    let sum = ExprKind::Arithmetic(Box::new(sum), Operator::Add, Box::new(product));
                    self.expr(sum, line_part())
                }
            });
        }
        let value = sum.unwrap_or_else(|| {
            let nothing = ExprKind::Constant(Value::Number(Decimal::ZERO));
            self.expr(nothing, Part::added(score.span, Type::Number))
        });
        let (name, span) = (score.name.clone(), score.span);
        self.lets.push(Let { name, span, is_score: true, value });
        let slot = self.lets.len() - 1;
        self.score_slots[index] = Some(slot);
        slot
    }

    /// The slot of a place among all customers.
    pub(super) fn standing(&mut self, function: terms::Standing, by: &model::Expr) -> usize {
        self.place(|lowering| Standing { function, value: lowering.value(by, None) })
    }
}
