//! The tokens of a JSON text, among which the value at a path is found.

use std::ops::Range;

use crate::records::json::{Index, RawText, is_space};
use crate::values::Step;

/// The tokens of a text that is known to be JSON.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline<'t, 'i> {
    pub text: &'t str,
    /// Where the tokens begin, and then where the text ends.
    places: &'i [u32],
    /// The first byte of each token, and then zeros.
    kinds: &'i [u8],
}

/// Where a value is in a JSON text, or where it would be.
#[derive(Debug, PartialEq)]
pub(super) enum Located {
    /// It is here.
    Value(Range<usize>),
    /// It is not; the steps from this one on are missing in the object that ends before `end`.
    Inside(Object),
    /// A parent is null or empty: an object can take its place, with the steps from this one on.
    Instead { value: Range<usize>, step: usize },
    /// There is no place for it.
    Nowhere,
}

/// An object to put a key into.
#[derive(Debug, PartialEq)]
pub(super) struct Object {
    /// The first step that is missing.
    pub step: usize,
    /// After its last value, or after its opening brace.
    pub end: usize,
    pub empty: bool,
    /// What is before its first key, and between that and its value: its habits.
    pub before_key: Range<usize>,
    pub colon: Range<usize>,
}

impl<'t, 'i> Outline<'t, 'i> {
    /// The tokens of a text, in memory that is used again; `None` if it is not JSON.
    pub(super) fn of(text: &'t [u8], index: &'i mut Index) -> Option<Outline<'t, 'i>> {
        let text = index.fill(text).ok()?.text;
        Some(Outline { text, places: index.places(), kinds: index.kinds() })
    }

    /// Follows a path into the text.
    pub(super) fn locate(&self, steps: &[Step]) -> Located {
        let mut at = 0;
        for (step, wanted) in steps.iter().enumerate() {
            let child = match (wanted, self.kind(at)) {
                (Step::Key(key), b'{') => match self.member(at, key, step) {
                    Ok(value) => Some(value),
                    Err(object) => return Located::Inside(object),
                },
                (Step::Index(index), b'[') => self.element(at, *index),
                (Step::Key(_), b'n' | b'"') if self.says_nothing(at) => {
                    return Located::Instead { value: self.range(at), step };
                }
                (Step::Key(_) | Step::Index(_), _) => None,
            };
            match child {
                Some(child) => at = child,
                None => return Located::Nowhere,
            }
        }
        Located::Value(self.range(at))
    }

    /// The value of a key in the object at a token; if it has no such key, where it would be.
    fn member(&self, object: usize, key: &str, step: usize) -> Result<usize, Object> {
        let inside = self.place(object) + 1;
        let none = inside..inside;
        let mut found =
            Object { step, end: inside, empty: true, before_key: none.clone(), colon: none };
        let mut at = object + 1;
        while self.kind(at) == b'"' {
            let value = at + 2;
            if self.is_text(at, key) {
                return Ok(value);
            }
            if found.empty {
                found.before_key = inside..self.place(at);
                found.colon = self.end(at + 1)..self.place(value);
            }
            found.empty = false;
            let behind = self.skip(value);
            found.end = self.end(behind);
            at = behind + usize::from(self.kind(behind) == b',');
        }
        Err(found)
    }

    /// The element at a place of the list at a token; `None` if the list is shorter.
    fn element(&self, list: usize, index: usize) -> Option<usize> {
        let mut at = list + 1;
        for _ in 0..index {
            at = self.skip(at);
            if self.kind(at) != b',' {
                return None;
            }
            at += 1;
        }
        (self.kind(at) != b']').then_some(at)
    }

    /// Whether a value is null or an empty text.
    fn says_nothing(&self, at: usize) -> bool {
        matches!(&self.text[self.range(at)], "null" | "\"\"")
    }

    /// Whether the text at a token is this one, however it is escaped.
    fn is_text(&self, at: usize, text: &str) -> bool {
        let quoted = &self.text[self.place(at)..self.end(at + 1)];
        let raw = quoted.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        raw.is_some_and(|raw| {
            let escaped = memchr::memchr(b'\\', raw.as_bytes()).is_some();
            RawText { raw, escaped, cell: false }.is(text)
        })
    }

    /// Where a value is.
    fn range(&self, at: usize) -> Range<usize> {
        self.place(at)..self.end(self.skip(at))
    }

    /// The token after a value.
    fn skip(&self, at: usize) -> usize {
        let mut depth = 0;
        for (place, kind) in self.kinds.iter().enumerate().skip(at) {
            match kind {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            if depth <= 0 {
                return place + 1;
            }
        }
        self.kinds.len()
    }

    fn kind(&self, at: usize) -> u8 {
        self.kinds.get(at).copied().unwrap_or_default()
    }

    fn place(&self, at: usize) -> usize {
        self.places.get(at).map_or(self.text.len(), |place| *place as usize)
    }

    /// Where what is before a token ends.
    fn end(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..self.place(at)];
        before.len() - before.iter().rev().take_while(|byte| is_space(**byte)).count()
    }
}
