//! The formats of briefs.

use super::{html, markdown};
use crate::output::Named;
use crate::output::wheel::Picture;
use crate::tools::describe::Brief;

/// A shape to write briefs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a page of a wiki, with the lifecycle as a Mermaid diagram.
    Markdown,
    /// One file to read, send or print, with the lifecycle as a picture.
    Html,
}

impl Named for Format {
    const FIRST: Format = Format::Markdown;

    fn next(self) -> Option<Format> {
        match self {
            Format::Markdown => Some(Format::Html),
            Format::Html => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Markdown => "A Markdown page, with the lifecycle as a Mermaid diagram",
            Format::Html => "One HTML file to read, send or print, with the lifecycle as a picture",
        }
    }
}

impl Format {
    /// The brief in this format.
    pub fn write(self, brief: &Brief, picture: Picture<'_>) -> String {
        match self {
            Format::Markdown => markdown::write(brief, picture),
            Format::Html => html::write(brief, picture),
        }
    }
}
