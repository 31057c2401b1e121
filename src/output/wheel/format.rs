//! The formats of pictures.

use super::{Picture, dot, mermaid, svg};
use crate::output::Named;

/// A shape to write pictures in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A picture of its own.
    Svg,
    /// For Markdown pages.
    Mermaid,
    /// For Graphviz.
    Dot,
}

impl Named for Format {
    const FIRST: Format = Format::Svg;

    fn next(self) -> Option<Format> {
        match self {
            Format::Svg => Some(Format::Mermaid),
            Format::Mermaid => Some(Format::Dot),
            Format::Dot => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Mermaid => "mermaid",
            Format::Dot => "dot",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Svg => "An SVG picture to show in a meeting",
            Format::Mermaid => "A Mermaid diagram for a Markdown page",
            Format::Dot => "A graph for Graphviz, to lay out in other ways",
        }
    }
}

impl Format {
    /// The picture in this format.
    pub fn write(self, picture: Picture<'_>) -> String {
        match self {
            Format::Svg => svg::draw(picture),
            Format::Mermaid => mermaid::draw(picture),
            Format::Dot => dot::draw(picture),
        }
    }
}
