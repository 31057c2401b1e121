//! The words before the cursor, and in which block they are.

use std::ops::Range;

use super::super::block::Block;
use crate::syntax::{ACTIONS, Begun, Word, WordKind, is_word, words};
use crate::values::Unit;

/// The words before the cursor.
#[derive(Debug)]
pub(super) struct Before<'t> {
    words: Vec<Word<'t>>,
    /// Where the block begins in the words.
    begin: usize,
    /// The bytes of the word that is being written, as far as it is.
    pub range: Range<usize>,
    /// Whether that word is the first of its line.
    pub starts_line: bool,
    /// Whether it is not indented.
    pub is_outside: bool,
    pub block: Block,
    /// The same words as the grammar sees them.
    pub begun: Begun,
}

impl<'t> Before<'t> {
    /// What is before the cursor; nothing inside a text or a comment.
    pub(super) fn of(text: &'t str, at: usize) -> Option<Before<'t>> {
        let before = text.get(..at)?;
        let start = before.trim_end_matches(is_word).len();
        let so_far = text.get(..start)?;
        let words = words(so_far);
        let end = words.last().map_or(0, Word::end);
        let is_comment = before.get(end..)?.rsplit('\n').next()?.contains('#');
        let is_text = words.last().is_some_and(|word| word.kind == WordKind::OpenText);
        if is_comment || is_text {
            return None;
        }
        let line = so_far.rsplit('\n').next()?;
        let begun = Begun::at_the_end_of(so_far, &words);
        let (word, begin) = begun.declaration();
        let block = Block::of(word);
        let begin = words.partition_point(|word| word.start < begin);
        Some(Before {
            begin,
            block,
            range: start..at,
            starts_line: line.trim().is_empty(),
            is_outside: line.is_empty(),
            words,
            begun,
        })
    }

    /// A word before the cursor, the last one first.
    pub(super) fn word(&self, back: usize) -> &'t str {
        self.at(back).map_or("", |word| word.text)
    }

    fn at(&self, back: usize) -> Option<&Word<'t>> {
        self.words.len().checked_sub(back + 1).map(|at| &self.words[at])
    }

    /// The words of the block, the last one first.
    pub(super) fn block_words(&self) -> impl Iterator<Item = &'t str> {
        self.words[self.begin.min(self.words.len())..].iter().rev().map(|word| word.text)
    }

    /// The first of these in the block, seen from the cursor.
    pub(super) fn last_of(&self, some: &[&str]) -> Option<&'t str> {
        self.block_words().find(|word| some.contains(word))
    }

    /// The words of the line, the last one first.
    fn line_words(&self) -> impl Iterator<Item = &'t str> {
        let first = self.words.iter().rposition(|word| word.first).unwrap_or(0);
        self.words[first..].iter().rev().map(|word| word.text)
    }

    /// Whether one of these is before the cursor on the same line.
    pub(super) fn has_on_line(&self, some: &[&str]) -> bool {
        self.line_words().any(|word| some.contains(&word))
    }

    /// What begins the line of the last word.
    pub(super) fn begins_line(&self) -> &'t str {
        self.line_words().last().unwrap_or_default()
    }

    pub(super) fn after_number(&self) -> bool {
        self.is_number(0)
    }

    /// Whether a word is a number that is no amount of money.
    fn is_number(&self, back: usize) -> bool {
        self.at(back).is_some_and(|word| word.kind == WordKind::Number)
            && !matches!(self.word(back + 1), "$" | "€" | "£")
    }

    /// Whether the last word is a text.
    pub(super) fn after_text(&self) -> bool {
        self.at(0).is_some_and(|word| word.kind == WordKind::Text)
    }

    /// Whether a length of time was just written.
    pub(super) fn after_length(&self) -> bool {
        self.is_number(1) && Unit::from_word(self.word(0)).is_some()
    }

    /// Whether something has to follow, so that a new line goes on with it.
    pub(super) fn goes_on(&self) -> bool {
        let word = self.word(0);
        matches!(word, "when" | "after" | "and" | "or" | "not" | "while" | ";" | "," | "(" | "=")
            || matches!(word, "+" | "-" | "*" | "/" | "by" | "given" | "expect" | "only" | ":")
    }

    /// Whether a rule has begun, and has no action yet.
    pub(super) fn is_in_condition(&self) -> bool {
        let mut words = self.block_words();
        let last = words.find(|word| {
            matches!(*word, "when" | "after" | ";" | "resting") || ACTIONS.contains(word)
        });
        matches!(last, Some("when" | "after"))
    }

    /// How many words there are after the bracket that is open, the last one first; `None` if none is.
    pub(super) fn open_bracket(&self) -> Option<usize> {
        let mut depth = 0usize;
        for (back, word) in self.block_words().enumerate() {
            match word {
                ")" => depth += 1,
                "(" if depth > 0 => depth -= 1,
                "(" => return Some(back),
                _ => {}
            }
        }
        None
    }

    /// How far back the bracket is that one closes which is so far back.
    pub(super) fn closed_bracket(&self, from: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (back, word) in self.block_words().enumerate().skip(from) {
            match word {
                ")" => depth += 1,
                "(" if depth > 1 => depth -= 1,
                "(" => return (depth == 1).then_some(back),
                _ if depth == 0 => return None,
                _ => {}
            }
        }
        None
    }

    /// How far back the `between` is to which the last word, an `and`, belongs.
    pub(super) fn between(&self) -> Option<usize> {
        let mut words = self.block_words().enumerate();
        let (_, first) = words.next()?;
        let ends = |word: &str| matches!(word, "and" | "or" | "not" | "when" | "after" | ";");
        let found = words.take_while(|(_, word)| !ends(word)).find(|(_, word)| *word == "between");
        found.filter(|_| first == "and").map(|(back, _)| back)
    }
}
