//! Conditions and values: which of the two an expression is, the plan tells apart.

use crate::check::Type;
use crate::check::model::{self, Direction, ExprKind as Model};
use crate::problems::Span;
use crate::terms::{Comparison, DatePart};
use crate::values::{Shift, Value};

use super::super::{Atom, Cond, CondKind, Expr, ExprKind, Part, Written};
use super::Lowering;

/// What an expression is: a value or a condition, and how it is written.
pub(super) enum Lowered {
    Value(ExprKind, Written),
    Condition(CondKind, Written),
}

impl Lowering<'_> {
    /// An expression as a condition. Attributes in it are those of events of `list`; without one,
    /// names are the customer's.
    pub(super) fn condition(&mut self, expr: &model::Expr, list: Option<usize>) -> Cond {
        let part = Part::plain(expr.span, expr.ty);
        match self.lowered(expr, list) {
            Lowered::Condition(kind, written) => self.cond(kind, Part { written, ..part }),
            Lowered::Value(kind, written) => {
                let value = self.expr(kind, Part { written, ..part.clone() });
                self.cond(CondKind::Atom(Atom::IsYes(Box::new(value))), part)
            }
        }
    }

    /// An expression as a value.
    pub(super) fn value(&mut self, expr: &model::Expr, list: Option<usize>) -> Expr {
        let part = Part::plain(expr.span, expr.ty);
        match self.lowered(expr, list) {
            Lowered::Value(kind, written) => self.expr(kind, Part { written, ..part }),
            Lowered::Condition(kind, written) => {
                let cond = self.cond(kind, Part { written, ..part.clone() });
                self.expr(ExprKind::Truth(Box::new(cond)), part)
            }
        }
    }

    /// What a value is made of, for a part that is written elsewhere.
    pub(super) fn value_kind(&mut self, expr: &model::Expr, list: Option<usize>) -> ExprKind {
        match self.lowered(expr, list) {
            Lowered::Value(kind, _) => kind,
            Lowered::Condition(kind, _) => {
                let cond = self.cond(kind, Part::added(expr.span, expr.ty));
                ExprKind::Truth(Box::new(cond))
            }
        }
    }

    fn lowered(&mut self, expr: &model::Expr, list: Option<usize>) -> Lowered {
        use Written::{Added, Between, In, Plainly, Quantity};
        let value = |kind| Lowered::Value(kind, Plainly);
        let cond = |kind| Lowered::Condition(kind, Plainly);
        let atom = |atom| Lowered::Condition(CondKind::Atom(atom), Plainly);
        match &expr.kind {
            Model::Or(parts) => cond(CondKind::Any(self.conditions(parts, list))),
            Model::And(parts) => cond(CondKind::All(self.conditions(parts, list))),
            Model::Not(inner) => cond(CondKind::Not(Box::new(self.condition(inner, list)))),
            Model::Compare(left, operator, right) => {
                atom(self.compare(left, *operator, right, list))
            }
            Model::Between(value, low, high) => {
                let both = [(Comparison::AtLeast, low), (Comparison::AtMost, high)];
                let both = both.map(|(operator, end)| {
                    let kind = CondKind::Atom(self.compare(value, operator, end, list));
                    self.cond(kind, Part::added(expr.span, Type::YesNo))
                });
                Lowered::Condition(CondKind::All(both.into()), Between)
            }
            Model::In(value, entries) => {
                Lowered::Condition(self.is_in(expr.span, value, entries, list), In)
            }
            Model::Known(value, known) => {
                let atom = Atom::Known(Box::new(self.value(value, list)));
                self.known(expr.span, atom, *known)
            }
            Model::EventsKnown(events, known) => {
                let atom = Atom::ListKnown(self.scope(events));
                self.known(expr.span, atom, *known)
            }
            Model::TextTest(value, test, text) => {
                let [value, text] = self.texts(value, text, list).map(Box::new);
                atom(Atom::TextTest(value, *test, text))
            }
            Model::SetContains(set, text) => {
                let [set, text] = self.texts(set, text, list).map(Box::new);
                atom(Atom::Contains(set, text))
            }
            Model::Anniversary(date, window) => atom(self.anniversary(date, *window, list)),
            Model::InWindow(date, window) => {
                atom(Atom::InWindow(Box::new(self.value(date, list)), *window))
            }
            Model::PartOf(DatePart::Hour, date) => {
                value(ExprKind::PartOf(DatePart::Hour, Box::new(self.value(date, list))))
            }
            Model::PartOf(part, date) => {
                value(ExprKind::PartOf(*part, Box::new(self.day(date, list))))
            }
            Model::EdgeOf(edge, period, date) => {
                value(ExprKind::EdgeOf(*edge, *period, Box::new(self.day(date, list))))
            }
            Model::DaysBetween(from, to) => {
                let from = Box::new(self.day(from, list));
                value(ExprKind::DaysBetween(from, Box::new(self.day(to, list))))
            }
            Model::Rounded(number, how) => {
                value(ExprKind::Rounded(Box::new(self.value(number, list)), *how))
            }
            Model::Extreme(extreme, values) => {
                let day = expr.ty == Type::Day;
                let each = |value: &model::Expr| match day {
                    true => self.day(value, list),
                    false => self.value(value, list),
                };
                let values = values.iter().map(each).collect();
                value(ExprKind::Extreme(*extreme, values))
            }
            Model::Quantity { how, count, events, filter } => {
                let number = self.count(events, filter, expr.span);
                let wanted = ExprKind::Constant(Value::Number(*count));
                let [number, wanted] = [number, wanted]
                    .map(|kind| Box::new(self.expr(kind, Part::added(expr.span, Type::Number))));
                let atom = Atom::Compare(number, *how, wanted);
                Lowered::Condition(CondKind::Atom(atom), Quantity)
            }
            Model::Elapsed { duration, since } => {
                let since = self.moment(since, list, expr.span);
                atom(Atom::Elapsed { window: self.window(*duration), since })
            }
            Model::Without { duration, events, condition } => {
                let fold = self.last_of(events, condition.as_deref(), expr.span);
                atom(Atom::Without { window: self.window(*duration), fold })
            }
            Model::Aggregate { function, different, events, attribute, filter } => {
                let count = matches!(events, model::Events::Count(_));
                let written = if count { Written::Count } else { Plainly };
                let kind = match attribute {
                    None => self.count(events, filter, expr.span),
                    Some(attribute) => {
                        let function = (*function, *different);
                        self.aggregate(function, events, *attribute, filter, expr.span)
                    }
                };
                Lowered::Value(kind, written)
            }
            Model::Arithmetic(left, operator, right) => {
                let left = Box::new(self.value(left, list));
                value(ExprKind::Arithmetic(left, *operator, Box::new(self.value(right, list))))
            }
            Model::Shift(from, by, direction) => {
                let shift = Shift { by: *by, later: *direction == Direction::Later };
                value(ExprKind::Shift(Box::new(self.value(from, list)), shift))
            }
            Model::Negative(inner) => value(ExprKind::Negative(Box::new(self.value(inner, list)))),
            Model::Constant(constant) => value(ExprKind::Constant(constant.clone())),
            Model::Field(field) => value(ExprKind::Field(self.field(*field))),
            Model::Let(index) if expr.ty == Type::YesNo => {
                cond(CondKind::Let(self.named_condition(*index)))
            }
            Model::Let(index) => value(ExprKind::Let(self.named_value(*index))),
            Model::Score(index) => value(ExprKind::Let(self.score(*index))),
            Model::Expiring(index, within) => value(self.expiring(*index, *within, expr.span)),
            Model::Standing(function, by) => {
                value(ExprKind::Standing(self.standing(*function, by)))
            }
            Model::Attribute(attribute) => value(self.attribute_of(*attribute, list).0),
            Model::Stage => value(ExprKind::Stage),
            Model::StageSince => value(ExprKind::StageSince),
            Model::Tags => value(ExprKind::Tags),
            Model::Today => value(ExprKind::Today),
            Model::Now => value(ExprKind::Now),
            // Durations are only where they are added; broken parts never come this far.
            Model::Duration(_) | Model::Broken => {
                Lowered::Condition(CondKind::Any(Vec::new()), Added)
            }
        }
    }

    pub(super) fn conditions(&mut self, parts: &[model::Expr], list: Option<usize>) -> Vec<Cond> {
        parts.iter().map(|part| self.condition(part, list)).collect()
    }

    /// `is known`, or `is missing`.
    fn known(&mut self, span: Span, atom: Atom, known: bool) -> Lowered {
        let kind = CondKind::Atom(atom);
        if known {
            return Lowered::Condition(kind, Written::Plainly);
        }
        let inner = self.cond(kind, Part::added(span, Type::YesNo));
        Lowered::Condition(CondKind::Not(Box::new(inner)), Written::Missing)
    }

    /// Beside a day, a time counts as its day.
    fn compare(
        &mut self,
        left: &model::Expr,
        operator: Comparison,
        right: &model::Expr,
        list: Option<usize>,
    ) -> Atom {
        let by_day = left.ty != right.ty && left.ty.is_date() && right.ty.is_date();
        let sides = match by_day {
            true => [left, right].map(|side| self.day(side, list)),
            false => self.texts(left, right, list),
        };
        let [left, right] = sides.map(Box::new);
        Atom::Compare(left, operator, right)
    }

    pub(super) fn day(&mut self, date: &model::Expr, list: Option<usize>) -> Expr {
        let value = self.value(date, list);
        if date.ty != Type::Date {
            return value;
        }
        self.expr(ExprKind::DayOf(Box::new(value)), Part::added(date.span, Type::Day))
    }

    fn is_in(
        &mut self,
        span: Span,
        value: &model::Expr,
        entries: &[model::Expr],
        list: Option<usize>,
    ) -> CondKind {
        if value.ty.is_date() {
            let each = entries.iter().map(|entry| {
                let kind = CondKind::Atom(self.compare(value, Comparison::Is, entry, list));
                self.cond(kind, Part::added(span, Type::YesNo))
            });
            return CondKind::Any(each.collect());
        }
        let folds = self.folds(value, list) || entries.iter().any(|entry| self.folds(entry, list));
        let value = Box::new(self.text(value, folds, list));
        let entries = entries.iter().map(|entry| self.text(entry, folds, list));
        CondKind::Atom(Atom::OneOf(value, entries.collect()))
    }
}
