//! Conditions and values: which of the two an expression is, the plan tells apart.

use crate::check::Type;
use crate::check::model::{self, Direction, ExprKind as Model};
use crate::problems::Span;
use crate::terms::{Comparison, DatePart, DateWindow, Edge, Extreme, Function, Operator, TextTest};
use crate::values::{Decimal, Duration, Period, Rounding, Shift, Value};

use super::super::{Atom, Cond, CondKind, Expr, ExprKind, Part, Written};
use super::Lowering;

/// What an expression is: a value or a condition, and how it is written.
pub(super) enum Lowered {
    Value(ExprKind, Written),
    Condition(CondKind, Written),
}

impl From<ExprKind> for Lowered {
    fn from(kind: ExprKind) -> Lowered {
        Lowered::Value(kind, Written::Plainly)
    }
}

impl From<Atom> for Lowered {
    fn from(atom: Atom) -> Lowered {
        Lowered::Condition(CondKind::Atom(atom), Written::Plainly)
    }
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

    /// Each form has a function of its own: this one is called again and again on the way down, so
    /// that its frame has to stay small.
    fn lowered(&mut self, expr: &model::Expr, list: Option<usize>) -> Lowered {
        let span = expr.span;
        match &expr.kind {
            Model::Or(parts) => self.junction(parts, CondKind::Any, list),
            Model::And(parts) => self.junction(parts, CondKind::All, list),
            Model::Not(inner) => self.not(inner, list),
            Model::Compare(left, operator, right) => self.compared(left, *operator, right, list),
            Model::Between(value, low, high) => self.between(span, value, low, high, list),
            Model::In(value, entries) => self.in_list(span, value, entries, list),
            Model::Known(value, known) => self.known_value(span, value, *known, list),
            Model::EventsKnown(events, known) => self.known_events(span, events, *known),
            Model::TextTest(value, test, text) => self.text_test(value, *test, text, list),
            Model::SetContains(set, text) => self.contains(set, text, list),
            Model::Anniversary(date, window) => self.anniversary(date, *window, list).into(),
            Model::InWindow(date, window) => self.in_window(date, *window, list),
            Model::PartOf(part, date) => self.part_of(*part, date, list),
            Model::EdgeOf(edge, period, date) => self.edge_of(*edge, *period, date, list),
            Model::DaysBetween(from, to) => self.days_between(from, to, list),
            Model::Rounded(number, how) => self.rounded(number, *how, list),
            Model::Extreme(extreme, values) => self.extreme(*extreme, values, expr.ty, list),
            Model::Quantity { how, count, events, filter } => {
                self.quantity(span, *how, *count, events, filter)
            }
            Model::Elapsed { duration, since } => self.elapsed(span, *duration, since, list),
            Model::Without { duration, events, condition } => {
                self.without(span, *duration, events, condition.as_deref())
            }
            Model::Aggregate { function, different, events, attribute, filter } => {
                self.aggregated(span, (*function, *different), events, *attribute, filter)
            }
            Model::Arithmetic(left, operator, right) => {
                self.arithmetic(left, *operator, right, list)
            }
            Model::Shift(from, by, direction) => self.shift(from, *by, *direction, list),
            Model::Negative(inner) => self.negative(inner, list),
            Model::Constant(constant) => ExprKind::Constant(constant.clone()).into(),
            Model::Field(field) => ExprKind::Field(self.field(*field)).into(),
            Model::Let(index) => self.a_let(*index, expr.ty),
            Model::Score(index) => ExprKind::Let(self.score(*index)).into(),
            Model::Expiring(index, within) => self.expiring(*index, *within, span).into(),
            Model::Experiment(index) => self.arm(*index),
            Model::Standing(function, by) => {
                ExprKind::Standing(self.standing(*function, by)).into()
            }
            Model::Attribute(attribute) => self.attribute_of(*attribute, list).0.into(),
            Model::Stage => ExprKind::Stage.into(),
            Model::StageSince => ExprKind::StageSince.into(),
            Model::Tags => ExprKind::Tags.into(),
            Model::Today => ExprKind::Today.into(),
            Model::Now => ExprKind::Now.into(),
            // Durations are only where they are added; broken parts never come this far.
            Model::Duration(_) | Model::Broken => {
                Lowered::Condition(CondKind::Any(Vec::new()), Written::Added)
            }
        }
    }

    fn junction(
        &mut self,
        parts: &[model::Expr],
        join: fn(Vec<Cond>) -> CondKind,
        list: Option<usize>,
    ) -> Lowered {
        Lowered::Condition(join(self.conditions(parts, list)), Written::Plainly)
    }

    fn not(&mut self, inner: &model::Expr, list: Option<usize>) -> Lowered {
        let inner = Box::new(self.condition(inner, list));
        Lowered::Condition(CondKind::Not(inner), Written::Plainly)
    }

    fn compared(
        &mut self,
        left: &model::Expr,
        operator: Comparison,
        right: &model::Expr,
        list: Option<usize>,
    ) -> Lowered {
        self.compare(left, operator, right, list).into()
    }

    fn in_list(
        &mut self,
        span: Span,
        value: &model::Expr,
        entries: &[model::Expr],
        list: Option<usize>,
    ) -> Lowered {
        Lowered::Condition(self.is_in(span, value, entries, list), Written::In)
    }

    fn known_value(
        &mut self,
        span: Span,
        value: &model::Expr,
        known: bool,
        list: Option<usize>,
    ) -> Lowered {
        let atom = Atom::Known(self.boxed(value, list));
        self.known(span, atom, known)
    }

    fn known_events(&mut self, span: Span, events: &model::Events, known: bool) -> Lowered {
        let atom = Atom::ListKnown(self.scope(events));
        self.known(span, atom, known)
    }

    fn text_test(
        &mut self,
        value: &model::Expr,
        test: TextTest,
        text: &model::Expr,
        list: Option<usize>,
    ) -> Lowered {
        let [value, text] = self.texts(value, text, list).map(Box::new);
        Atom::TextTest(value, test, text).into()
    }

    fn contains(&mut self, set: &model::Expr, text: &model::Expr, list: Option<usize>) -> Lowered {
        let [set, text] = self.texts(set, text, list).map(Box::new);
        Atom::Contains(set, text).into()
    }

    fn in_window(
        &mut self,
        date: &model::Expr,
        window: DateWindow,
        list: Option<usize>,
    ) -> Lowered {
        Atom::InWindow(self.boxed(date, list), window).into()
    }

    fn part_of(&mut self, part: DatePart, date: &model::Expr, list: Option<usize>) -> Lowered {
        let date = match part {
            DatePart::Hour => self.boxed(date, list),
            DatePart::Year | DatePart::Month | DatePart::Day | DatePart::Weekday => {
                self.boxed_day(date, list)
            }
        };
        ExprKind::PartOf(part, date).into()
    }

    fn edge_of(
        &mut self,
        edge: Edge,
        period: Period,
        date: &model::Expr,
        list: Option<usize>,
    ) -> Lowered {
        ExprKind::EdgeOf(edge, period, self.boxed_day(date, list)).into()
    }

    fn days_between(
        &mut self,
        from: &model::Expr,
        to: &model::Expr,
        list: Option<usize>,
    ) -> Lowered {
        let from = self.boxed_day(from, list);
        ExprKind::DaysBetween(from, self.boxed_day(to, list)).into()
    }

    fn rounded(&mut self, number: &model::Expr, how: Rounding, list: Option<usize>) -> Lowered {
        ExprKind::Rounded(self.boxed(number, list), how).into()
    }

    /// Next to a day, a time counts as its day.
    fn extreme(
        &mut self,
        extreme: Extreme,
        values: &[model::Expr],
        ty: Type,
        list: Option<usize>,
    ) -> Lowered {
        let each = |value: &model::Expr| match ty == Type::Day {
            true => self.day(value, list),
            false => self.value(value, list),
        };
        ExprKind::Extreme(extreme, values.iter().map(each).collect()).into()
    }

    fn elapsed(
        &mut self,
        span: Span,
        duration: Duration,
        since: &model::Since,
        list: Option<usize>,
    ) -> Lowered {
        let since = self.moment(since, list, span);
        Atom::Elapsed { window: self.window(duration), since }.into()
    }

    fn without(
        &mut self,
        span: Span,
        duration: Duration,
        events: &model::Events,
        condition: Option<&model::Expr>,
    ) -> Lowered {
        let fold = self.last_of(events, condition, span);
        Atom::Without { window: self.window(duration), fold }.into()
    }

    fn aggregated(
        &mut self,
        span: Span,
        function: (Function, bool),
        events: &model::Events,
        attribute: Option<model::AttributeOf>,
        filter: &model::Filter,
    ) -> Lowered {
        let count = matches!(events, model::Events::Count(_));
        let kind = match attribute {
            None => self.count(events, filter, span),
            Some(attribute) => self.aggregate(function, events, attribute, filter, span),
        };
        Lowered::Value(kind, if count { Written::Count } else { Written::Plainly })
    }

    fn arithmetic(
        &mut self,
        left: &model::Expr,
        operator: Operator,
        right: &model::Expr,
        list: Option<usize>,
    ) -> Lowered {
        let left = self.boxed(left, list);
        ExprKind::Arithmetic(left, operator, self.boxed(right, list)).into()
    }

    fn shift(
        &mut self,
        from: &model::Expr,
        by: Duration,
        direction: Direction,
        list: Option<usize>,
    ) -> Lowered {
        let shift = Shift { by, later: direction == Direction::Later };
        ExprKind::Shift(self.boxed(from, list), shift).into()
    }

    fn negative(&mut self, inner: &model::Expr, list: Option<usize>) -> Lowered {
        ExprKind::Negative(self.boxed(inner, list)).into()
    }

    /// The arm of a customer, or the one that is assumed.
    fn arm(&self, index: usize) -> Lowered {
        match self.assumed_for(&[index]) {
            Some(assumed) => ExprKind::Constant(Value::Choice(assumed.arm)).into(),
            None => ExprKind::Arm(index).into(),
        }
    }

    fn a_let(&mut self, index: usize, ty: Type) -> Lowered {
        if ty == Type::YesNo {
            let slot = self.named_condition(index);
            return Lowered::Condition(CondKind::Let(slot), Written::Plainly);
        }
        ExprKind::Let(self.named_value(index)).into()
    }

    fn boxed(&mut self, expr: &model::Expr, list: Option<usize>) -> Box<Expr> {
        Box::new(self.value(expr, list))
    }

    fn boxed_day(&mut self, date: &model::Expr, list: Option<usize>) -> Box<Expr> {
        Box::new(self.day(date, list))
    }

    /// Both of two comparisons.
    fn between(
        &mut self,
        span: Span,
        value: &model::Expr,
        low: &model::Expr,
        high: &model::Expr,
        list: Option<usize>,
    ) -> Lowered {
        let both = [(Comparison::AtLeast, low), (Comparison::AtMost, high)];
        let both = both.map(|(operator, end)| {
            let kind = CondKind::Atom(self.compare(value, operator, end, list));
            self.cond(kind, Part::added(span, Type::YesNo))
        });
        Lowered::Condition(CondKind::All(both.into()), Written::Between)
    }

    /// The comparison of a number of events.
    fn quantity(
        &mut self,
        span: Span,
        how: Comparison,
        count: Decimal,
        events: &model::Events,
        filter: &model::Filter,
    ) -> Lowered {
        let number = self.count(events, filter, span);
        let wanted = ExprKind::Constant(Value::Number(count));
        let [number, wanted] =
            [number, wanted].map(|kind| Box::new(self.expr(kind, Part::added(span, Type::Number))));
        let atom = Atom::Compare(number, how, wanted);
        Lowered::Condition(CondKind::Atom(atom), Written::Quantity)
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
