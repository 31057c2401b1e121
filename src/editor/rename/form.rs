//! The form of a name that a place wants: one of something, or several.

use crate::problems::{Sources, Span};
use crate::syntax::is_word;
use crate::values::{singular, with_article};

/// What to write where a word for events was, and in place of what: one of them after a word that is about
/// one, with the article that fits. `word` is the form that the old word had.
pub(super) fn at(sources: &Sources, span: Span, word: String, new: &str) -> (Span, String) {
    let before = sources.get(span.file).text.get(..span.start as usize).unwrap_or_default();
    let gap = before.trim_end();
    let start = gap.trim_end_matches(is_word).len();
    let last = gap.get(start..).unwrap_or_default();
    let one = || singular(new).unwrap_or_else(|| word.clone());
    match last {
        "a" | "an" => (Span { start: start as u32, ..span }, with_article(&one())),
        "1" | "per" | "each" | "last" => (span, one()),
        _ => (span, word),
    }
}
