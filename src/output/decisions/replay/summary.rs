//! What a person wants to see of a replay: how many moved from where to where, what was given, and who is
//! where at the end.

use super::super::summary as sections;
use super::{About, Counts};
use crate::output::grid::{Cell, Grid};
use crate::output::words::{counted, number};
use crate::problems::{Ink, Look, shown};

pub(super) fn draw(about: &About<'_>, counts: &Counts, look: Look) -> String {
    let (run, tally) = (&about.run, &counts.tally);
    let title = look.paint(Ink::Strong, &shown(run.title));
    let mut out = format!("{title}\n{}\n\n{}\n", about.days(), overview(counts));
    let sections = [
        ("Moves", sections::moves(run, tally, look)),
        ("Given", sections::given(run, tally, look)),
        ("No longer owed", sections::lapsed(run, tally, look)),
        ("Tags", sections::tags(tally, look)),
        ("At the end", at_end(about, counts, look)),
        (sections::rejected_head(tally), tally.rejections.draw(look)),
    ];
    for (head, body) in sections {
        if !body.is_empty() {
            out.push_str(&format!("\n  {}\n{body}", look.paint(Ink::Strong, head)));
        }
    }
    out
}

/// `12 customers, 30 changes. 2 records were rejected.`
fn overview(counts: &Counts) -> String {
    let tally = &counts.tally;
    let customers = counted(tally.decided, "customer", "customers");
    let mut out = format!("{customers}, {}.", counted(counts.changes, "change", "changes"));
    if tally.left_out > 0 {
        out.push_str(&format!(" {} left out.", counted(tally.left_out, "was", "were")));
    }
    if tally.rejections.count > 0 {
        let records = counted(tally.rejections.count, "record was", "records were");
        out.push_str(&format!(" {records} rejected."));
    }
    out
}

fn at_end(about: &About<'_>, counts: &Counts, look: Look) -> String {
    let mut grid = Grid::new();
    for (stage, count) in about.run.plan.stages.iter().zip(&counts.at_end) {
        if *count > 0 {
            grid.row([Cell::words(&stage.name), Cell::number(number(*count))]);
        }
    }
    if counts.left > 0 {
        grid.row([Cell::words("left out").ink(Ink::Quiet), Cell::number(number(counts.left))]);
    }
    grid.draw(look, 4)
}
