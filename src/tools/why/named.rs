//! What a `let`, a score or a balance comes to.

use std::collections::BTreeSet;

use crate::check::Type;
use crate::eval::{Event, Seen};
use crate::plan::{
    Atom, CondKind, Expr, ExprKind, Fold, FoldKind, Moment, Node, Plan, RuleId, WindowOp,
};
use crate::terms::{Lasting, Operator};
use crate::tools::explain::bounds;
use crate::values::{Clock, Duration, Instant, Shift, Truth, Value};

use super::clause::Clauses;
use super::{Counted, Missing, counted, missing};

/// The word for a value that is not known.
const UNKNOWN: &str = "unknown";

/// What a name stands for, and what it comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedWhy {
    /// The name.
    pub name: String,
    /// Whether it is a score or balance: points for events, added up.
    pub is_score: bool,
    /// What it stands for, as it is written, if it is a `let`.
    pub text: Option<String>,
    /// What it comes to, or `unknown`.
    pub value: String,
    /// The points of a score, line by line, those of one line by time.
    pub points: Vec<PointsWhy>,
    /// What the points come to, if the score is held at its most or its least.
    pub bounded: Option<Bounded>,
    /// The events that a `let` goes over, list by list.
    pub counted: Vec<Counted>,
    /// What the record lacks, if that makes it unknown.
    pub missing: Vec<Missing>,
}

/// A score that is held at its most or its least.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounded {
    /// Whether it is at its most.
    pub is_most: bool,
    /// What its points come to.
    pub sum: String,
}

/// Points, and what they are for.
#[derive(Clone, Debug, PartialEq)]
pub struct PointsWhy {
    /// The line of the score.
    pub line: String,
    /// How many; `None` if it is not known whether there are any.
    pub points: Option<String>,
    /// When the event was, if they are for one that has a time.
    pub at: Option<Instant>,
    /// The first instant at which they are gone, if they end.
    pub until: Option<Instant>,
}

/// The names in the conditions of rules, each once, in the order in which they are met.
pub(super) fn all(clauses: Clauses<'_>, rules: &[RuleId]) -> Vec<NamedWhy> {
    let plan = clauses.question.plan();
    let mut names = Names::default();
    for rule in rules {
        let Some(condition) = &plan.rules[*rule].condition else { continue };
        names.look(plan, Node::Condition(condition));
    }
    let all = names.values.into_iter().take_while(|_| !clauses.question.is_over());
    all.map(|slot| why(clauses, slot)).collect()
}

/// What is named, by slots, as far as it was looked through.
#[derive(Default)]
struct Names {
    /// The values, in the order in which they are met.
    values: Vec<usize>,
    seen: BTreeSet<usize>,
    conditions: BTreeSet<usize>,
    folds: BTreeSet<usize>,
}

impl Names {
    /// Looks through a part, and what is named in it.
    fn look<'p>(&mut self, plan: &'p Plan, node: Node<'p>) {
        let (mut inner, mut folds): (Vec<Node<'p>>, Vec<usize>) = (Vec::new(), Vec::new());
        node.walk(&mut |part| match part {
            Node::Value(Expr { kind: ExprKind::Let(slot), .. }) => {
                if self.seen.insert(*slot) {
                    self.values.push(*slot);
                    inner.push(Node::Value(&plan.lets[*slot].value));
                }
            }
            Node::Value(Expr { kind: ExprKind::Fold(slot), .. }) => folds.push(*slot),
            Node::Condition(cond) => match &cond.kind {
                CondKind::Let(slot) => {
                    if self.conditions.insert(*slot) {
                        inner.push(Node::Condition(&plan.conditions[*slot].value));
                    }
                }
                CondKind::Atom(
                    Atom::Without { fold, .. } | Atom::Elapsed { since: Moment::Last(fold), .. },
                ) => folds.push(*fold),
                CondKind::All(_) | CondKind::Any(_) | CondKind::Not(_) | CondKind::Atom(_) => {}
            },
            Node::Value(_) => {}
        });
        for fold in folds.into_iter().filter(|fold| self.folds.insert(*fold)) {
            plan.folds[fold].walk(&mut |part| {
                if let Node::Value(Expr { kind: ExprKind::Let(_), .. }) = part {
                    inner.push(part);
                }
            });
        }
        inner.into_iter().for_each(|node| self.look(plan, node));
    }
}

fn why(clauses: Clauses<'_>, slot: usize) -> NamedWhy {
    let plan = clauses.question.plan();
    let named = &plan.lets[slot];
    let ty = plan.part(named.value.id).ty;
    let writer = clauses.question.writer();
    let value = match clauses.customer.seen(named.value.id, None) {
        Some(Seen::Value(value)) => writer.value(&value, ty),
        Some(Seen::Between(sure, possible)) => format!("between {sure} and {possible}"),
        Some(Seen::Unknown) | None => UNKNOWN.to_owned(),
    };
    let text = (!named.is_score).then(|| clauses.text(plan.part(named.value.id).span));
    let mut points = Vec::new();
    if named.is_score {
        lines(clauses, &named.value, &mut points);
    }
    let bounded = if named.is_score { bounded(clauses, &named.value) } else { None };
    let whole = Node::Value(&named.value);
    let counted = if named.is_score { Vec::new() } else { counted::all(clauses, whole) };
    let missing = if value == UNKNOWN { missing::of(clauses, whole) } else { Vec::new() };
    let patience = clauses.question.patience;
    patience.take(value.len() + text.as_ref().map_or(0, String::len));
    patience.take(points.iter().map(|points| points.line.len()).sum());
    counted.iter().for_each(|counted| patience.take_events(counted));
    let (name, is_score) = (named.name.clone(), named.is_score);
    NamedWhy { name, is_score, text, value, points, bounded, counted, missing }
}

/// What the points of a score come to, if that is not what the score is.
fn bounded(clauses: Clauses<'_>, score: &Expr) -> Option<Bounded> {
    let number = |expr: &Expr| match clauses.customer.seen(expr.id, None)? {
        Seen::Value(value) => value.number(),
        Seen::Between(..) | Seen::Unknown => None,
    };
    let sum = bounds::within(score)?;
    let (value, sum) = (number(score)?, number(sum)?);
    let written = clauses.question.writer().value(&Value::Number(sum), Type::Number);
    (value != sum).then_some(Bounded { is_most: value < sum, sum: written })
}

/// The points of each line of a score.
fn lines<'c>(clauses: Clauses<'c>, value: &'c Expr, points: &mut Vec<PointsWhy>) {
    if let ExprKind::Extreme(_, values) = &value.kind {
        values.iter().for_each(|value| lines(clauses, value, points));
    } else if let ExprKind::Arithmetic(left, Operator::Add, right) = &value.kind {
        lines(clauses, left, points);
        lines(clauses, right, points);
    } else if let ExprKind::Arithmetic(each, Operator::Multiply, count) = &value.kind
        && let ExprKind::Fold(slot) = count.kind
    {
        of_events(clauses, value, slot, Some(each), points);
    } else if let ExprKind::Balance(slot, None) = &value.kind {
        points.extend(lots(clauses, *slot));
    } else if let ExprKind::Fold(slot) = &value.kind {
        of_events(clauses, value, *slot, None, points);
    } else if let ExprKind::NumberIf(cond, number) = &value.kind
        && clauses.truth(cond).0 == Truth::True
    {
        let line = clauses.text(clauses.question.plan().part(value.id).span);
        let number = clauses.question.writer().value(&Value::Number(*number), Type::Number);
        points.push(PointsWhy { line, points: Some(number), at: None, until: None });
    }
}

/// What is left of each earning of a balance.
fn lots(clauses: Clauses<'_>, slot: usize) -> Vec<PointsWhy> {
    let (plan, clock) = (clauses.question.plan(), clauses.customer.evaluator().clock());
    let lots = clauses.customer.lots(slot).unwrap_or_default().into_iter();
    let why = lots.map(|lot| {
        let line = &plan.balances[slot].lines[lot.line];
        let written = plan.folds[line.fold].kind.of().map(|of| plan.part(of.id).span);
        let until = line.lasting.and_then(|lasting| match lasting {
            Lasting::For(length) => ends(clock, lot.at, length),
            Lasting::Calendar(count, period) => clock.first_after(lot.at, count, period),
        });
        let points = clauses.question.writer().value(&Value::Number(lot.left), Type::Number);
        PointsWhy {
            line: written.map_or(String::new(), |span| clauses.text(span)),
            points: Some(points),
            at: Some(lot.at),
            until,
        }
    });
    why.collect()
}

/// The points of each event of a line: `each`, or what the fold adds up.
fn of_events(
    clauses: Clauses<'_>,
    line: &Expr,
    slot: usize,
    each: Option<&Expr>,
    points: &mut Vec<PointsWhy>,
) {
    let plan = clauses.question.plan();
    let fold = &plan.folds[slot];
    let Ok(Some(members)) = clauses.customer.members(slot, None) else { return };
    let text = clauses.text(plan.part(line.id).span);
    let mut of_line: Vec<PointsWhy> = Vec::new();
    for (event, belongs) in members {
        let seen = match (each, &fold.kind) {
            (Some(each), _) => clauses.customer.seen(each.id, None),
            (None, FoldKind::Sum(of)) => clauses.customer.seen(of.id, Some(event)),
            (None, _) => None,
        };
        let points = match seen {
            Some(Seen::Value(value)) if belongs == Truth::True => {
                Some(clauses.question.writer().value(&value, Type::Number))
            }
            _ => None,
        };
        let until = until(clauses, fold, event);
        of_line.push(PointsWhy { line: text.clone(), points, at: event.at, until });
    }
    of_line.sort_by_key(|points| points.at);
    points.extend(of_line);
}

/// When the points of an event are gone.
fn until(clauses: Clauses<'_>, fold: &Fold, event: Event) -> Option<Instant> {
    let (plan, clock) = (clauses.question.plan(), clauses.customer.evaluator().clock());
    let at = event.at?;
    match fold.source.window.as_ref()? {
        WindowOp::Within(slot) => ends(clock, at, plan.windows[*slot]),
        WindowOp::Back(count, period) => clock.first_after(at, *count, *period),
        WindowOp::Since(_) | WindowOp::This(_) | WindowOp::Last(_) | WindowOp::Between(..) => None,
    }
}

/// The first instant at which something is no longer within a time.
pub(super) fn ends(clock: &Clock, at: Instant, within: Duration) -> Option<Instant> {
    let back = Shift { by: within, later: false };
    let points = clock.turning_points(at, back);
    points.into_iter().find(|point| {
        let is_past = clock.as_of() < *point;
        let there = clock.same_at(*point);
        is_past && there.back(within) >= at
    })
}
