use crate::check::Type;
use crate::check::model::{self, Direction, ExprKind};
use crate::terms::Comparison;
use crate::values::Value;

use super::super::Expr;
use super::Lowering;

impl Lowering<'_> {
    /// An expression; names in it are the customer's.
    pub(super) fn expr(&mut self, expr: &model::Expr) -> Expr {
        self.expr_of(expr, None)
    }

    /// An expression; attributes in it are those of events of `list`.
    pub(super) fn expr_of(&mut self, expr: &model::Expr, list: Option<usize>) -> Expr {
        match &expr.kind {
            ExprKind::Or(parts) => Expr::Any(self.parts(parts, list)),
            ExprKind::And(parts) => Expr::All(self.parts(parts, list)),
            ExprKind::Not(inner) => Expr::Not(Box::new(self.expr_of(inner, list))),
            ExprKind::Compare(left, operator, right) => self.compare(left, *operator, right, list),
            ExprKind::Between(value, low, high) => Expr::All(vec![
                self.compare(value, Comparison::AtLeast, low, list),
                self.compare(value, Comparison::AtMost, high, list),
            ]),
            ExprKind::In(value, entries) => self.is_in(value, entries, list),
            ExprKind::Known(value, known) => {
                negated(!known, Expr::Known(Box::new(self.expr_of(value, list))))
            }
            ExprKind::EventsKnown(events, known) => {
                negated(!known, Expr::ListKnown(self.scope(events)))
            }
            ExprKind::TextTest(value, test, text) => {
                let value = Box::new(self.expr_of(value, list));
                Expr::TextTest(value, *test, Box::new(self.expr_of(text, list)))
            }
            ExprKind::SetContains(set, text) => {
                let set = Box::new(self.expr_of(set, list));
                Expr::Contains(set, Box::new(self.expr_of(text, list)))
            }
            ExprKind::Anniversary(date) => {
                let day = self.day(date, list);
                Expr::Anniversary(Box::new(day))
            }
            ExprKind::Quantity { how, count, events, filter } => {
                let number = self.count(events, filter);
                let wanted = Expr::Constant(Value::Number(*count));
                Expr::Compare(Box::new(number), *how, Box::new(wanted))
            }
            ExprKind::Elapsed { duration, since } => {
                let since = self.moment(since, list);
                Expr::Elapsed { window: self.window(*duration), since }
            }
            ExprKind::Without { duration, events, condition } => {
                let fold = self.last_of(events, condition.as_deref());
                Expr::Without { window: self.window(*duration), fold }
            }
            ExprKind::Aggregate { function, different, events, attribute, filter } => {
                self.aggregate(*function, *different, events, *attribute, filter)
            }
            ExprKind::Arithmetic(left, operator, right) => {
                let left = Box::new(self.expr_of(left, list));
                Expr::Arithmetic(left, *operator, Box::new(self.expr_of(right, list)))
            }
            ExprKind::Shift(from, by, direction) => Expr::Shift {
                from: Box::new(self.expr_of(from, list)),
                by: *by,
                later: *direction == Direction::Later,
            },
            ExprKind::Negative(inner) => Expr::Negative(Box::new(self.expr_of(inner, list))),
            ExprKind::Constant(value) => Expr::Constant(value.clone()),
            ExprKind::Field(field) => Expr::Field(self.field(*field)),
            ExprKind::Let(index) => Expr::Let(self.a_let(*index)),
            ExprKind::Score(index) => Expr::Let(self.score(*index)),
            ExprKind::Standing(function, value) => Expr::Standing(self.standing(*function, value)),
            ExprKind::Attribute(attribute) => self.attribute_of(*attribute, list),
            ExprKind::Stage => Expr::Stage,
            ExprKind::StageSince => Expr::StageSince,
            ExprKind::Tags => Expr::Tags,
            ExprKind::Today => Expr::Today,
            // Durations stand only where they are added; broken parts never come this far.
            ExprKind::Duration(_) | ExprKind::Broken => Expr::Any(Vec::new()),
        }
    }

    pub(super) fn parts(&mut self, parts: &[model::Expr], list: Option<usize>) -> Vec<Expr> {
        parts.iter().map(|part| self.expr_of(part, list)).collect()
    }

    /// Beside a day, a time counts as its day.
    pub(super) fn compare(
        &mut self,
        left: &model::Expr,
        operator: Comparison,
        right: &model::Expr,
        list: Option<usize>,
    ) -> Expr {
        let by_day = left.ty != right.ty && left.ty.is_date() && right.ty.is_date();
        let (left, right) = if by_day {
            (self.day(left, list), self.day(right, list))
        } else {
            (self.expr_of(left, list), self.expr_of(right, list))
        };
        Expr::Compare(Box::new(left), operator, Box::new(right))
    }

    pub(super) fn day(&mut self, date: &model::Expr, list: Option<usize>) -> Expr {
        let lowered = self.expr_of(date, list);
        if date.ty == Type::Date { Expr::DayOf(Box::new(lowered)) } else { lowered }
    }

    pub(super) fn is_in(
        &mut self,
        value: &model::Expr,
        list: &[model::Expr],
        at: Option<usize>,
    ) -> Expr {
        if value.ty.is_date() {
            let each = list.iter().map(|entry| self.compare(value, Comparison::Is, entry, at));
            return Expr::Any(each.collect());
        }
        let value = Box::new(self.expr_of(value, at));
        Expr::OneOf(value, self.parts(list, at))
    }
}

fn negated(negate: bool, expr: Expr) -> Expr {
    if negate { Expr::Not(Box::new(expr)) } else { expr }
}
