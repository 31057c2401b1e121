//! The formats of decisions, and all that sets one apart from the others.

use std::io::{self, Write};

use super::because::Because;
use super::gifts::Gifts;
use super::ndjson::Lines;
use super::table::{self, Person};
use super::{Part, Publisher, Run, csv, json, missing, summary};
use crate::eval::{Decision, Id};
use crate::output::Named;
use crate::plan::Plan;
use crate::problems::{Look, shown_output};

/// A shape to write decisions in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// What happens to how many, what it costs, what was rejected.
    Summary,
    /// The people to whom something happens.
    Table,
    /// One JSON document.
    Json,
    /// One JSON object a line for each customer.
    Ndjson,
    /// One row for each customer.
    Csv,
    /// One row for each gift.
    Gifts,
    /// One JSON object a line for each gift.
    GiftsNdjson,
}

/// What is worked out once for all decisions.
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
            Format::Table => Some(Format::Json),
            Format::Json => Some(Format::Ndjson),
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
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Csv => "csv",
            Format::Gifts => "gifts",
            Format::GiftsNdjson => "gifts-ndjson",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Format::Summary => "Totals: moves, gifts, costs and rejected records",
            Format::Table => "A table of the customers for whom something happens",
            Format::Json => "One JSON document",
            Format::Ndjson => "A JSON object for each customer, one per line",
            Format::Csv => "A row for each customer",
            Format::Gifts => "A row for each gift, in CSV",
            Format::GiftsNdjson => "A JSON object for each gift, one per line",
        }
    }
}

impl Format {
    /// Whether nothing is written before all customers have been decided.
    pub fn waits_for_the_end(self) -> bool {
        match self {
            Format::Summary | Format::Table => true,
            Format::Json | Format::Ndjson | Format::Csv | Format::Gifts | Format::GiftsNdjson => {
                false
            }
        }
    }

    /// Whether it is finished even where the customers could not be read: a document that breaks
    /// off would be no JSON.
    pub fn ends_after_a_failure(self) -> bool {
        match self {
            Format::Json => true,
            Format::Summary
            | Format::Table
            | Format::Ndjson
            | Format::Csv
            | Format::Gifts
            | Format::GiftsNdjson => false,
        }
    }

    /// Whether it tells people which records were rejected.
    pub fn tells_of_rejected(self) -> bool {
        match self {
            Format::Summary => true,
            Format::Table
            | Format::Json
            | Format::Ndjson
            | Format::Csv
            | Format::Gifts
            | Format::GiftsNdjson => false,
        }
    }

    /// Whether it says what customers have no value for.
    pub fn tells_of_missing(self) -> bool {
        match self {
            Format::Summary | Format::Json => true,
            Format::Table | Format::Ndjson | Format::Csv | Format::Gifts | Format::GiftsNdjson => {
                false
            }
        }
    }

    /// Whether it has cells that a spreadsheet could take for formulas.
    pub fn has_cells(self) -> bool {
        match self {
            Format::Csv | Format::Gifts => true,
            Format::Summary
            | Format::Table
            | Format::Json
            | Format::Ndjson
            | Format::GiftsNdjson => false,
        }
    }

    /// Whether it says what is withheld only if it is told to.
    pub fn can_tell_of_withheld(self) -> bool {
        match self {
            Format::Gifts | Format::GiftsNdjson => true,
            Format::Summary | Format::Table | Format::Json | Format::Ndjson | Format::Csv => false,
        }
    }

    /// Whether decisions can say why in it.
    pub fn can_say_why(self) -> bool {
        match self {
            Format::Json | Format::Ndjson | Format::Gifts | Format::GiftsNdjson => true,
            Format::Summary | Format::Table | Format::Csv => false,
        }
    }

    /// Whether rejected records are objects of it, after the decisions.
    pub(super) fn has_rejected(self) -> bool {
        match self {
            Format::Json => true,
            Format::Summary
            | Format::Table
            | Format::Ndjson
            | Format::Csv
            | Format::Gifts
            | Format::GiftsNdjson => false,
        }
    }

    /// Whether each decision brings the comma before it, of which the first one needs none.
    pub(super) fn brings_commas(self) -> bool {
        match self {
            Format::Json => true,
            Format::Summary
            | Format::Table
            | Format::Ndjson
            | Format::Csv
            | Format::Gifts
            | Format::GiftsNdjson => false,
        }
    }

    /// Writes what is before the first decision.
    pub(super) fn begin(self, run: &Run<'_>, out: &mut impl Write) -> io::Result<()> {
        match self {
            Format::Json => out.write_all(&json::head(run)),
            Format::Csv => out.write_all(&csv::head(run.plan)),
            Format::Gifts => out.write_all(&Gifts::new(run).head()),
            Format::Summary | Format::Table | Format::Ndjson | Format::GiftsNdjson => Ok(()),
        }
    }

    /// Notes a decision.
    #[inline(always)]
    pub(super) fn note(
        self,
        prepared: &Prepared<'_>,
        part: &mut Part,
        id: &Id<'_>,
        decision: &Decision,
        why: &Because,
    ) {
        match self {
            Format::Summary => {}
            Format::Table => {
                if let Some(person) = Person::new(prepared.plan, None, id, decision) {
                    part.concerned += 1;
                    if part.people.len() < table::MOST {
                        part.people.push(person);
                    }
                }
            }
            Format::Json => {
                part.decisions.extend_from_slice(b",\n");
                prepared.lines.write(&mut part.decisions, id, decision);
                why.add_to(prepared.plan, &mut part.decisions);
            }
            Format::Ndjson => {
                prepared.lines.write(&mut part.decisions, id, decision);
                why.add_to(prepared.plan, &mut part.decisions);
                part.decisions.push(b'\n');
            }
            Format::Csv => prepared.rows.write(&mut part.decisions, id, decision),
            Format::Gifts => prepared.gifts.rows(&mut part.decisions, None, (id, decision), why),
            Format::GiftsNdjson => {
                prepared.gifts.lines(&mut part.decisions, None, (id, decision), why);
            }
        }
    }

    /// Writes what is after the last decision.
    pub(super) fn end<W: Write>(self, all: &mut Publisher<'_, W>) -> io::Result<()> {
        let Publisher { run, look, out, tally, people, concerned, refused, .. } = all;
        match self {
            Format::Summary => shown(out, &summary::draw(run, tally, *look), *look),
            Format::Table => shown(out, &table::draw(run, people, tally, *concerned, *look), *look),
            Format::Json => json::end(refused, &missing::json(run.plan, tally), out),
            Format::Ndjson | Format::Csv | Format::Gifts | Format::GiftsNdjson => Ok(()),
        }
    }
}

/// Writes what is for people. Whatever comes from rules and records cannot steer their terminal.
fn shown(out: &mut impl Write, text: &str, look: Look) -> io::Result<()> {
    out.write_all(shown_output(text, look.colour).as_bytes())
}

impl<'a> Prepared<'a> {
    pub(super) fn new(run: &Run<'a>) -> Prepared<'a> {
        let (plan, rows, gifts) = (run.plan, csv::Rows::new(run), Gifts::new(run));
        Prepared { plan, lines: Lines::new(plan), rows, gifts }
    }
}
