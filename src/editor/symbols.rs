//! What a file declares, as a tree.

use super::spans::span_of;
use crate::problems::{FileId, Span};
use crate::program::Reading;
use crate::syntax::tree::{Declaration, Field, FieldKind, Rule, Stage};

/// Something that a file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What else is said of it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// The part that names it.
    pub head: Span,
    /// What is in it.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// The `customer` block.
    Customer,
    /// A field of it.
    Field,
    /// A list of events.
    List,
    /// A `let`.
    Let,
    /// A score or a balance.
    Score,
    /// Something to give.
    Gift,
    /// A group of gifts.
    Group,
    /// An experiment.
    Experiment,
    /// A stage, or any stage.
    Stage,
    /// A rule.
    Rule,
    /// A test.
    Test,
    /// A simulation.
    Simulation,
    /// A promise.
    Assert,
}

/// What a file declares, in its order.
pub fn symbols(reading: &Reading, file: FileId) -> Vec<Symbol> {
    let declarations = reading.tree.declarations.iter();
    let here = declarations.filter(|declaration| span_of(declaration).file == file);
    here.filter_map(|declaration| symbol(reading, declaration)).collect()
}

fn symbol(reading: &Reading, declaration: &Declaration) -> Option<Symbol> {
    let plain = |name: &str, kind, span, head| Symbol {
        name: name.to_owned(),
        detail: None,
        kind,
        span,
        head,
        children: Vec::new(),
    };
    Some(match declaration {
        Declaration::Customer(it) => Symbol {
            children: it.fields.iter().map(|field| of_field(reading, field)).collect(),
            ..plain("customer", SymbolKind::Customer, it.span, first_word(it.span, 8))
        },
        Declaration::Let(it) => Symbol {
            detail: Some(reading.sources.line(it.value.span)),
            ..plain(&it.name.text, SymbolKind::Let, it.span, it.name.span)
        },
        Declaration::Gift(it) => Symbol {
            detail: it.description.as_ref().map(|text| text.text.clone()),
            ..plain(&it.name.text, SymbolKind::Gift, it.span, it.name.span)
        },
        Declaration::Stage(it) => of_stage(reading, it),
        Declaration::AnyStage(it) => Symbol {
            children: it.rules.iter().map(|rule| of_rule(reading, rule)).collect(),
            ..plain("any stage", SymbolKind::Stage, it.span, first_word(it.span, 3))
        },
        Declaration::Score(it) => plain(&it.name.text, SymbolKind::Score, it.span, it.name.span),
        Declaration::Experiment(it) => {
            plain(&it.name.text, SymbolKind::Experiment, it.span, it.name.span)
        }
        Declaration::Group(it) => plain(&it.name.text, SymbolKind::Group, it.span, it.name.span),
        Declaration::Assert(it) => plain(&it.text.text, SymbolKind::Assert, it.span, it.text.span),
        Declaration::Test(it) => plain(&it.title.text, SymbolKind::Test, it.span, it.title.span),
        Declaration::Simulate(it) => {
            plain(&it.title.text, SymbolKind::Simulation, it.span, it.title.span)
        }
        Declaration::Header(_)
        | Declaration::Use(_)
        | Declaration::Limit(_)
        | Declaration::Pause(_)
        | Declaration::Report(_)
        | Declaration::Broken(_) => return None,
    })
}

fn of_field(reading: &Reading, field: &Field) -> Symbol {
    let kind = match field.kind {
        FieldKind::Events(_) => SymbolKind::List,
        FieldKind::Scalar(_)
        | FieldKind::Count { .. }
        | FieldKind::Set { .. }
        | FieldKind::Broken => SymbolKind::Field,
    };
    let ty = Span { start: field.name.span.end, ..field.span };
    let ty = reading.sources.line(ty);
    Symbol {
        name: field.name.text.clone(),
        detail: Some(ty.trim_start_matches(':').trim().to_owned()),
        kind,
        span: field.span,
        head: field.name.span,
        children: Vec::new(),
    }
}

fn of_stage(reading: &Reading, stage: &Stage) -> Symbol {
    Symbol {
        name: stage.name.text.clone(),
        detail: stage.description.as_ref().map(|text| text.text.clone()),
        kind: SymbolKind::Stage,
        span: stage.span,
        head: stage.name.span,
        children: stage.rules.iter().map(|rule| of_rule(reading, rule)).collect(),
    }
}

/// A rule is called by its name, or by its condition.
fn of_rule(reading: &Reading, rule: &Rule) -> Symbol {
    let condition = reading.sources.line(rule.condition.span);
    let (name, detail) = match &rule.name {
        Some(name) => (name.text.clone(), Some(condition)),
        None => (condition, None),
    };
    let head = rule.name.as_ref().map_or(rule.condition.span, |name| name.span);
    Symbol { name, detail, kind: SymbolKind::Rule, span: rule.span, head, children: Vec::new() }
}

/// The first bytes of a span.
fn first_word(span: Span, length: u32) -> Span {
    Span { end: (span.start + length).min(span.end), ..span }
}
