//! A report for a person.

use super::{Page, Table};
use crate::output::grid::{Cell, Grid};
use crate::problems::{Ink, Look, shown};

pub(super) fn write(page: &Page, look: Look) -> String {
    let mut out = format!("{}\n", look.paint(Ink::Strong, &shown(&page.title)));
    for line in &page.about {
        out.push_str(&format!("{}\n", look.wrap(&shown(line), 0, 0)));
    }
    for section in &page.sections {
        out.push_str(&format!("\n{}\n", look.paint(Ink::Strong, &section.title)));
        for sentence in &section.said {
            out.push_str(&format!("  {}\n", look.wrap(&shown(sentence), 2, 2)));
        }
        for table in &section.tables {
            out.push('\n');
            if !table.title.is_empty() {
                out.push_str(&format!("  {}\n", look.wrap(&shown(&table.title), 2, 2)));
            }
            if !table.rows.is_empty() {
                out.push_str(&draw(table, look));
            }
        }
    }
    out
}

fn draw(table: &Table, look: Look) -> String {
    let mut grid = Grid::new();
    let cell = |(column, text): (usize, &String)| match table.numbers.contains(&column) {
        true => Cell::number(text),
        false => Cell::words(text),
    };
    grid.row(table.head.iter().enumerate().map(cell).map(|cell| cell.ink(Ink::Quiet)));
    for row in &table.rows {
        grid.row(row.iter().enumerate().map(cell));
    }
    grid.draw(look, 4)
}
