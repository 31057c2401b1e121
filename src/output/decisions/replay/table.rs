//! The first changes, as a table.

use super::super::table::{self, Person};
use super::{About, Counts};
use crate::output::words::{counted, number};
use crate::problems::{Ink, Look, shown};

pub(super) fn draw(about: &About<'_>, people: &[Person], counts: &Counts, look: Look) -> String {
    let title = look.paint(Ink::Strong, &shown(about.run.title));
    let mut out = format!("{title}, {}\n", about.days());
    if !people.is_empty() {
        out.push('\n');
        out.push_str(&table::rows(people, look));
    }
    out.push('\n');
    let more = counts.changes - people.len() as u64;
    if more > 0 {
        let more = counted(more, "more change", "more changes");
        out.push_str(&format!("… and {more}; `--format csv` lists all of them.\n"));
    }
    let all = counted(counts.tally.decided, "customer", "customers");
    out.push_str(&match counts.changes {
        0 => format!("{all}; nothing changes.\n"),
        changes => format!("{all}, {} {}.\n", number(changes), words(changes)),
    });
    out
}

fn words(changes: u64) -> &'static str {
    if changes == 1 { "change" } else { "changes" }
}
