//! The formats of comparisons.

use super::{Compared, json, markdown, text};
use crate::output::Named;
use crate::problems::Look;

/// A shape to write a comparison in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables for a person.
    Text,
    /// A document for programs.
    Json,
    /// Tables for a comment on a change.
    Markdown,
}

impl Named for Format {
    const FIRST: Format = Format::Text;

    fn next(self) -> Option<Format> {
        match self {
            Format::Text => Some(Format::Json),
            Format::Json => Some(Format::Markdown),
            Format::Markdown => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Markdown => "markdown",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Text => "What differs, for a person",
            Format::Json => "One JSON document for programs",
            Format::Markdown => "Tables for a comment on a pull request",
        }
    }
}

impl Format {
    /// The comparison in this format.
    pub fn write(self, compared: &Compared<'_>, look: Look) -> String {
        match self {
            Format::Text => text::write(compared, look),
            Format::Json => json::write(compared),
            Format::Markdown => markdown::write(compared),
        }
    }
}
