//! The words before the cursor, and in which block they are.

use std::ops::Range;

use super::super::block::Block;
use crate::syntax::{ACTIONS, Word, WordKind, is_word, words};

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
}

impl<'t> Before<'t> {
    /// What is before the cursor; nothing inside a text or a comment.
    pub(super) fn of(text: &'t str, at: usize) -> Option<Before<'t>> {
        let before = text.get(..at)?;
        let start = before.trim_end_matches(is_word).len();
        let words = words(text.get(..start)?);
        let end = words.last().map_or(0, Word::end);
        let is_comment = before.get(end..)?.rsplit('\n').next()?.contains('#');
        let is_text = words.last().is_some_and(|word| word.kind == WordKind::OpenText);
        if is_comment || is_text {
            return None;
        }
        let line = before.get(..start)?.rsplit('\n').next()?;
        let begins = |word: &Word<'_>| word.first && Block::of(word.text) != Block::None;
        let begin = words.iter().rposition(begins);
        let block = begin.map_or(Block::None, |begin| Block::of(words[begin].text));
        Some(Before {
            begin: begin.unwrap_or(0),
            block,
            range: start..at,
            starts_line: line.trim().is_empty(),
            is_outside: line.is_empty(),
            words,
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
        self.words[self.begin..].iter().rev().map(|word| word.text)
    }

    /// Whether one of these is before the cursor on the same line.
    pub(super) fn has_on_line(&self, some: &[&str]) -> bool {
        let mut line = self.words[self.begin..].iter().rev();
        let mut goes_on = true;
        line.by_ref()
            .take_while(|word| std::mem::replace(&mut goes_on, !word.first))
            .any(|word| some.contains(&word.text))
    }

    pub(super) fn after_number(&self) -> bool {
        self.at(0).is_some_and(|word| word.kind == WordKind::Number)
            && !matches!(self.word(1), "$" | "€" | "£")
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
}
