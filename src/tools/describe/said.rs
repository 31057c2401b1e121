//! A text for people, in which names and quotations are marked.

use std::borrow::Cow;

use crate::problems::shown;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words of ours.
    Words(Cow<'static, str>),
    /// A name from the rules.
    Name(String),
    /// A text from the rules.
    Quote(String),
}

/// A text for people. Names and quotations are kept apart from our own words, so that each format
/// can mark and escape them as it has to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it is made of, in order.
    pub pieces: Vec<Piece>,
}

impl Said {
    /// A name from the rules.
    pub(super) fn name(name: &str) -> Said {
        Said { pieces: vec![Piece::Name(shown(name).into_owned())] }
    }

    /// A text from the rules.
    pub(super) fn quote(text: &str) -> Said {
        Said { pieces: vec![Piece::Quote(shown(text).into_owned())] }
    }

    /// A text from the rules as a sentence of its own.
    pub(super) fn sentence(text: &str) -> Said {
        let ends = text.trim_end().ends_with(['.', '!', '?', '…', '。']);
        Said::quote(&if ends { text.to_owned() } else { format!("{text}.") })
    }

    /// Adds what follows.
    pub(super) fn push(&mut self, more: impl Into<Said>) {
        self.pieces.extend(more.into().pieces);
    }

    /// `a and b`, or `a, b, and c`.
    pub(super) fn joined(parts: Vec<Said>, last: &'static str) -> Said {
        let count = parts.len();
        let mut all = Said::default();
        for (place, part) in parts.into_iter().enumerate() {
            if place > 0 {
                let is_last = place + 1 == count;
                all.push(if is_last && (count == 2 || last.starts_with(',')) { "" } else { "," });
                all.push(if is_last { last } else { " " });
            }
            all.push(part);
        }
        all
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The text with a capital letter at its beginning, unless that is a name.
    pub(super) fn capital(mut self) -> Said {
        if let Some(Piece::Words(words)) = self.pieces.first_mut() {
            let mut letters = words.chars();
            if let Some(first) = letters.next() {
                *words = Cow::Owned(first.to_uppercase().chain(letters).collect());
            }
        }
        self
    }

    /// The text without marks.
    pub fn plain(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.to_string(),
            Piece::Name(name) => name.clone(),
            Piece::Quote(text) => format!("“{text}”"),
        };
        self.pieces.iter().map(piece).collect()
    }
}

impl From<&'static str> for Said {
    fn from(words: &'static str) -> Said {
        if words.is_empty() {
            return Said::default();
        }
        Said { pieces: vec![Piece::Words(Cow::Borrowed(words))] }
    }
}

/// Words of ours that were made, such as a number.
impl From<String> for Said {
    fn from(words: String) -> Said {
        if words.is_empty() {
            return Said::default();
        }
        Said { pieces: vec![Piece::Words(Cow::Owned(words))] }
    }
}

/// Puts texts one after the other.
macro_rules! say {
    ($($part:expr),+ $(,)?) => {{
        let mut said = $crate::tools::describe::said::Said::default();
        $(said.push($part);)+
        said
    }};
}
pub(super) use say;
