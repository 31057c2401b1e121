//! The formats of simulations.

use super::{chart, csv, json, table};
use crate::output::Named;
use crate::problems::Look;
use crate::tools::simulate::{Learning, Outcome};

/// A shape to write simulations in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The numbers and what they say, for people.
    Table,
    /// One JSON document.
    Json,
    /// A row for each rotation and stage.
    Csv,
    /// A chart.
    Svg,
}

impl Named for Format {
    const FIRST: Format = Format::Table;

    fn next(self) -> Option<Format> {
        match self {
            Format::Table => Some(Format::Json),
            Format::Json => Some(Format::Csv),
            Format::Csv => Some(Format::Svg),
            Format::Svg => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Svg => "svg",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Table => "Tables, bars and conclusions, for people",
            Format::Json => "One JSON document",
            Format::Csv => "A row for each rotation and stage",
            Format::Svg => "An SVG chart to show in a meeting",
        }
    }
}

impl Format {
    /// The simulations of rules with a title. If they learned from histories, those come with their name.
    pub fn write(
        self,
        title: &str,
        learning: Option<(&Learning, &str)>,
        outcomes: &[Outcome<'_>],
        look: Look,
    ) -> String {
        match self {
            Format::Table => table(title, learning, outcomes, look),
            Format::Json => json(title, learning, outcomes),
            Format::Csv => csv(outcomes),
            Format::Svg => chart(outcomes),
        }
    }
}
