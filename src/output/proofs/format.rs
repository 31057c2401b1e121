//! The formats of answers.

use super::{json, pretty};
use crate::output::Named;
use crate::problems::{Look, Sources};
use crate::tools::questions::Answered;

/// A shape to write answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Pretty,
    /// One JSON document.
    Json,
}

impl Named for Format {
    const FIRST: Format = Format::Pretty;

    fn next(self) -> Option<Format> {
        match self {
            Format::Pretty => Some(Format::Json),
            Format::Json => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Pretty => "pretty",
            Format::Json => "json",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Pretty => "For people, with a customer who shows that something is not so",
            Format::Json => "One JSON document, for programs",
        }
    }
}

impl Format {
    /// The answers to questions about a program.
    pub fn write(self, answers: &[Answered], sources: &Sources, look: Look) -> String {
        match self {
            Format::Pretty => pretty::pretty(answers, sources, look),
            Format::Json => json::json(answers, sources),
        }
    }
}
