//! What leads from one stage to another.

use super::form::Form;
use crate::check::model::{Model, Rule, WhenFull};
use crate::problems::Span;
use crate::program::Reading;

/// Something that moves customers to a stage, or brings new ones there.
#[derive(Clone, Copy, Debug)]
pub struct Way<'m> {
    /// The stage; `None` for any.
    pub from: Option<usize>,
    /// The stage.
    pub to: usize,
    /// What leads there.
    pub by: By<'m>,
}

/// What leads from one stage to another.
#[derive(Clone, Copy, Debug)]
pub enum By<'m> {
    /// A rule.
    Rule(&'m Rule),
    /// A stage that is full: those who make room.
    Room(Span),
    /// People of a stage bring others.
    Refers(Span),
}

impl Way<'_> {
    /// The condition in the words of the file.
    pub fn words(&self, reading: &Reading, form: Form) -> String {
        let line = |span| form.code(&reading.sources.line(span).replace('`', "'"));
        match self.by {
            By::Rule(rule) => match &rule.name {
                Some(name) => format!("{}, {}", form.quote(name), line(rule.condition.span)),
                None => line(rule.condition.span),
            },
            By::Room(span) => line(span),
            By::Refers(_) => "they bring new customers".to_owned(),
        }
    }

    /// Where the file says it.
    pub fn span(&self) -> Span {
        match self.by {
            By::Rule(rule) => rule.condition.span,
            By::Room(span) | By::Refers(span) => span,
        }
    }
}

/// All ways, in the order of the stages that they begin at; those of any stage are last.
pub fn all(model: &Model) -> impl Iterator<Item = Way<'_>> {
    let stages = model.stages.iter().enumerate().flat_map(|(from, stage)| {
        let rules = of_rules(Some(from), &stage.rules);
        let room = stage.capacity.iter().filter_map(move |capacity| {
            let to = match &capacity.when_full {
                WhenFull::Wait => return None,
                WhenFull::MoveLongest { to } | WhenFull::MoveBy { to, .. } => *to,
            };
            Some(Way { from: Some(from), to, by: By::Room(capacity.span) })
        });
        let refers = stage.refers.iter();
        let refers = refers.map(move |(_, to)| Way {
            from: Some(from),
            to: *to,
            by: By::Refers(stage.span),
        });
        rules.chain(room).chain(refers)
    });
    stages.chain(of_rules(None, &model.any_stage))
}

fn of_rules(from: Option<usize>, rules: &[Rule]) -> impl Iterator<Item = Way<'_>> {
    let way = move |rule| {
        let rule: &Rule = rule;
        rule.move_to.map(|to| Way { from, to: to.stage, by: By::Rule(rule) })
    };
    rules.iter().filter_map(way)
}

/// The ways to a stage.
pub fn to(model: &Model, stage: usize) -> impl Iterator<Item = Way<'_>> {
    all(model).filter(move |way| way.to == stage)
}

/// The ways out of a stage, by its own rules and by those of any stage.
pub fn from(model: &Model, stage: usize) -> impl Iterator<Item = Way<'_>> {
    all(model).filter(move |way| way.from.is_none_or(|from| from == stage) && way.to != stage)
}
