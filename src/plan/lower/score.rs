//! Scores and balances: each is a `let` of its own.

use crate::check::Type;
use crate::check::model::{self, Each, Events, Filter, Points, Window};
use crate::problems::Span;
use crate::terms::{Extreme, Lasting, Operator};
use crate::values::{Decimal, Duration, Value};

use super::super::{Balance, BalanceLine, Expr, ExprKind, Fold, FoldKind, Let, Part};
use super::Lowering;
use super::named::Named;

impl Lowering<'_> {
    /// The slot of a score or balance.
    pub(super) fn score(&mut self, index: usize) -> usize {
        let score = &self.model.scores[index];
        if let Some(slot) = self.slot_of(Named::Score(index), &score.experiments) {
            return slot;
        }
        let (name, span) = (score.name.clone(), score.span);
        let value = match score.balance {
            true => {
                let balance = ExprKind::Balance(self.balance(index), None);
                self.expr(balance, Part::added(span, Type::Number))
            }
            false => self.points(score),
        };
        self.lets.push(Let { name, span, is_score: true, value });
        self.keep(Named::Score(index), &score.experiments, self.lets.len() - 1)
    }

    /// What of a balance is no longer there after a time: it, without what is there then.
    pub(super) fn expiring(&mut self, index: usize, within: Duration, span: Span) -> ExprKind {
        let now = ExprKind::Let(self.score(index));
        let then = ExprKind::Balance(self.balance(index), Some(within));
        let [now, then] =
            [now, then].map(|kind| Box::new(self.expr(kind, Part::added(span, Type::Number))));
        ExprKind::Arithmetic(now, Operator::Subtract, then)
    }

    /// The points of all lines, within the bounds of the score.
    fn points(&mut self, score: &model::Score) -> Expr {
        let lines = score.lines.iter().map(|line| (self.line(line), line.span)).collect();
        let sum = self.sum(lines);
        let sum = sum.unwrap_or_else(|| self.number(Decimal::ZERO, score.span));
        let sum = self.bounded(sum, Extreme::Least, score.at_most, score.span);
        self.bounded(sum, Extreme::Greatest, score.at_least, score.span)
    }

    fn bounded(
        &mut self,
        value: Expr,
        extreme: Extreme,
        bound: Option<Decimal>,
        span: Span,
    ) -> Expr {
        let Some(bound) = bound else { return value };
        let bound = self.number(bound, span);
        let kind = ExprKind::Extreme(extreme, vec![value, bound]);
        self.expr(kind, Part::added(span, Type::Number))
    }

    fn number(&mut self, number: Decimal, span: Span) -> Expr {
        let constant = ExprKind::Constant(Value::Number(number));
        self.expr(constant, Part::added(span, Type::Number))
    }

    /// What one line of a score comes to.
    fn line(&mut self, line: &model::ScoreLine) -> Expr {
        let signed = |points: Decimal| if line.less { -points } else { points };
        let part = || Part::added(line.span, Type::Number);
        let kind = match &line.points {
            Points::When(points, condition) => {
                let condition = self.condition(condition, None);
                ExprKind::NumberIf(Box::new(condition), signed(*points))
            }
            Points::Events { each, events, condition, lasting } => {
                let window = lasting.map(window);
                let filter = Filter { condition: condition.clone(), window };
                match each {
                    Each::Same(points) => {
                        let points = self.number(signed(*points), line.span);
                        let count = self.count(events, &filter, line.span);
                        let count = self.expr(count, part());
                        ExprKind::Arithmetic(points.into(), Operator::Multiply, count.into())
                    }
                    Each::Per { .. } => {
                        ExprKind::Fold(self.each(*each, line.less, events, &filter, line.span))
                    }
                }
            }
        };
        self.expr(kind, part())
    }

    /// The slot of a balance.
    fn balance(&mut self, index: usize) -> usize {
        // Under what is assumed of an experiment, it is another one.
        let own = self.assumed_for(&self.model.scores[index].experiments).is_none();
        if let Some(slot) = self.balance_slots[index].filter(|_| own) {
            return slot;
        }
        let mut lines = Vec::new();
        for line in &self.model.scores[index].lines {
            // Only events earn and spend.
            let Points::Events { each, events, condition, lasting } = &line.points else {
                continue;
            };
            let filter = Filter { condition: condition.clone(), window: None };
            let fold = self.each(*each, false, events, &filter, line.span);
            lines.push(BalanceLine { fold, spends: line.less, lasting: *lasting });
        }
        self.balances.push(Balance { lines });
        let slot = self.balances.len() - 1;
        if own {
            self.balance_slots[index] = Some(slot);
        }
        slot
    }

    /// Adds up the points of each event.
    fn each(
        &mut self,
        each: Each,
        less: bool,
        events: &Events,
        filter: &Filter,
        span: Span,
    ) -> usize {
        self.fold(|lowering| {
            let source = lowering.source(events, filter, span);
            let of = lowering.of_one(each, less, events, span);
            Fold { source, kind: FoldKind::Sum(of) }
        })
    }

    /// The points of one event.
    fn of_one(&mut self, each: Each, less: bool, events: &Events, span: Span) -> Expr {
        let signed = |points: Decimal| if less { -points } else { points };
        let (points, full, unit, attribute) = match each {
            Each::Same(points) => return self.number(signed(points), span),
            Each::Per { points, full, unit, attribute } => (signed(points), full, unit, attribute),
        };
        let list = match events {
            Events::List(list) | Events::Within { list, .. } => Some(*list),
            Events::Count(_) | Events::Given(_) | Events::Broken => None,
        };
        let (kind, ty) = self.attribute_of(attribute, list);
        let mut value = self.expr(kind, Part::added(span, ty));
        let part = || Part::added(span, Type::Number);
        let one = Decimal::from(1i64);
        if full {
            value = self.expr(ExprKind::Full(Box::new(value), unit), part());
        }
        if points != one {
            let points = self.number(points, span);
            let product = ExprKind::Arithmetic(value.into(), Operator::Multiply, points.into());
            value = self.expr(product, part());
        }
        if !full && unit != one {
            let unit = self.number(unit, span);
            let quotient = ExprKind::Arithmetic(value.into(), Operator::Divide, unit.into());
            value = self.expr(quotient, part());
        }
        value
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
                        let sum = ExprKind::Arithmetic(left.into(), Operator::Add, right.into());
                        (self.expr(sum, Part::added(span, Type::Number)), span)
                    }
                });
            }
            lines = sums;
        }
        lines.pop().map(|(sum, _)| sum)
    }
}

/// The events whose points are still there.
fn window(lasting: Lasting) -> Window {
    match lasting {
        Lasting::For(duration) => Window::Within(duration),
        Lasting::Calendar(count, period) => Window::Back(count, period),
    }
}
