//! The formats of the results of tests.

use super::{Tested, json, junit, pretty};
use crate::output::Named;
use crate::problems::Look;

/// A shape to write the results of tests in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Pretty,
    /// One JSON document.
    Json,
    /// JUnit's XML.
    Junit,
}

impl Named for Format {
    const FIRST: Format = Format::Pretty;

    fn next(self) -> Option<Format> {
        match self {
            Format::Pretty => Some(Format::Json),
            Format::Json => Some(Format::Junit),
            Format::Junit => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Pretty => "pretty",
            Format::Json => "json",
            Format::Junit => "junit",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Pretty => "For people, with each failure shown in the rules",
            Format::Json => "One JSON document, for programs",
            Format::Junit => "JUnit XML, for continuous integration",
        }
    }
}

impl Format {
    /// The results of all files.
    pub fn write(self, files: &[Tested], look: Look) -> String {
        match self {
            Format::Pretty => pretty(files, look),
            Format::Json => json(files),
            Format::Junit => junit(files),
        }
    }

    /// Whether it has a place for the coverage of the rules.
    pub fn has_coverage(self) -> bool {
        match self {
            Format::Pretty | Format::Json => true,
            Format::Junit => false,
        }
    }
}
