//! Text in aligned columns.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::problems::{Ink, Look, shown};

/// Rows whose cells are aligned.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    rows: Vec<Vec<Cell>>,
}

/// A text at one side of its column, in a colour.
#[derive(Clone, Debug)]
pub struct Cell {
    text: String,
    side: Side,
    ink: Option<Ink>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Cell {
    /// Words are aligned left.
    pub fn words(text: impl Into<String>) -> Cell {
        Cell::new(text.into(), Side::Left)
    }

    /// Numbers are aligned right.
    pub fn number(text: impl Into<String>) -> Cell {
        Cell::new(text.into(), Side::Right)
    }

    fn new(text: String, side: Side) -> Cell {
        let text = match shown(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(shown) => shown,
        };
        Cell { text, side, ink: None }
    }

    /// The same in a colour.
    pub fn ink(self, ink: Ink) -> Cell {
        Cell { ink: Some(ink), ..self }
    }
}

impl Grid {
    /// No rows yet.
    pub fn new() -> Grid {
        Grid::default()
    }

    /// Adds a row below.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The rows, each on a line of its own, two spaces between the columns.
    pub fn draw(&self, look: Look, indent: usize) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.text.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut out = String::new();
        for row in &self.rows {
            out.push_str(&" ".repeat(indent));
            let last = row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |at| at + 1);
            for (column, cell) in row[..last].iter().enumerate() {
                let room = " ".repeat(widths[column] - cell.text.width());
                let text = match cell.ink {
                    Some(ink) => look.paint(ink, &cell.text),
                    None => cell.text.clone(),
                };
                match cell.side {
                    Side::Right => out.extend([room.as_str(), &text]),
                    Side::Left if column + 1 == last => out.push_str(&text),
                    Side::Left => out.extend([text.as_str(), &room]),
                }
                if column + 1 < last {
                    out.push_str("  ");
                }
            }
            out.push('\n');
        }
        out
    }
}
