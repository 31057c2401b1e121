//! The formats of reports.

use super::{Page, Reported, csv, html, json, markdown, text};
use crate::output::Named;
use crate::problems::Look;

/// A shape to write a report in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Sentences and tables for a person.
    Text,
    /// The same for a page or a message.
    Markdown,
    /// One file to read, send or print, with charts.
    Html,
    /// A document for programs.
    Json,
    /// A row for each share.
    Csv,
}

impl Named for Format {
    const FIRST: Format = Format::Text;

    fn next(self) -> Option<Format> {
        match self {
            Format::Text => Some(Format::Markdown),
            Format::Markdown => Some(Format::Html),
            Format::Html => Some(Format::Json),
            Format::Json => Some(Format::Csv),
            Format::Csv => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Json => "json",
            Format::Csv => "csv",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Text => "Sentences and tables, for people",
            Format::Markdown => "The same for a page or a message",
            Format::Html => "One HTML file to read, send or print, with charts",
            Format::Json => "One JSON document",
            Format::Csv => "A row for each share, for a spreadsheet",
        }
    }
}

impl Format {
    /// The report in this format.
    pub fn write(self, reported: Reported<'_>, look: Look) -> String {
        match self {
            Format::Text => text::write(&Page::of(reported), look),
            Format::Markdown => markdown::write(&Page::of(reported)),
            Format::Html => html::write(reported),
            Format::Json => json::write(reported),
            Format::Csv => csv::write(reported),
        }
    }
}
