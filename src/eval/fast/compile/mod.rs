//! The plan at an instant to nodes. `None` where a plan asks for something that the fast path
//! does not know: then it is not taken.

mod a_let;
mod compare;
mod fold;
mod measure;
mod stage;
mod vocabulary;

use crate::plan::{Expr, Moment, Plan, Scope};
use crate::values::{Fixed, Truth, Value, ValueKind};

use super::super::Evaluator;
use super::super::survey::Measure;
use super::day;
use super::layout::Layout;
use super::measured::Measured;
use super::node::{Fold, Has, Node, Shift};
use super::simple::Simple;
use super::slot::Slot;
use super::slot_test::SlotTest;
use super::stage::Stage;
use super::words::Words;
use vocabulary::{Vocabulary, ask};

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
    pub pauses: Vec<Node<'p>>,
    pub lets: Vec<Node<'p>>,
    pub folds: Vec<Fold<'p>>,
    /// By slot, the folds that are simple, and each `let` that is such a fold.
    pub simple: Vec<Option<Simple>>,
    measures: Vec<(Measure, Measured<'p>)>,
    pub vocabulary: Vocabulary<Words>,
    /// The fields that are sets and asked for a word of the record.
    pub kept: Vec<usize>,
}

pub(super) fn compiled<'p>(at: &'p Evaluator<'p>) -> Option<Compiled<'p>> {
    let plan = at.plan;
    let mut compiler = Compiler {
        at,
        plan,
        layout: Layout::of(plan),
        vocabulary: Vocabulary::new(&plan.needs),
        kept: Vec::new(),
        lets: vec![None; plan.lets.len()],
    };
    let folds = plan.folds.iter().map(|fold| compiler.fold(fold)).collect::<Option<Vec<_>>>()?;
    let lets = plan.lets.iter().map(|value| Some(compiler.any(value, None)?.0));
    let lets = lets.collect::<Option<Vec<_>>>()?;
    let simple = simple(compiler.layout, &lets, &folds);
    let stages = (0..plan.stages.len()).map(|stage| compiler.stage(stage, &simple));
    Some(Compiled {
        stages: stages.collect::<Option<_>>()?,
        pauses: compiler.each(plan.pauses.iter().map(|pause| &pause.condition), None)?.into(),
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
    at: &'p Evaluator<'p>,
    plan: &'p Plan,
    layout: Layout,
    vocabulary: Vocabulary<Vec<&'p str>>,
    kept: Vec<usize>,
    /// By `let`, what it stands for, once that was asked.
    lets: Vec<Option<Typed<'p>>>,
}

impl<'p> Compiler<'p> {
    fn each(
        &mut self,
        parts: impl Iterator<Item = &'p Expr>,
        row: At<'p>,
    ) -> Option<Box<[Node<'p>]>> {
        parts.map(|part| self.truth(part, row)).collect()
    }

    /// A condition.
    fn truth(&mut self, expr: &'p Expr, row: At<'p>) -> Option<Node<'p>> {
        Some(match expr {
            Expr::All(parts) => Node::All(self.each(parts.iter(), row)?),
            Expr::Any(parts) => Node::Any(self.each(parts.iter(), row)?),
            Expr::Not(inner) => Node::Not(Box::new(self.truth(inner, row)?)),
            Expr::Compare(left, operator, right) => {
                let (left, right) = (self.value(left, row)?, self.value(right, row)?);
                compare::compared(left, *operator, right)?
            }
            Expr::OneOf(value, list) => {
                let value = Box::new(self.value(value, row)?.0);
                let list = list.iter().map(|entry| Some(self.value(entry, row)?.0));
                Node::OneOf(value, list.collect::<Option<_>>()?)
            }
            Expr::Known(inner) => Node::Known(Box::new(self.any(inner, row)?.0)),
            Expr::ListKnown(Scope::List(slot)) => Node::ListKnown(*slot),
            Expr::ListKnown(Scope::Given(_)) => Node::Sure(Truth::True),
            Expr::TextTest(value, test, text) => {
                let (value, text) = (self.value(value, row)?.0, self.value(text, row)?.0);
                Node::TextTest(Box::new((value, *test, text)))
            }
            Expr::Contains(set, word) => self.contains(set, word, row)?,
            Expr::Anniversary(day) => match self.value(day, row)? {
                (day, Type::Day) => Node::Anniversary(Box::new(day)),
                _ => return None,
            },
            Expr::Elapsed { window, since } => {
                let bound = self.at.bounds[*window].as_nanosecond();
                compare::at_most(self.moment(since, row)?, bound)?
            }
            Expr::Without { window, fold } => {
                Node::Without { bound: self.at.bounds[*window].as_nanosecond(), fold: *fold }
            }
            Expr::Constant(_)
            | Expr::Field(_)
            | Expr::Attribute(_)
            | Expr::EventTime
            | Expr::Let(_)
            | Expr::Fold(_)
            | Expr::Standing(_)
            | Expr::Stage
            | Expr::StageSince
            | Expr::Tags
            | Expr::Today
            | Expr::DayOf(_)
            | Expr::Arithmetic(..)
            | Expr::Negative(_)
            | Expr::Shift { .. } => match self.value(expr, row)? {
                (node, Type::YesNo) => compare::is_yes(node)?,
                _ => return None,
            },
        })
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
        Some(match expr {
            Expr::Constant(value) => constant(value)?,
            Expr::Field(slot) => {
                let kind = self.plan.needs.fields[*slot].kind.holds();
                (Node::Slot(*slot), type_of(kind, SetAt::Field(*slot)))
            }
            Expr::Attribute(slot) => (Node::Attribute(*slot), self.attribute(*slot, row?)),
            Expr::EventTime => (Node::EventTime, Type::Instant),
            Expr::Let(slot) => self.a_let(*slot)?,
            Expr::Fold(slot) => (Node::Slot(self.layout.fold(*slot)), self.made(*slot)?),
            Expr::Standing(slot) => (Node::Slot(self.layout.standing(*slot)), Type::Number),
            Expr::Stage => (Node::Slot(self.layout.stage()), Type::Choice),
            Expr::StageSince => (Node::Slot(self.layout.stage_since()), Type::Instant),
            Expr::Tags => (Node::Slot(self.layout.tags()), Type::Set(SetAt::Tags)),
            Expr::Today => {
                (Node::Constant(Slot::Whole(day::packed(self.at.clock.today()))), Type::Day)
            }
            Expr::DayOf(inner) => match self.value(inner, row)? {
                (node, Type::Instant) => (Node::DayOf(Box::new(node)), Type::Day),
                other => other,
            },
            Expr::Arithmetic(left, operator, right) => {
                let (left, right) = (self.number(left, row)?, self.number(right, row)?);
                (Node::Arithmetic(Box::new((left, *operator, right))), Type::Number)
            }
            Expr::Negative(inner) => {
                (Node::Negative(Box::new(self.number(inner, row)?)), Type::Number)
            }
            Expr::Shift { from, by, later } => {
                let (from, of) = self.value(from, row)?;
                let from_day = match of {
                    Type::Day => true,
                    Type::Instant => false,
                    _ => return None,
                };
                let of = if from_day && by.unit.is_calendar() { Type::Day } else { Type::Instant };
                (Node::Shift(Box::new(Shift { from, from_day, by: *by, later: *later })), of)
            }
            Expr::All(_)
            | Expr::Any(_)
            | Expr::Not(_)
            | Expr::Compare(..)
            | Expr::OneOf(..)
            | Expr::Known(_)
            | Expr::ListKnown(_)
            | Expr::TextTest(..)
            | Expr::Contains(..)
            | Expr::Anniversary(_)
            | Expr::Elapsed { .. }
            | Expr::Without { .. } => (self.truth(expr, row)?, Type::YesNo),
        })
    }

    fn attribute(&self, slot: usize, row: &Scope) -> Type {
        match row {
            Scope::List(list) => {
                let kind = self.plan.needs.lists[*list].attributes[slot].kind.holds();
                type_of(kind, SetAt::Attribute(*list, slot))
            }
            // What was given has a cost and a worth.
            Scope::Given(_) => Type::Number,
        }
    }

    fn contains(&mut self, set: &'p Expr, word: &'p Expr, row: At<'p>) -> Option<Node<'p>> {
        let (set, Type::Set(which)) = self.any(set, row)? else { return None };
        let Expr::Constant(Value::Text(word)) = word else { return self.has(which, word, row) };
        let bit = ask(self.vocabulary.of(which), word)?;
        Some(match set {
            Node::Slot(slot) => Node::SlotTest(SlotTest::has_word(slot, bit)),
            set => Node::Contains(Box::new(set), bit),
        })
    }

    /// The same of a word that the record says. The tags change on the way, and a default has no
    /// place among the words of a record.
    fn has(&mut self, set: SetAt, word: &'p Expr, row: At<'p>) -> Option<Node<'p>> {
        let (SetAt::Field(field), (word, Type::Text)) = (set, self.value(word, row)?) else {
            return None;
        };
        if self.plan.needs.fields[field].default.is_some() {
            return None;
        }
        let set = self.kept.iter().position(|kept| *kept == field).unwrap_or_else(|| {
            self.kept.push(field);
            self.kept.len() - 1
        });
        Some(Node::Has(Box::new(Has { field, set, word })))
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

/// The type of a field or attribute, which is this set if it is one.
fn type_of(kind: ValueKind, set: SetAt) -> Type {
    match kind {
        ValueKind::Number => Type::Number,
        ValueKind::Text => Type::Text,
        ValueKind::YesNo => Type::YesNo,
        ValueKind::Instant => Type::Instant,
        ValueKind::Day => Type::Day,
        ValueKind::Choice => Type::Choice,
        ValueKind::Set => Type::Set(set),
    }
}
