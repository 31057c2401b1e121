//! How a value is written, token by token.

use crate::records::fast::tokens::Tokens;

/// The kinds of some tokens, which are their first bytes. Whatever is written alike has the same;
/// only in the place of a number or a word there may be any single value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub kinds: Vec<u8>,
}

/// The kind of a single value: any text, number or word.
pub(super) const SINGLE: u8 = 0;

/// A value of more tokens is seldom written alike.
const MOST: u32 = 64;

impl Pattern {
    /// A text, a number or a word.
    pub(super) fn single() -> Pattern {
        Pattern { kinds: vec![SINGLE] }
    }

    /// That from one token to another, unless there are many.
    pub(super) fn of(tokens: &Tokens<'_, '_>, at: u32, end: u32) -> Option<Pattern> {
        let kind = |at| if tokens.is_plain(at) { SINGLE } else { tokens.kind(at) };
        (end - at <= MOST).then(|| Pattern { kinds: (at..end).map(kind).collect() })
    }

    /// What it has in common with another. `None` if one is longer, or they are built otherwise.
    pub(super) fn with(self, other: &Pattern) -> Option<Pattern> {
        if self.kinds.len() != other.kinds.len() {
            return None;
        }
        let pairs = self.kinds.into_iter().zip(&other.kinds);
        let kinds = pairs.map(|(kind, other)| match (kind, *other) {
            (kind, other) if kind == other => Some(kind),
            (SINGLE, b'"') | (b'"', SINGLE) => Some(SINGLE),
            _ => None,
        });
        Some(Pattern { kinds: kinds.collect::<Option<_>>()? })
    }
}
