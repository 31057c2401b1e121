//! A comparison for a person.

use super::report::{self, Section};
use super::{Compared, Shown, causes};
use crate::output::grid::{Cell, Grid};
use crate::problems::{Ink, Look, shown};
use crate::tools::diff::Side;

pub(super) fn write(compared: &Compared<'_>, look: Look) -> String {
    let head = format!("{} compared with {}", compared.new.name, compared.old.name);
    let head = look.paint(Ink::Strong, &shown(&head));
    let mut out = format!("{head}\n{}\n\n", compared.when());
    out.push_str(&format!("{}\n", look.wrap(&report::headline(compared), 0, 0)));
    for section in report::sections(compared) {
        out.push_str(&format!("\n  {}\n", look.paint(Ink::Strong, section.title)));
        out.push_str(&draw(&section, look));
    }
    if !compared.shown.is_empty() {
        out.push_str(&format!("\n  {}\n", look.paint(Ink::Strong, "First customers")));
        compared.shown.iter().for_each(|one| customer(compared, one, look, &mut out));
    }
    out
}

fn draw(section: &Section, look: Look) -> String {
    let mut grid = Grid::new();
    let cell = |(column, text): (usize, &String)| match section.numbers.contains(&column) {
        true => Cell::number(text),
        false => Cell::words(text),
    };
    grid.row(section.head.iter().enumerate().map(cell).map(|cell| cell.ink(Ink::Quiet)));
    for row in &section.rows {
        grid.row(row.iter().enumerate().map(cell));
    }
    grid.draw(look, 4)
}

/// A customer, what both files decide, and why.
fn customer(compared: &Compared<'_>, one: &Shown, look: Look, out: &mut String) {
    let day = compared.day_of(one).map_or_else(String::new, |day| format!(" on {day}"));
    out.push_str(&format!("    {}{day}\n", look.paint(Ink::Strong, &shown(one.id()))));
    for (word, side) in [("before", Side::Old), ("now", Side::New)] {
        let words = look.wrap(&causes::decides(compared, one, side), 14, 14);
        out.push_str(&format!("      {word:<6}  {words}\n"));
    }
    for (place, sentence) in causes::sentences(compared, one).iter().enumerate() {
        let word = if place == 0 { "because" } else { "" };
        out.push_str(&format!("      {word:<7} {}\n", look.wrap(sentence, 14, 14)));
    }
}
