//! Checks the functions of numbers: `floor(x)`, `round(x, 2)`, `least(a, b)`.

use crate::problems::{Span, register as code};
use crate::syntax::tree::{self, Spanned};
use crate::terms::{Extreme, NumberFunction};
use crate::values::{Direction, Rounding, Value};

use super::at::At;
use super::model::{Expr, ExprKind};
use super::{Checker, Type};

impl Checker<'_> {
    pub(super) fn number_call(
        &mut self,
        span: Span,
        function: Spanned<NumberFunction>,
        values: &[tree::Expr],
        at: At,
    ) -> Expr {
        match function.value {
            NumberFunction::Floor => self.rounded(span, function, Direction::Down, values, at),
            NumberFunction::Ceil => self.rounded(span, function, Direction::Up, values, at),
            NumberFunction::Round => self.rounded(span, function, Direction::Nearest, values, at),
            NumberFunction::Least => self.extreme(span, function, Extreme::Least, values, at),
            NumberFunction::Greatest => self.extreme(span, function, Extreme::Greatest, values, at),
        }
    }

    fn rounded(
        &mut self,
        span: Span,
        function: Spanned<NumberFunction>,
        direction: Direction,
        values: &[tree::Expr],
        at: At,
    ) -> Expr {
        let word = function.value.word();
        let [value, rest @ ..] = values else { return Expr::broken(span) };
        let checked = self.expression(value, at, None);
        let places = match rest {
            [] => 0,
            [places] if direction == Direction::Nearest => match self.places(places, at) {
                Some(places) => places,
                None => return Expr::broken(span),
            },
            [.., last] => {
                let title = match direction {
                    Direction::Nearest => {
                        "`round` takes a value and a number of decimals".to_owned()
                    }
                    Direction::Down | Direction::Up => format!("`{word}` takes one value"),
                };
                let written = self.written(value.span);
                let help = match direction {
                    Direction::Nearest => "write the value, and perhaps how many decimals: \
                         `round(spent, 2)`"
                        .to_owned(),
                    Direction::Down | Direction::Up => format!("write `{word}({written})`"),
                };
                let more = rest.first().unwrap_or(last).span.to(last.span);
                return self.refuse(code::WRONG_TYPE, title, more, "this is too much", help);
            }
        };
        let kind = ExprKind::Rounded(Box::new(checked), Rounding { direction, places });
        let ExprKind::Rounded(checked, _) = &kind else { return Expr::broken(span) };
        match checked.ty {
            Type::Broken => Expr::broken(span),
            ty @ (Type::Number | Type::Money) => Expr { span, ty, kind },
            ty @ (Type::YesNo
            | Type::Text
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Choice(_)
            | Type::Stage
            | Type::Set) => {
                let title = format!("`{word}` does not work on this");
                let label = format!("this is {}", ty.words());
                let help = format!("`{word}` works on numbers and money");
                self.refuse(code::WRONG_TYPE, title, value.span, label, help)
            }
        }
    }

    /// How many decimals are left: a whole number that is written out.
    fn places(&mut self, written: &tree::Expr, at: At) -> Option<u8> {
        let checked = self.expression(written, at, None);
        if checked.ty.is_broken() {
            return None;
        }
        let number = checked.constant().and_then(Value::number);
        let places = number
            .filter(|_| checked.ty == Type::Number)
            .and_then(|number| number.to_i64().and_then(|places| u8::try_from(places).ok()));
        let places = places.filter(|places| *places <= Rounding::MOST_PLACES);
        if places.is_none() {
            let title = "The number of decimals is a whole number from 0 to 20";
            let label = "how many decimals to keep";
            let help = "write, for example, `2` to keep cents";
            self.refuse(code::BAD_LITERAL, title, written.span, label, help);
        }
        places
    }

    fn extreme(
        &mut self,
        span: Span,
        function: Spanned<NumberFunction>,
        extreme: Extreme,
        values: &[tree::Expr],
        at: At,
    ) -> Expr {
        let word = function.value.word();
        let checked: Vec<Expr> =
            values.iter().map(|value| self.expression(value, at, None)).collect();
        if checked.iter().any(|value| value.ty.is_broken()) {
            return Expr::broken(span);
        }
        let [first, rest @ ..] = &checked[..] else { return Expr::broken(span) };
        if let Some(other) = checked.iter().find(|value| !value.ty.has_order()) {
            let title = format!("`{word}` does not work on this");
            let label = format!("this is {}", other.ty.words());
            let help = format!("`{word}` works on numbers, money and dates");
            return self.refuse(code::WRONG_TYPE, title, other.span, label, help);
        }
        if rest.is_empty() {
            let title = format!("`{word}` needs two values or more");
            let of_events = if extreme == Extreme::Least { "min" } else { "max" };
            let help = format!(
                "add another after a comma: `{word}({}, ...)`; for the values of many events, \
                 write `{of_events}(orders.total)`",
                self.written(first.span)
            );
            return self.refuse(code::WRONG_TYPE, title, span, "there is only one", help);
        }
        if let Some(other) = rest.iter().find(|value| !value.ty.matches(first.ty)) {
            let title = "These cannot be compared with each other";
            let label = format!("{} and {}", first.ty.words(), other.ty.words());
            let help = match (first.ty, other.ty) {
                (Type::Money, Type::Number) | (Type::Number, Type::Money) => {
                    format!("give the number its currency, for example `{}`", self.amount(50))
                }
                _ => "use values of one type".to_owned(),
            };
            let both = first.span.to(other.span);
            return self.refuse(code::TYPES_DIFFER, title, both, label, help);
        }
        // Next to a day, a time counts as its day.
        let day = checked.iter().any(|value| value.ty == Type::Day);
        let ty = if day { Type::Day } else { first.ty };
        Expr { span, ty, kind: ExprKind::Extreme(extreme, checked) }
    }
}
