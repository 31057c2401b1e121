//! The plan at an instant to nodes. `None` where a plan asks for something that the fast path
//! does not know: then it is not taken.

mod a_let;
mod compare;
mod cond;
mod fold;
mod measure;
mod stage;
mod vocabulary;

use crate::plan::{self, CondKind, Expr, ExprKind, Kind, Moment, Plan, Scope};
use crate::values::{Fixed, Value};

use super::super::context::Context;
use super::super::survey::Measure;
use super::cond::Cond;
use super::day;
use super::layout::Layout;
use super::measured::Measured;
use super::node::{Node, Shift};
use super::passing::Fold;
use super::simple::Simple;
use super::slot::Slot;
use super::slot_test::SlotTest;
use super::stage::Stage;
use super::words::Words;
use vocabulary::Vocabulary;

/// What a value is, which the slots do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Number,
    Instant,
    Day,
    YesNo,
    Choice,
    Text,
    Set(SetAt),
}

/// Which set it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetAt {
    Tags,
    Field(usize),
    Attribute(usize, usize),
}

/// A value, and what it is.
type Typed<'p> = (Node<'p>, Type);

/// Everything compiled.
#[derive(Clone, Debug)]
pub(super) struct Compiled<'p> {
    pub stages: Vec<Stage<'p>>,
    pub pauses: Vec<Cond<'p>>,
    pub lets: Vec<Node<'p>>,
    pub conditions: Vec<Cond<'p>>,
    pub folds: Vec<Fold<'p>>,
    /// By slot, the folds that are simple, and each `let` that is such a fold.
    pub simple: Vec<Option<Simple>>,
    measures: Vec<(Measure, Measured<'p>)>,
    pub vocabulary: Vocabulary<Words>,
    /// The fields that are sets and asked for a word of the record.
    pub kept: Vec<usize>,
}

pub(super) fn compiled<'p>(at: &'p Context<'p>) -> Option<Compiled<'p>> {
    let plan = at.plan;
    let mut compiler = Compiler {
        at,
        plan,
        layout: Layout::of(plan),
        vocabulary: Vocabulary::new(&plan.needs),
        kept: Vec::new(),
        lets: vec![None; plan.lets.len()],
        conditions: vec![None; plan.conditions.len()],
    };
    let folds = plan.folds.iter().map(|fold| compiler.fold(fold)).collect::<Option<Vec<_>>>()?;
    let lets = plan.lets.iter().map(|a_let| Some(compiler.any(&a_let.value, None)?.0));
    let lets = lets.collect::<Option<Vec<_>>>()?;
    let simple = simple(compiler.layout, &lets, &folds);
    let stages = (0..plan.stages.len()).map(|stage| compiler.stage(stage, &simple));
    Some(Compiled {
        stages: stages.collect::<Option<_>>()?,
        pauses: compiler.each(plan.pauses.iter().map(|pause| &pause.condition), None)?.into(),
        conditions: compiler.each(plan.conditions.iter().map(|a_let| &a_let.value), None)?.into(),
        measures: compiler.measures()?,
        vocabulary: compiler.vocabulary.words()?,
        kept: compiler.kept,
        lets,
        folds,
        simple,
    })
}

/// By slot, what can be worked out before anybody asks.
fn simple(layout: Layout, lets: &[Node<'_>], folds: &[Fold<'_>]) -> Vec<Option<Simple>> {
    let mut simple = vec![None; layout.len()];
    for (index, fold) in folds.iter().enumerate() {
        simple[layout.fold(index)] = Simple::of(fold);
    }
    for (index, value) in lets.iter().enumerate() {
        if let Node::Slot(slot) = value {
            simple[layout.a_let(index)] = simple[*slot].map(Simple::as_value);
        }
    }
    simple
}

impl<'p> Compiled<'p> {
    /// What a measure is, where the plan has it.
    pub fn measured(&self, by: Measure) -> Option<&Measured<'p>> {
        let found = self.measures.binary_search_by_key(&by, |(measure, _)| *measure);
        found.ok().map(|place| &self.measures[place].1)
    }
}

/// The list whose event is at hand.
type At<'p> = Option<&'p Scope>;

struct Compiler<'p> {
    at: &'p Context<'p>,
    plan: &'p Plan,
    layout: Layout,
    vocabulary: Vocabulary<Vec<&'p str>>,
    kept: Vec<usize>,
    /// By `let`, what it stands for, once that was asked.
    lets: Vec<Option<Typed<'p>>>,
    /// The same for each that is a condition.
    conditions: Vec<Option<SlotTest>>,
}

impl<'p> Compiler<'p> {
    /// Whether a condition holds, as a value. That of a `let` has a slot.
    fn truth(&mut self, cond: &'p plan::Cond, row: At<'p>) -> Option<Node<'p>> {
        if let CondKind::Let(slot) = cond.kind {
            return Some(Node::Slot(self.layout.condition(slot)));
        }
        Some(Node::Truth(Box::new(self.cond(cond, row)?)))
    }

    /// A value that can be compared: no set.
    fn value(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Typed<'p>> {
        match self.any(expr, row)? {
            (_, Type::Set(_)) => None,
            typed => Some(typed),
        }
    }

    fn number(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Node<'p>> {
        match self.any(expr, row)? {
            (node, Type::Number) => Some(node),
            _ => None,
        }
    }

    /// Any value.
    fn any(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Typed<'p>> {
        Some(match &expr.kind {
            ExprKind::Constant(value) => constant(value)?,
            ExprKind::Field(slot) => {
                let kind = &self.plan.needs.fields[*slot].kind;
                (Node::Slot(*slot), type_of(kind, SetAt::Field(*slot)))
            }
            ExprKind::Attribute(slot) => (Node::Attribute(*slot), self.attribute(*slot, row?)),
            ExprKind::EventTime => (Node::EventTime, Type::Instant),
            ExprKind::Let(slot) => self.a_let(*slot)?,
            ExprKind::Fold(slot) => (Node::Slot(self.layout.fold(*slot)), self.made(*slot)?),
            ExprKind::Standing(slot) => (Node::Slot(self.layout.standing(*slot)), Type::Number),
            ExprKind::Stage => (Node::Slot(self.layout.stage()), Type::Choice),
            ExprKind::StageSince => (Node::Slot(self.layout.stage_since()), Type::Instant),
            ExprKind::Tags => (Node::Slot(self.layout.tags()), Type::Set(SetAt::Tags)),
            ExprKind::Today => {
                (Node::Constant(Slot::Whole(day::packed(self.at.clock.today()))), Type::Day)
            }
            ExprKind::DayOf(inner) => match self.value(inner, row)? {
                (node, Type::Instant) => (Node::DayOf(Box::new(node)), Type::Day),
                other => other,
            },
            ExprKind::Arithmetic(left, operator, right) => {
                let (left, right) = (self.number(left, row)?, self.number(right, row)?);
                (Node::Arithmetic(Box::new((left, *operator, right))), Type::Number)
            }
            ExprKind::Negative(inner) => {
                (Node::Negative(Box::new(self.number(inner, row)?)), Type::Number)
            }
            ExprKind::Shift { from, by, later } => {
                let (from, of) = self.value(from, row)?;
                let from_day = match of {
                    Type::Day => true,
                    Type::Instant => false,
                    _ => return None,
                };
                let of = if from_day && by.unit.is_calendar() { Type::Day } else { Type::Instant };
                (Node::Shift(Box::new(Shift { from, from_day, by: *by, later: *later })), of)
            }
            ExprKind::Truth(cond) => (self.truth(cond, row)?, Type::YesNo),
        })
    }

    fn attribute(&self, slot: usize, row: &Scope) -> Type {
        match row {
            Scope::List(list) => {
                let kind = &self.plan.needs.lists[*list].attributes[slot].kind;
                type_of(kind, SetAt::Attribute(*list, slot))
            }
            // What was given has a cost and a worth.
            Scope::Given(_) => Type::Number,
        }
    }

    /// An instant to count from.
    fn moment(&mut self, moment: &'p Moment, row: At<'p>) -> Option<Node<'p>> {
        Some(match moment {
            Moment::Entering => Node::Slot(self.layout.stage_since()),
            Moment::Last(fold) => Node::Slot(self.layout.fold(*fold)),
            Moment::At(date) => match self.value(date, row)? {
                (node, Type::Instant) => node,
                (Node::Constant(Slot::Whole(day)), Type::Day) => {
                    let first = self.at.clock.first_instant(day::unpacked(day)?);
                    Node::Constant(Slot::Whole(first.as_nanosecond()))
                }
                (node, Type::Day) => Node::FirstOf(Box::new(node)),
                _ => return None,
            },
        })
    }
}

/// A value that is written out.
fn constant<'p>(value: &'p Value<'_>) -> Option<Typed<'p>> {
    let (slot, of) = match value {
        Value::Number(number) => (Slot::Whole(Fixed::from_decimal(*number)?.units()), Type::Number),
        Value::Text(text) => (Slot::Text(text), Type::Text),
        Value::YesNo(yes) => (Slot::Whole(i128::from(*yes)), Type::YesNo),
        Value::Instant(instant) => (Slot::Whole(instant.as_nanosecond()), Type::Instant),
        Value::Day(date) => (Slot::Whole(day::packed(*date)), Type::Day),
        Value::Choice(place) => (Slot::Whole(i128::from(*place)), Type::Choice),
        Value::Set(_) => return None,
    };
    Some((Node::Constant(slot), of))
}

/// What is known of a field that the record does not mention.
pub(super) fn default<'p>(value: &'p Value<'_>, words: &Words) -> Option<Slot<'p>> {
    if let Value::Set(set) = value {
        return Some(Slot::Whole(words.bits(set)));
    }
    match constant(value)?.0 {
        Node::Constant(slot) => Some(slot),
        _ => None,
    }
}

fn type_of(kind: &Kind, set: SetAt) -> Type {
    match kind {
        Kind::Number { .. } | Kind::Count | Kind::Money { .. } => Type::Number,
        Kind::Text => Type::Text,
        Kind::YesNo => Type::YesNo,
        Kind::Date(_) => Type::Instant,
        Kind::Choice(_) => Type::Choice,
        Kind::Set { .. } => Type::Set(set),
    }
}
