//! The people to whom something happens, in the order of the input.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, TableComponent, Width};
use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use super::{Run, Tally};
use crate::eval::{Decision, Id};
use crate::output::words::{self, counted, number};
use crate::plan::Plan;
use crate::problems::{Ink, Look, shown};

/// More than this nobody reads in a terminal, and a table is drawn in memory.
pub(super) const MOST: usize = 200;

const HEADS: [&str; 8] =
    ["as of", "customer", "stage", "because of", "gets", "tags", "held back", "experiments"];

/// Spaces between the columns.
const GAP: u16 = 2;

/// A row of the table, without what the look decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    cells: [String; 8],
}

impl Person {
    /// `None` if nothing happens. `on` is the day, if there are several.
    pub fn new(plan: &Plan, on: Option<Date>, id: &Id<'_>, decision: &Decision) -> Option<Person> {
        let to = &plan.stages[decision.to].name;
        let stage = match decision.from {
            Some(from) if from == decision.to => to.clone(),
            Some(from) => format!("{} → {to}", plan.stages[from].name),
            None => format!("new → {to}"),
        };
        let rules = decision.moves.iter().map(|step| plan.rules[step.rule].label.as_str());
        let tags = decision.tags.iter().map(|tag| format!("+{tag}"));
        let untags = decision.untags.iter().map(|tag| format!("-{tag}"));
        let quiet = decision.given.is_empty()
            && decision.tags.is_empty()
            && decision.untags.is_empty()
            && decision.withheld.is_empty()
            && decision.lapsed.is_empty();
        if quiet && decision.from == Some(decision.to) {
            return None;
        }
        Some(Person {
            cells: [
                on.map(|on| on.to_string()).unwrap_or_default(),
                id.text.to_string(),
                stage,
                rules.collect::<Vec<_>>().join(", then "),
                words::given(plan, decision).join(", "),
                tags.chain(untags).collect::<Vec<_>>().join(", "),
                words::withheld(plan, decision).join(", "),
                words::arms(plan, decision).join(", "),
            ]
            .map(|cell| shown(&cell).into_owned()),
        })
    }
}

/// The whole table, with what it is about above it and what it leaves out below.
pub(super) fn draw(
    run: &Run<'_>,
    people: &[Person],
    tally: &Tally,
    concerned: u64,
    look: Look,
) -> String {
    let mut out =
        format!("{}, {}\n", look.paint(Ink::Strong, &shown(run.title)), run.as_of_words());
    if !people.is_empty() {
        out.push('\n');
        out.push_str(&rows(people, look));
    }
    out.push('\n');
    let left_out = concerned - people.len() as u64;
    if left_out > 0 {
        let more = number(left_out);
        out.push_str(&format!("… and {more} more; `--format csv` lists everyone.\n"));
    }
    let all = counted(tally.decided, "customer", "customers");
    out.push_str(&match (concerned, tally.decided - concerned) {
        (0, _) => format!("{all}; nothing changes.\n"),
        (_, 0) => format!("{all}.\n"),
        (_, 1) => format!("{all}; 1 is unchanged.\n"),
        (_, others) => format!("{all}; {} are unchanged.\n", number(others)),
    });
    out
}

/// Columns that are empty throughout are left out.
pub(super) fn rows(people: &[Person], look: Look) -> String {
    let used: Vec<usize> = (0..HEADS.len())
        .filter(|column| people.iter().any(|person| !person.cells[*column].is_empty()))
        .collect();
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::NOTHING);
    table.set_style(TableComponent::HeaderLines, '─');
    table.set_style(TableComponent::MiddleHeaderIntersections, '─');
    table.set_header(used.iter().map(|column| HEADS[*column]));
    for person in people {
        table.add_row(used.iter().map(|column| person.cells[*column].as_str()));
    }
    if look.terminal {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(look.width).unwrap_or(u16::MAX));
    }
    for (column, cells) in table.column_iter_mut().zip(&used) {
        column.set_padding((0, GAP));
        let texts = people.iter().map(|person| person.cells[*cells].as_str());
        let width = longest_word(texts.chain([HEADS[*cells]])) + GAP;
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
    }
    table.trim_fmt() + "\n"
}

/// Names are not broken in a narrow terminal, unless they are very long.
fn longest_word<'t>(texts: impl Iterator<Item = &'t str>) -> u16 {
    let words = texts.flat_map(str::split_whitespace);
    words.map(|word| word.width().min(30) as u16).max().unwrap_or(0)
}
