//! What must hold of every text that is formatted: it says what it said before.

use std::fmt::Write;

use super::token::{Tokens, scan};
use crate::syntax::tree::File;

/// Whether two trees differ only in the places of their parts.
pub(super) fn same(one: &File, other: &File) -> bool {
    placeless(one) == placeless(other)
}

/// All comments of a text, sorted: formatting may move them a little, but loses none.
pub(super) fn comments(text: &str) -> Vec<&str> {
    let Tokens { tokens, tail } = scan(text);
    let beside = tokens.iter().filter_map(|token| token.beside);
    let above = tokens.iter().flat_map(|token| &token.above).chain(&tail);
    let mut all: Vec<&str> = beside.chain(above.map(|comment| comment.text)).collect();
    all.sort_unstable();
    all
}

/// The tree in words, without the places of its parts.
fn placeless(file: &File) -> String {
    let mut written = String::new();
    // Writing to a text cannot fail.
    let _ = write!(written, "{file:?}");
    let mut kept = String::with_capacity(written.len() / 2);
    let mut rest = written.as_str();
    while let Some(at) = rest.find(SPAN) {
        let (before, span) = rest.split_at(at);
        kept.push_str(before);
        let length = span_length(span).unwrap_or(SPAN.len());
        if length == SPAN.len() {
            kept.push_str(SPAN);
        }
        rest = &span[length..];
    }
    kept.push_str(rest);
    kept
}

const SPAN: &str = "Span { file: FileId(";

/// How long a place is in words. A text that has such words in it is cut as they are, in both trees.
fn span_length(span: &str) -> Option<usize> {
    let mut rest = span.strip_prefix(SPAN)?;
    for next in ["), start: ", ", end: ", " }"] {
        rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
        rest = rest.strip_prefix(next)?;
    }
    Some(span.len() - rest.len())
}
