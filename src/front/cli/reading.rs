//! How customer files are read, for the commands that take them.

use clap::{Args, ValueEnum};

use crate::front::files::Files;
use crate::records;

/// How customer files are read.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// How many processor cores to use; by default, or with 0, all of them
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = threads)]
    pub threads: usize,

    /// The format of the customer files, not of tables; by default, flywheel detects it
    #[arg(long, value_enum, default_value_t = Kind::Auto, hide_default_value = true)]
    pub input: Kind,

    /// The sheet with the customers in an Excel workbook; by default, the first one
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

impl Reading {
    /// The same files, read like this.
    pub(super) fn of<'a>(&'a self, files: Files<'a>) -> Files<'a> {
        let Reading { threads, input, sheet } = self;
        Files { sheet: sheet.as_deref(), input: (*input).into(), threads: *threads, ..files }
    }
}

/// How many threads a text asks for.
fn threads(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a whole number, such as 4, or 0 for all cores".to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Auto,
    Ndjson,
    Json,
    Csv,
}

impl From<Kind> for Option<records::Format> {
    fn from(kind: Kind) -> Option<records::Format> {
        match kind {
            Kind::Auto => None,
            Kind::Ndjson => Some(records::Format::Ndjson),
            Kind::Json => Some(records::Format::Json),
            Kind::Csv => Some(records::Format::Csv),
        }
    }
}
