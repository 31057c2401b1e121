//! A value as it is found, before it is known what it means.

use super::RawText;
use crate::records::words::{cut, quoted};

/// A value: all of it where it is a single one, else what kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    Null,
    YesNo(bool),
    /// A number as it is written.
    Number(&'a str),
    Text(RawText<'a>),
    /// An array; the scanner is still before it.
    List,
    /// An object; the scanner is still before it.
    Object,
}

impl Found<'_> {
    /// As a message shows it: `"nine"`, `12`, `a list`.
    pub(crate) fn in_words(self) -> String {
        match self {
            Found::Null => "null".to_owned(),
            Found::YesNo(yes) => yes.to_string(),
            Found::Number(number) => cut(number),
            Found::Text(text) => raw(text),
            Found::List => "a list".to_owned(),
            Found::Object => "an object".to_owned(),
        }
    }
}

fn raw(text: RawText<'_>) -> String {
    match text.decode() {
        Some(text) => quoted(&text),
        None => quoted(text.raw),
    }
}
