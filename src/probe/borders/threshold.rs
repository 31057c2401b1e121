//! The thresholds of a part of a condition.

use jiff::civil::Date;

use crate::plan::{
    Atom, Cond, CondKind, Expr, ExprKind, Fold, FoldKind, Graft, Moment, Plan, RuleId, Scope, Type,
    WindowOp,
};
use crate::terms::{Comparison, DateWindow, FieldType, Range};
use crate::values::{Decimal, Duration, Period, Value};

/// Where something turns.
#[derive(Clone, Debug)]
pub(super) enum Threshold {
    /// A number: each value next to the border, and the rule that says that it is this one.
    Number { value: Expr, points: Vec<(Decimal, RuleId)> },
    /// A day: what is moved to it, where it is, and a rule that is true where there is something to
    /// move.
    Day { moved: Moved, edge: Edge, exists: Option<RuleId> },
    /// The size of events that count, by the slot of an attribute.
    Size { fold: usize, attribute: usize, sizes: Vec<Decimal>, exists: RuleId },
    /// One that nobody here looks into, and why.
    Other(&'static str),
}

/// What is moved from day to day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// When the stage was entered.
    Entered,
    /// A date of the customer, by its slot.
    Field(usize),
    /// The events that a fold counts.
    Events(usize),
}

/// A day on which something turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// That far back.
    Back(Duration),
    /// That far ahead.
    Ahead(Duration),
    /// The first day of a period.
    Start(Period),
    /// The first day of the period before.
    StartBefore(Period),
    /// The day on which the stage was entered.
    Entering,
    /// A day of the calendar.
    On(Date),
    /// A year before the day that is decided for.
    YearAgo,
}

/// The thresholds of a part of the condition of a rule.
pub(super) fn thresholds(graft: &mut Graft, rule: RuleId, leaf: &Cond) -> Vec<Threshold> {
    let CondKind::Atom(atom) = &leaf.kind else { return Vec::new() };
    let mut finding = Finding { graft, rule, leaf };
    match atom {
        Atom::Compare(left, _, right) => match (&left.kind, &right.kind) {
            (_, ExprKind::Constant(border)) => finding.compared(left, border),
            (ExprKind::Constant(border), _) => finding.compared(right, border),
            _ => vec![Threshold::Other("it compares two values that both depend on the customer")],
        },
        Atom::Elapsed { window, since } => {
            let edge = finding.back(*window);
            vec![finding.since(since, edge)]
        }
        Atom::Without { window, fold } => {
            let edge = finding.back(*window);
            vec![finding.events(*fold, edge, None)]
        }
        Atom::InWindow(date, window) => finding.in_window(date, *window),
        Atom::Anniversary { of, moved, window } => match field(of) {
            Some(slot) if moved.is_empty() && window.is_none() => {
                vec![Threshold::Day {
                    moved: Moved::Field(slot),
                    edge: Edge::YearAgo,
                    exists: None,
                }]
            }
            Some(_) | None => vec![Threshold::Other("its anniversary is moved or in a window")],
        },
        Atom::IsYes(_)
        | Atom::OneOf(..)
        | Atom::Known(_)
        | Atom::ListKnown(_)
        | Atom::TextTest(..)
        | Atom::Contains(..) => Vec::new(),
    }
}

struct Finding<'f> {
    graft: &'f mut Graft,
    rule: RuleId,
    leaf: &'f Cond,
}

impl Finding<'_> {
    fn back(&self, window: usize) -> Option<Edge> {
        self.graft.plan().windows.get(window).copied().map(Edge::Back)
    }

    fn compared(&mut self, value: &Expr, border: &Value<'static>) -> Vec<Threshold> {
        match border {
            Value::Number(border) => self.number(value, *border),
            Value::Day(day) => vec![self.date(value, *day)],
            Value::Instant(at) => {
                let day = self.graft.plan().zone.to_datetime(*at).date();
                vec![self.date(value, day)]
            }
            Value::Text(_) | Value::YesNo(_) | Value::Choice(_) | Value::Set(_) => Vec::new(),
        }
    }

    fn date(&self, value: &Expr, day: Date) -> Threshold {
        match field(value) {
            Some(slot) => {
                Threshold::Day { moved: Moved::Field(slot), edge: Edge::On(day), exists: None }
            }
            None => Threshold::Other("the date is calculated"),
        }
    }

    fn number(&mut self, value: &Expr, border: Decimal) -> Vec<Threshold> {
        let step = step(self.graft.plan(), value, border);
        let limits = range(self.graft.plan(), value);
        let around = around(border, step, limits);
        let points = around.into_iter().map(|point| (point, self.is(value, point)));
        let points: Vec<(Decimal, RuleId)> = points.collect();
        let on = points.iter().find(|(point, _)| *point == border).map(|(_, rule)| *rule);
        let mut all = vec![Threshold::Number { value: value.clone(), points }];
        if let ExprKind::Fold(fold) = value.kind {
            all.extend(self.of_events(fold, border, on));
        }
        all
    }

    /// The edge of the window of events, and the thresholds of their filter.
    fn of_events(&mut self, fold: usize, border: Decimal, on: Option<RuleId>) -> Vec<Threshold> {
        let exists = match on.filter(|_| !border.is_negative() && border != Decimal::ZERO) {
            Some(on) => on,
            None => self.some(fold),
        };
        let source = self.graft.plan().folds[fold].source.clone();
        let mut all = Vec::new();
        let edges = match &source.window {
            None => Vec::new(),
            Some(WindowOp::Within(window)) => self.back(*window).into_iter().collect(),
            Some(WindowOp::This(period)) => vec![Edge::Start(*period)],
            Some(WindowOp::Last(period)) => {
                vec![Edge::StartBefore(*period), Edge::Start(*period)]
            }
            Some(WindowOp::Since(Moment::Entering)) => vec![Edge::Entering],
            Some(WindowOp::Between(from, to)) => {
                [from, to].into_iter().filter_map(|date| day(date)).map(Edge::On).collect()
            }
            Some(WindowOp::Since(_) | WindowOp::Back(..)) => {
                all.push(Threshold::Other("its window begins at something else"));
                Vec::new()
            }
        };
        all.extend(edges.into_iter().map(|edge| Threshold::Day {
            moved: Moved::Events(fold),
            edge,
            exists: Some(exists),
        }));
        let Scope::List(list) = source.scope else { return all };
        for (attribute, border) in source.condition.iter().flat_map(sizes) {
            let Some(need) = self.graft.plan().needs.lists[list].attributes.get(attribute) else {
                continue;
            };
            let currency = self.graft.plan().currency.decimals;
            let step = step_of(need.kind.is_money().then_some(currency), border);
            let sizes = around(border, step, need.kind.range());
            all.push(Threshold::Size { fold, attribute, sizes, exists });
        }
        all
    }

    /// A rule that is true if a value is a number.
    fn is(&mut self, value: &Expr, number: Decimal) -> RuleId {
        self.compares(value.clone(), Comparison::Is, number)
    }

    /// A rule that is true if there is an event that a fold counts.
    fn some(&mut self, fold: usize) -> RuleId {
        let source = self.graft.plan().folds[fold].source.clone();
        let fold = self.graft.fold(Fold { source, kind: FoldKind::Count });
        let count = self.graft.value(self.leaf.id, Type::Number, ExprKind::Fold(fold));
        self.compares(count, Comparison::AtLeast, Decimal::from(1i64))
    }

    fn compares(&mut self, value: Expr, how: Comparison, number: Decimal) -> RuleId {
        let ty = self.graft.plan().part(value.id).ty;
        let constant = ExprKind::Constant(Value::Number(number));
        let constant = self.graft.value(self.leaf.id, ty, constant);
        let atom = Atom::Compare(Box::new(value), how, Box::new(constant));
        let cond = self.graft.condition(self.leaf.id, CondKind::Atom(atom));
        self.graft.add(self.rule, cond)
    }

    fn since(&mut self, moment: &Moment, edge: Option<Edge>) -> Threshold {
        match (moment, edge) {
            (Moment::Entering, Some(edge)) => {
                Threshold::Day { moved: Moved::Entered, edge, exists: None }
            }
            (Moment::Last(fold), edge) => self.events(*fold, edge, None),
            (Moment::At(date), Some(edge)) => match field(date) {
                Some(slot) => Threshold::Day { moved: Moved::Field(slot), edge, exists: None },
                None => Threshold::Other("the date is calculated"),
            },
            (Moment::Entering | Moment::At(_), None) => {
                Threshold::Other("how long that is cannot be said")
            }
        }
    }

    fn events(&mut self, fold: usize, edge: Option<Edge>, exists: Option<RuleId>) -> Threshold {
        let Some(edge) = edge else { return Threshold::Other("how long that is cannot be said") };
        let exists = exists.unwrap_or_else(|| self.some(fold));
        Threshold::Day { moved: Moved::Events(fold), edge, exists: Some(exists) }
    }

    fn in_window(&mut self, date: &Expr, window: DateWindow) -> Vec<Threshold> {
        let Some(slot) = field(date) else {
            return vec![Threshold::Other("the date is calculated")];
        };
        let edges = match window {
            DateWindow::Within(length) => vec![Edge::Back(length)],
            DateWindow::WithinNext(length) => vec![Edge::Ahead(length)],
            DateWindow::This(period) => vec![Edge::Start(period)],
            DateWindow::Last(period) => vec![Edge::StartBefore(period), Edge::Start(period)],
        };
        let moved = Moved::Field(slot);
        let day = |edge| Threshold::Day { moved, edge, exists: None };
        edges.into_iter().map(day).collect()
    }
}

/// The field that a date is, or the day of it.
fn field(value: &Expr) -> Option<usize> {
    if let ExprKind::Field(slot) = value.kind {
        return Some(slot);
    }
    if let ExprKind::DayOf(inner) = &value.kind { field(inner) } else { None }
}

fn day(value: &Expr) -> Option<Date> {
    let ExprKind::Constant(Value::Day(day)) = &value.kind else { return None };
    Some(*day)
}

/// The attributes that a filter compares with numbers.
fn sizes(cond: &Cond) -> Vec<(usize, Decimal)> {
    match &cond.kind {
        CondKind::All(parts) => parts.iter().flat_map(sizes).collect(),
        CondKind::Atom(Atom::Compare(left, _, right)) => match (&left.kind, &right.kind) {
            (ExprKind::Attribute(slot), ExprKind::Constant(Value::Number(border)))
            | (ExprKind::Constant(Value::Number(border)), ExprKind::Attribute(slot)) => {
                vec![(*slot, *border)]
            }
            _ => Vec::new(),
        },
        CondKind::Any(_) | CondKind::Not(_) | CondKind::Let(_) | CondKind::Atom(_) => Vec::new(),
    }
}

/// How far a number is from the next that a customer can have.
fn step(plan: &Plan, value: &Expr, border: Decimal) -> Decimal {
    let days = matches!(value.kind, ExprKind::DaysBetween(..) | ExprKind::PartOf(..));
    let whole = days || is_count(plan, value);
    if whole {
        return Decimal::from(1i64);
    }
    let money = plan.part(value.id).ty == Type::Money;
    step_of(money.then_some(plan.currency.decimals), border)
}

fn step_of(decimals: Option<u8>, border: Decimal) -> Decimal {
    let (_, own) = border.normalized().fraction();
    Decimal::new(1, decimals.unwrap_or(own)).unwrap_or_else(|_| Decimal::from(1i64))
}

fn range(plan: &Plan, value: &Expr) -> Range {
    if let ExprKind::Field(slot) = value.kind {
        return plan.needs.fields[slot].kind.range();
    }
    Range { low: is_count(plan, value).then_some(Decimal::ZERO), high: None }
}

/// Whether a value is how many of something there are.
fn is_count(plan: &Plan, value: &Expr) -> bool {
    if let ExprKind::Field(slot) = value.kind {
        return matches!(plan.needs.fields[slot].kind, FieldType::Count { .. });
    }
    let ExprKind::Fold(fold) = value.kind else { return false };
    matches!(plan.folds[fold].kind, FoldKind::Count | FoldKind::CountDifferent { .. })
}

/// A number and its neighbors, as far as they are within limits.
fn around(border: Decimal, step: Decimal, range: Range) -> Vec<Decimal> {
    let all = [border.checked_sub(step).ok(), Some(border), border.checked_add(step).ok()];
    all.into_iter().flatten().filter(|number| range.check(*number).is_ok()).collect()
}
