use std::fmt::{self, Display, Formatter};

/// A Markdown table whose columns stand aligned: the first to the left, the others to the right.
pub(crate) struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn width(&self, column: usize) -> usize {
        let rows = self.rows.iter().chain([&self.head]);
        let widths = rows.filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        widths.max().unwrap_or(0).max(2)
    }

    fn row(&self, out: &mut Formatter<'_>, cells: &[String]) -> fmt::Result {
        for (column, cell) in cells.iter().enumerate() {
            let width = self.width(column);
            match column {
                0 => write!(out, "| {cell:<width$} |")?,
                _ => write!(out, " {cell:>width$} |")?,
            }
        }
        writeln!(out)
    }
}

impl Display for Table {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.row(out, &self.head)?;
        for column in 0..self.head.len() {
            let line = "-".repeat(self.width(column) - usize::from(column > 0));
            match column {
                0 => write!(out, "| {line} |")?,
                _ => write!(out, " {line}: |")?,
            }
        }
        writeln!(out)?;
        self.rows.iter().try_for_each(|row| self.row(out, row))
    }
}
