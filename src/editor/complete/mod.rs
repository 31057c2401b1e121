//! What can be written at a place, by what is before it: the text is mostly in the middle of a change,
//! so that it is not read as a whole here.
//!
//! ```text
//! before     the words before the cursor, and in which block they are
//! scope      the names that the rules declare, by what fits
//! words      words of the language that fit, and snippets
//! ```

mod before;
mod scope;
mod words;

use std::ops::Range;

use crate::program::Reading;
use crate::terms::GiftKind;

use super::Edit;
use super::block::Block;
use before::Before;
use scope::Scope;

/// Something that can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What else is said of it.
    pub detail: Option<String>,
    /// What to write, and in place of what.
    pub edit: Edit,
    /// Whether the text has places to fill in, such as `${1:30}`.
    pub is_snippet: bool,
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A word of the language.
    Keyword,
    /// Several words, with places to fill in.
    Snippet,
    /// A field of the customer.
    Field,
    /// An attribute of events.
    Attribute,
    /// A word for events.
    Event,
    /// A `let`, a score or an experiment.
    Variable,
    /// A value of a choice.
    Value,
    /// A function.
    Function,
    /// A unit of time.
    Unit,
    /// A gift, a kind of gifts or a group of them.
    Gift,
    /// A stage.
    Stage,
    /// A type.
    Type,
}

/// A proposal before it is known what it replaces.
#[derive(Clone, Debug)]
struct Proposal {
    label: String,
    kind: CompletionKind,
    detail: Option<String>,
    /// What is written if it is not the label.
    text: Option<String>,
}

impl Proposal {
    fn new(label: impl Into<String>, kind: CompletionKind) -> Proposal {
        Proposal { label: label.into(), kind, detail: None, text: None }
    }

    fn detail(mut self, detail: impl Into<String>) -> Proposal {
        self.detail = Some(detail.into());
        self
    }

    /// With places to fill in. Further lines are indented as seen from the first one.
    fn snippet(mut self, text: impl Into<String>) -> Proposal {
        self.text = Some(text.into());
        self
    }
}

/// What can be written at a place, what fits best first. The names are those of a program that was
/// read with the same text or with one a little older.
pub fn completions(reading: &Reading, text: &str, at: usize) -> Vec<Completion> {
    let Some(before) = Before::of(text, at) else { return Vec::new() };
    let scope = Scope { reading, before: &before };
    let range = before.range.clone();
    let mut out: Vec<Completion> = Vec::new();
    for proposal in proposals(&before, scope) {
        if !out.iter().any(|known| known.label == proposal.label) {
            out.push(proposal.at(range.clone()));
        }
    }
    out
}

impl Proposal {
    fn at(self, range: Range<usize>) -> Completion {
        let is_snippet = self.text.is_some();
        let text = self.text.unwrap_or_else(|| self.label.clone());
        let edit = Edit { range, text };
        Completion { label: self.label, kind: self.kind, detail: self.detail, edit, is_snippet }
    }
}

/// What fits after the words before the cursor.
fn proposals(before: &Before<'_>, scope: Scope<'_>) -> Vec<Proposal> {
    let after_name = scope.after_name();
    match (before.word(2), before.word(1), before.word(0)) {
        (_, list, ".") => scope.attributes_of(list),
        (_, "invite", "to") => scope.gifts(&[GiftKind::Program]),
        (_, _, "notify") => scope.gifts(&[GiftKind::Alert]),
        (_, _, "send") => scope.gifts(&[GiftKind::Message, GiftKind::Reward]),
        (_, _, "give" | "offer" | "grant") => scope.gifts(&[GiftKind::Reward]),
        (_, "move" | "skip", "to") | (_, _, "enter") | (_, "refers", _) => match before.word(0) {
            "to" | "enter" => scope.stages(),
            _ => words::keywords(&["to"]),
        },
        (_, _, "to") if before.has_on_line(&["refers", "full", "brings"]) => scope.stages(),
        (_, "only", "in") => vec![],
        ("only", "in", "(") => scope.stages(),
        (_, _, "(") => scope.in_brackets(),
        (_, "is", "not") | (_, _, "is") => scope.after_is(),
        (_, _, "≥" | ">=" | "≤" | "<=" | "<" | ">" | "≠" | "!=") => scope.compared(),
        (_, "this" | "last" | "per" | "each" | "of", "calendar") => words::periods(),
        (_, _, "per") => words::per(before.block),
        (_, _, "this" | "last") => scope.last_or_this(),
        (_, _, "within") => words::lengths(),
        (_, _, "since") => scope.since(),
        (_, _, "without") => scope.dated_events(),
        (_, _, "where") => scope.conditions(),
        (_, _, "with") if before.block == Block::Test => scope.attributes_before(),
        (_, _, "except") => scope.limited(false),
        (_, _, "limit" | "pause") => scope.limited(true),
        (_, "limit", _) => words::keywords(&["to", "except"]),
        (_, "pause", _) => words::keywords(&["when", "except"]),
        _ if before.starts_line && !before.goes_on() => words::begins_line(before, scope),
        _ if before.after_number() => scope.after_number(),
        (_, _, "when" | "after" | "and" | "or" | "not" | "while") => scope.conditions(),
        (_, _, ";") => words::actions(),
        (_, _, "=" | "+" | "-" | "*" | "/") => scope.values(),
        (_, _, "by") => scope.numbers(),
        (_, "stage", _) if before.block == Block::Test => words::keywords(&["for"]),
        (_, _, "stage") if before.block == Block::Test => scope.stages(),
        (_, _, "expect" | "only") if before.block == Block::Test => words::outcomes(),
        (_, _, "given" | ",") if before.block == Block::Test => scope.facts(),
        (_, "rule", _) => words::keywords(&["after", "when"]),
        (_, _, "on") if before.block == Block::Stage => words::keywords(&["entering"]),
        (_, _, "entering") => words::actions(),
        (_, _, ":") if before.block == Block::Customer => words::types(true),
        (_, "with" | ",", _) if before.block == Block::Customer => words::types(false),
        _ if before.block == Block::Gift => words::gift_options(before),
        _ if before.block == Block::Customer => words::field_options(),
        _ if before.block == Block::Stage && before.is_in_condition() => {
            [after_name, words::goes_on(), words::actions()].concat()
        }
        _ if before.block == Block::Condition => [after_name, words::goes_on()].concat(),
        _ => Vec::new(),
    }
}
