//! What can be written at a place, by what is before it: the text is mostly in the middle of a change,
//! so that it is not read as a whole here.
//!
//! What fits is found by the last words, and of that, only what the grammar takes there is proposed. Where
//! nothing is known to fit, it is the words that the grammar takes.
//!
//! ```text
//! before     the words before the cursor, and in which block they are
//! places     what fits in each kind of declarations
//! customer   what fits among the fields of a customer
//! tested     what fits in a test
//! condition  what fits in a condition or a calculation
//! scope      the names that the rules declare, by what fits
//! words      words of the language that fit, and snippets
//! ```

mod before;
mod condition;
mod customer;
mod places;
mod scope;
mod tested;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use crate::program::Reading;
use crate::syntax::is_word;

use super::Edit;
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

impl Completion {
    /// The text to write, with what its places are filled with anyway.
    pub fn plain(&self) -> String {
        if self.is_snippet { plain(&self.edit.text) } else { self.edit.text.clone() }
    }
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

impl CompletionKind {
    /// Whether the rules declare what it is.
    fn is_of_names(self) -> bool {
        match self {
            CompletionKind::Field
            | CompletionKind::Attribute
            | CompletionKind::Event
            | CompletionKind::Variable
            | CompletionKind::Value
            | CompletionKind::Gift
            | CompletionKind::Stage => true,
            CompletionKind::Keyword
            | CompletionKind::Snippet
            | CompletionKind::Function
            | CompletionKind::Unit
            | CompletionKind::Type => false,
        }
    }
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
    let mut fitting = places::fitting(scope);
    if before.begun.is_read() {
        fitting.retain(|proposal| proposal.is_taken(&before));
        if fitting.is_empty() {
            fitting = words::wanted(&before);
        }
    }
    for proposal in fitting {
        if !out.iter().any(|known| known.label == proposal.label) {
            out.push(proposal.at(range.clone()));
        }
    }
    out
}

impl Proposal {
    /// Whether the grammar takes it after the words before the cursor.
    fn is_taken(&self, before: &Before<'_>) -> bool {
        let is_name = self.kind.is_of_names() && self.label.chars().all(is_word);
        match &self.text {
            Some(text) => before.begun.takes(&plain(known(text))),
            // To the grammar, all names are one but for those that are also words of the language.
            None if is_name && !crate::syntax::is_a_word(&self.label) => before.begun.takes_names(),
            None => before.begun.takes(&self.label),
        }
    }

    fn at(self, range: Range<usize>) -> Completion {
        let is_snippet = self.text.is_some();
        let text = self.text.unwrap_or_else(|| self.label.clone());
        let edit = Edit { range, text };
        Completion { label: self.label, kind: self.kind, detail: self.detail, edit, is_snippet }
    }
}

/// A snippet up to the first of its places that is filled with nothing; a text may be empty.
fn known(snippet: &str) -> &str {
    let bytes = snippet.as_bytes();
    let is_empty = |at: &usize| {
        bytes[*at] == b'$'
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            && !snippet[..*at].ends_with(['\\', '"'])
    };
    let end = (0..bytes.len()).find(is_empty).unwrap_or(bytes.len());
    &snippet[..end]
}

/// A snippet with what its places are filled with anyway.
fn plain(snippet: &str) -> String {
    let mut out = String::new();
    let mut letters = snippet.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.extend(letters.next()),
            '$' if letters.peek() == Some(&'{') => {
                let place: String = letters.by_ref().take_while(|it| *it != '}').collect();
                out.push_str(place.split_once(':').map_or("", |(_, text)| text));
            }
            '$' => while letters.next_if(char::is_ascii_digit).is_some() {},
            _ => out.push(letter),
        }
    }
    out
}
