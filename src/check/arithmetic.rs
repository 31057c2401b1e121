//! Checks arithmetic on numbers, money, dates and lengths of time.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree;
use crate::terms::Operator;
use crate::values::Value;

use super::at::At;
use super::model::{Direction, Expr, ExprKind};
use super::{Checker, Type};

impl Checker<'_> {
    pub(super) fn arithmetic(
        &mut self,
        span: Span,
        left: &tree::Expr,
        operator: Operator,
        right: &tree::Expr,
        at: At,
    ) -> Expr {
        if let Some(problem) = self.events_added(span, left, operator, right, at) {
            self.problems.push(problem);
            return Expr::broken(span);
        }
        self.divided_by_nothing(operator, right);
        let written = right;
        let left = self.expression(left, at, None);
        let right = self.expression(right, at, None);
        if left.ty.is_broken() || right.ty.is_broken() {
            return Expr::broken(span);
        }
        if let Some(shift) = shift(span, &left, operator, &right) {
            return shift;
        }
        let ty = match (left.ty, operator, right.ty) {
            (Type::Number, _, Type::Number) => Type::Number,
            (Type::Money, Operator::Add | Operator::Subtract, Type::Money) => Type::Money,
            (Type::Money, Operator::Multiply | Operator::Divide, Type::Number) => Type::Money,
            (Type::Number, Operator::Multiply, Type::Money) => Type::Money,
            (Type::Money, Operator::Divide, Type::Money) => Type::Number,
            _ => {
                let apart = self.lengths_apart(span, operator, written);
                if let Some(problem) = apart {
                    self.problems.push(problem);
                } else if !self.length_since(&left, operator, written) {
                    self.cannot_calculate(span, &left, operator, &right);
                }
                return Expr::broken(span);
            }
        };
        let kind = ExprKind::Arithmetic(Box::new(left), operator, Box::new(right));
        Expr { span, ty, kind }
    }

    /// `where due < at + 30 days since last review`: this means a date 30 days later, and then the
    /// window of the events. Says how to write that.
    fn length_since(&mut self, date: &Expr, operator: Operator, right: &tree::Expr) -> bool {
        let tree::ExprKind::Elapsed { duration, .. } = &right.kind else { return false };
        let wrong = match operator {
            Operator::Add => "so it cannot be added to a date",
            Operator::Subtract => "so it cannot be subtracted from a date",
            Operator::Multiply | Operator::Divide => return false,
        };
        let Some(asked) = self.asked.filter(|_| date.ty.is_date()) else { return false };
        let text = |start, end| self.sources.text(Span { start, end, ..asked });
        let length = text(duration.span.start, duration.span.end);
        let window = text(duration.span.end, right.span.end).trim();
        let before = text(asked.start, duration.span.end);
        let mut condition = format!("{before}{}", text(right.span.end, asked.end));
        if !(condition.starts_with('(') && condition.ends_with(')')) {
            condition = format!("({condition})");
        }
        let title = format!("`{length} {window}` is read as one condition");
        let help = format!("if `{window}` is the window, write `where {condition} {window}`");
        self.problems.push(Problem::new(code::TYPES_DIFFER, title, right.span, wrong).help(help));
        true
    }

    fn cannot_calculate(&mut self, span: Span, left: &Expr, operator: Operator, right: &Expr) {
        if let Some(problem) = self.range_of_costs(span, operator, right) {
            self.problems.push(problem);
            return;
        }
        let verb = match operator {
            Operator::Add => "added",
            Operator::Subtract => "subtracted",
            Operator::Multiply => "multiplied",
            Operator::Divide => "divided",
        };
        let help = if left.ty.is_date() && right.ty.is_date() {
            "to ask how long ago something was, write `30 days since ...`".to_owned()
        } else if left.ty.is_date() {
            "to move a date, add a length of time: `joined + 30 days`".to_owned()
        } else if (left.ty, right.ty) == (Type::Money, Type::Number)
            || (left.ty, right.ty) == (Type::Number, Type::Money)
        {
            format!("give the number its currency, for example `{}`", self.amount(50))
        } else {
            "use numbers with numbers and money with money; money can also be multiplied or divided by a number".to_owned()
        };
        self.problems.push(
            Problem::new(
                code::TYPES_DIFFER,
                format!("These two cannot be {verb}"),
                span,
                format!("{} and {}", left.ty.words(), right.ty.words()),
            )
            .help(help),
        );
    }

    pub(super) fn negative(&mut self, span: Span, inner: &tree::Expr, at: At) -> Expr {
        let inner = self.expression(inner, at, None);
        match (inner.ty, &inner.kind) {
            (Type::Broken, _) => Expr::broken(span),
            (ty @ (Type::Number | Type::Money), ExprKind::Constant(Value::Number(number))) => {
                Expr { span, ty, kind: ExprKind::Constant(Value::Number(-*number)) }
            }
            (ty @ (Type::Number | Type::Money), _) => {
                Expr { span, ty, kind: ExprKind::Negative(Box::new(inner)) }
            }
            (ty, _) => {
                let label = format!("this is {}", ty.words());
                let help = "only a number or an amount of money can be negative";
                self.refuse(code::WRONG_TYPE, "This cannot be negative", inner.span, label, help)
            }
        }
    }
}

/// A date or day, later or earlier by a length of time. A day stays a day by days and longer.
fn shift(span: Span, left: &Expr, operator: Operator, right: &Expr) -> Option<Expr> {
    let (date, duration, direction) = match (&left.kind, operator, &right.kind) {
        (_, Operator::Add, ExprKind::Duration(duration)) => (left, duration, Direction::Later),
        (_, Operator::Subtract, ExprKind::Duration(duration)) => {
            (left, duration, Direction::Earlier)
        }
        (ExprKind::Duration(duration), Operator::Add, _) => (right, duration, Direction::Later),
        _ => return None,
    };
    let ty = match date.ty {
        Type::Date => Type::Date,
        Type::Day if duration.unit.is_calendar() => Type::Day,
        Type::Day => Type::Date,
        Type::YesNo
        | Type::Number
        | Type::Money
        | Type::Text
        | Type::Duration
        | Type::Choice(_)
        | Type::Stage
        | Type::Set
        | Type::Broken => return None,
    };
    Some(Expr { span, ty, kind: ExprKind::Shift(Box::new(date.clone()), *duration, direction) })
}
