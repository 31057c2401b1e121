//! The plan at an instant to nodes. `None` if a plan asks for something that the fast path
//! does not know: then it is not taken.

mod a_let;
mod amounts;
mod compare;
mod cond;
mod fold;
mod measure;
mod shown;
mod stage;
mod value;
mod vocabulary;

use std::sync::Arc;

use crate::plan::{Plan, Scope};

use super::super::context::Context;
use super::super::survey::Measure;
use super::cond::Cond;
use super::measured::Measured;
use super::node::Node;
use super::passing::Fold;
use super::shown::Shown;
use super::simple::Simple;
use super::slot_map::SlotMap;
use super::slot_test::SlotTest;
use super::stage::Stage;
use super::words::Words;
pub(super) use value::default;
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

impl Type {
    /// Whether one of two can be less than the other.
    fn has_order(self) -> bool {
        match self {
            Type::Number | Type::Instant | Type::Day => true,
            Type::YesNo | Type::Choice | Type::Text | Type::Set(_) => false,
        }
    }
}

/// Which set it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetAt {
    Tags,
    Field(usize),
    Attribute(usize, usize),
}

/// A value, and what it is.
type Typed = (Node, Type);

/// Everything compiled.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub stages: Vec<Stage>,
    /// By stage, the experiments that its rules name, with whether each of these would be true in
    /// some arm.
    pub arms: Vec<Vec<(usize, Box<[Cond]>)>>,
    pub pauses: Vec<Cond>,
    /// By gift, the condition while which it is kept.
    pub kept_while: Vec<Option<Cond>>,
    pub leave_out: Option<Cond>,
    pub shows: Vec<Shown>,
    pub lets: Vec<Node>,
    pub conditions: Vec<Cond>,
    /// By the id of the part, each atom of the condition of a rule or of a `let`.
    pub atoms: Vec<Option<Cond>>,
    pub folds: Vec<Fold>,
    /// By slot, the folds that are simple, and each `let` that is such a fold.
    pub simple: Vec<Option<Simple>>,
    measures: Vec<(Measure, Measured)>,
    /// By their places in [`Context::calculated`], the amounts of gifts that are calculated.
    pub amounts: Vec<Node>,
    /// By their places in [`Context::addressed`], who gifts go to.
    pub recipients: Vec<Node>,
    pub vocabulary: Vocabulary<Arc<Words>>,
    /// The fields that are sets and asked for a word of the record.
    pub kept: Vec<usize>,
}

pub(super) fn compiled(at: &Context) -> Option<Compiled> {
    let plan: &Plan = &at.plan;
    let mut compiler = Compiler {
        at,
        plan,
        map: SlotMap::of(plan),
        vocabulary: Vocabulary::new(&plan.needs),
        kept: Vec::new(),
        lets: vec![None; plan.lets.len()],
        conditions: vec![None; plan.conditions.len()],
    };
    let folds = plan.folds.iter().map(|fold| compiler.fold(fold)).collect::<Option<Vec<_>>>()?;
    let lets = plan.lets.iter().map(|a_let| Some(compiler.any(&a_let.value, None)?.0));
    let lets = lets.collect::<Option<Vec<_>>>()?;
    let simple = simple(compiler.map, &lets, &folds);
    let leave_out = match &plan.leave_out {
        Some(condition) => Some(compiler.cond(condition, None)?),
        None => None,
    };
    let shows = plan.shows.iter().map(|shown| compiler.shown(&shown.value));
    let shows = shows.collect::<Option<_>>()?;
    let stages = (0..plan.stages.len()).map(|stage| compiler.stage(stage, &simple));
    let stages = stages.collect::<Option<_>>()?;
    let arms = (0..plan.stages.len()).map(|stage| compiler.arms(stage));
    let arms = arms.collect::<Option<_>>()?;
    let kept = plan.gifts.iter().map(|gift| {
        match gift.kept.as_ref().and_then(|kept| kept.condition.as_ref()) {
            Some(condition) => compiler.cond(condition, None).map(Some),
            None => Some(None),
        }
    });
    let kept_while = kept.collect::<Option<_>>()?;
    Some(Compiled {
        arms,
        kept_while,
        leave_out,
        shows,
        stages,
        pauses: compiler.each(plan.pauses.iter().map(|pause| &pause.condition), None)?.into(),
        conditions: compiler.each(plan.conditions.iter().map(|a_let| &a_let.value), None)?.into(),
        atoms: compiler.atoms()?,
        measures: compiler.measures()?,
        amounts: compiler.amounts()?,
        recipients: compiler.recipients()?,
        vocabulary: compiler.vocabulary.words()?,
        kept: compiler.kept,
        lets,
        folds,
        simple,
    })
}

/// By slot, what can be worked out before anybody asks.
fn simple(map: SlotMap, lets: &[Node], folds: &[Fold]) -> Vec<Option<Simple>> {
    let mut simple = vec![None; map.len()];
    for (index, fold) in folds.iter().enumerate() {
        simple[map.fold(index)] = Simple::of(fold);
    }
    for (index, value) in lets.iter().enumerate() {
        if let Node::Slot(slot) = value {
            simple[map.a_let(index)] = simple[*slot].map(Simple::as_value);
        }
    }
    simple
}

impl Compiled {
    /// What a measure is, where the plan has it.
    pub(super) fn measured(&self, by: Measure) -> Option<&Measured> {
        let found = self.measures.binary_search_by_key(&by, |(measure, _)| *measure);
        found.ok().map(|place| &self.measures[place].1)
    }
}

/// The list whose event is at hand.
type At<'p> = Option<&'p Scope>;

struct Compiler<'p> {
    at: &'p Context,
    plan: &'p Plan,
    map: SlotMap,
    vocabulary: Vocabulary<Vec<&'p str>>,
    kept: Vec<usize>,
    /// By `let`, what it stands for, once that was asked.
    lets: Vec<Option<Typed>>,
    /// The same for each that is a condition.
    conditions: Vec<Option<SlotTest>>,
}
