//! What each word of a file is, for colors.

use std::ops::Range;

use super::names::Names;
use crate::check::model::Named;
use crate::problems::FileId;
use crate::program::Reading;
use crate::syntax::{WordKind, words};

/// A word and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it is declared here.
    pub is_declaration: bool,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word of the language.
    Keyword,
    /// A comment.
    Comment,
    /// A text in quotation marks.
    Text,
    /// A number, an amount or a date.
    Number,
    /// A mark, such as `≥`.
    Operator,
    /// A field of the customer.
    Field,
    /// A list of events.
    List,
    /// An attribute of events.
    Attribute,
    /// A value of a choice, or an arm of an experiment.
    Value,
    /// A `let`, a score or an experiment.
    Variable,
    /// A gift or a group of gifts.
    Gift,
    /// A stage.
    Stage,
}

impl TokenKind {
    /// All, in order.
    pub const ALL: [TokenKind; 12] = [
        TokenKind::Keyword,
        TokenKind::Comment,
        TokenKind::Text,
        TokenKind::Number,
        TokenKind::Operator,
        TokenKind::Field,
        TokenKind::List,
        TokenKind::Attribute,
        TokenKind::Value,
        TokenKind::Variable,
        TokenKind::Gift,
        TokenKind::Stage,
    ];

    fn of(named: Named) -> TokenKind {
        match named {
            Named::Field(_) => TokenKind::Field,
            Named::List(_) => TokenKind::List,
            Named::Attribute { .. } => TokenKind::Attribute,
            Named::Value { .. } => TokenKind::Value,
            Named::Let(_) | Named::Score(_) | Named::Experiment(_) => TokenKind::Variable,
            Named::Group(_) | Named::Gift(_) => TokenKind::Gift,
            Named::Stage(_) => TokenKind::Stage,
        }
    }
}

/// All words of a file that are something, in order; none overlaps another.
pub fn tokens(reading: &Reading, file: FileId) -> Vec<Token> {
    let text = &reading.sources.get(file).text;
    let names = Names::of(reading);
    let here = |span: crate::problems::Span| span.file == file;
    let declared = names.declared().iter().filter(|it| here(it.name.span));
    let declared = declared.map(|it| (it.name.span.range(), it.named, true));
    let mentions = reading.model.mentions.iter().filter(|it| here(it.span));
    let mentions = mentions.map(|it| (it.span.range(), it.named, false));
    let mut named: Vec<(Range<usize>, Named, bool)> = declared.chain(mentions).collect();
    named.sort_by_key(|(range, _, declared)| (range.start, !declared));
    let mut tokens = Vec::new();
    let mut done = 0;
    for word in words(text) {
        comment(text, done..word.start, &mut tokens);
        done = word.end();
        let first = named.partition_point(|(range, ..)| range.start < word.start);
        let name = named.get(first).filter(|(range, ..)| *range == word.range());
        let (kind, is_declaration) = match (name, word.kind) {
            (Some((_, named, declared)), _) => (TokenKind::of(*named), *declared),
            (None, WordKind::Word) => (TokenKind::Keyword, false),
            (None, WordKind::Number | WordKind::Date | WordKind::OtherDate) => {
                (TokenKind::Number, false)
            }
            (
                None,
                WordKind::Text | WordKind::OpenText | WordKind::SmartText | WordKind::SingleText,
            ) => (TokenKind::Text, false),
            (None, WordKind::Mark) if matches!(word.text, "$" | "€" | "£" | "%") => {
                (TokenKind::Number, false)
            }
            (None, WordKind::Mark) if !matches!(word.text, "," | ";" | ":" | "." | "(" | ")") => {
                (TokenKind::Operator, false)
            }
            (
                None,
                WordKind::Mark
                | WordKind::OtherComment
                | WordKind::Conflict
                | WordKind::OddSpace
                | WordKind::Hidden
                | WordKind::Wide,
            ) => continue,
        };
        tokens.push(Token { range: word.range(), kind, is_declaration });
    }
    comment(text, done..text.len(), &mut tokens);
    tokens
}

/// Comments between two words.
fn comment(text: &str, between: Range<usize>, tokens: &mut Vec<Token>) {
    let mut at = between.start;
    for line in text.get(between).unwrap_or_default().split_inclusive('\n') {
        if let Some(start) = line.find('#') {
            let range = at + start..at + line.trim_end().len();
            tokens.push(Token { range, kind: TokenKind::Comment, is_declaration: false });
        }
        at += line.len();
    }
}
