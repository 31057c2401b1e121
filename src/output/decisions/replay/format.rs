//! The formats of a replay, and all that sets one apart from the others.

use super::super::because::Because;
use super::super::gifts::Gifts;
use super::super::ndjson::Lines;
use super::super::table::{self, Person};
use super::super::{Run, csv};
use super::Part;
use crate::eval::Id;
use crate::output::Named;
use crate::plan::Plan;
use crate::run::Happened;

/// A shape to write a replay in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// What happens how often, and who is where at the end.
    Summary,
    /// The first changes.
    Table,
    /// One JSON object a line for each change.
    Ndjson,
    /// One row for each change.
    Csv,
    /// One row for each gift.
    Gifts,
    /// One JSON object a line for each gift.
    GiftsNdjson,
}

/// What is worked out once for all changes.
#[derive(Clone, Debug)]
pub(super) struct Prepared<'a> {
    plan: &'a Plan,
    lines: Lines<'a>,
    rows: csv::Rows<'a>,
    gifts: Gifts<'a>,
}

impl Named for Format {
    const FIRST: Format = Format::Summary;

    fn next(self) -> Option<Format> {
        match self {
            Format::Summary => Some(Format::Table),
            Format::Table => Some(Format::Ndjson),
            Format::Ndjson => Some(Format::Csv),
            Format::Csv => Some(Format::Gifts),
            Format::Gifts => Some(Format::GiftsNdjson),
            Format::GiftsNdjson => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Summary => "summary",
            Format::Table => "table",
            Format::Ndjson => "ndjson",
            Format::Csv => "csv",
            Format::Gifts => "gifts",
            Format::GiftsNdjson => "gifts-ndjson",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Summary => "Totals: moves, gifts, costs, and who is in which stage at the end",
            Format::Table => "A table of the first changes",
            Format::Ndjson => "A JSON object for each change, one per line",
            Format::Csv => "A row for each change",
            Format::Gifts => "A row for each gift, in CSV",
            Format::GiftsNdjson => "A JSON object for each gift, one per line",
        }
    }
}

impl Format {
    /// Whether nothing is written before everybody has gone through all days.
    pub fn waits_for_the_end(self) -> bool {
        match self {
            Format::Summary | Format::Table => true,
            Format::Ndjson | Format::Csv | Format::Gifts | Format::GiftsNdjson => false,
        }
    }

    /// Whether it says which records were rejected.
    pub fn tells_of_rejected(self) -> bool {
        match self {
            Format::Summary => true,
            Format::Table | Format::Ndjson | Format::Csv | Format::Gifts | Format::GiftsNdjson => {
                false
            }
        }
    }

    /// Whether it has cells that a spreadsheet could take for formulas.
    pub fn has_cells(self) -> bool {
        match self {
            Format::Csv | Format::Gifts => true,
            Format::Summary | Format::Table | Format::Ndjson | Format::GiftsNdjson => false,
        }
    }

    /// What is before the first change.
    pub(super) fn head(self, run: &Run<'_>) -> Vec<u8> {
        let head = match self {
            Format::Csv => csv::head(run.plan),
            Format::Gifts => Gifts::new(run).head(),
            Format::Summary | Format::Table | Format::Ndjson | Format::GiftsNdjson => {
                return Vec::new();
            }
        };
        [b"as_of,".to_vec(), head].concat()
    }

    /// Notes what happened to a customer on a day.
    pub(super) fn note(
        self,
        prepared: &Prepared<'_>,
        part: &mut Part,
        id: &Id<'_>,
        Happened { on, decision }: &Happened,
    ) {
        let out = &mut part.changes;
        match self {
            Format::Summary => {}
            Format::Table => {
                if part.people.len() < table::MOST {
                    part.people.extend(Person::new(prepared.plan, Some(*on), id, decision));
                }
            }
            Format::Ndjson => {
                let begin = out.len();
                prepared.lines.write(out, id, decision);
                // The day comes first, before the id.
                out.splice(begin..=begin, format!("{{\"as_of\":\"{on}\",").into_bytes());
                out.push(b'\n');
            }
            Format::Csv => {
                out.extend_from_slice(format!("{on},").as_bytes());
                prepared.rows.write(out, id, decision);
            }
            Format::Gifts => {
                prepared.gifts.rows(out, Some(*on), (id, decision), &Because::default());
            }
            Format::GiftsNdjson => {
                prepared.gifts.lines(out, Some(*on), (id, decision), &Because::default());
            }
        }
    }
}

impl<'a> Prepared<'a> {
    pub(super) fn new(run: &Run<'a>) -> Prepared<'a> {
        let (plan, rows, gifts) = (run.plan, csv::Rows::new(run), Gifts::new(run));
        Prepared { plan, lines: Lines::new(plan), rows, gifts }
    }
}
