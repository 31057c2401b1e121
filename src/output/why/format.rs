//! The formats of explanations.

use crate::output::Named;
use crate::problems::Look;

use super::spoken::Told;
use super::{json, pretty};

/// A shape to write explanations in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Sentences for a person.
    Text,
    /// A document for programs.
    Json,
}

impl Named for Format {
    const FIRST: Format = Format::Text;

    fn next(self) -> Option<Format> {
        match self {
            Format::Text => Some(Format::Json),
            Format::Json => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Text => "Sentences to read, or to read out",
            Format::Json => "One JSON document for support tools",
        }
    }
}

impl Format {
    /// The explanation in this format.
    pub fn write(self, told: &Told<'_>, look: Look) -> String {
        match self {
            Format::Text => pretty::write(told, look),
            Format::Json => json::write(told),
        }
    }

    /// The explanations of all steps of a run in this format.
    pub fn write_steps(self, steps: &[Told<'_>], look: Look) -> String {
        match self {
            Format::Text => pretty::write_steps(steps, look),
            Format::Json => json::write_steps(steps),
        }
    }
}
