//! Lines that belong together, aligned.

use super::WIDTH;
use super::row::{Row, unbroken, width};

/// No line has more columns that are aligned.
const COLUMNS: u8 = 3;

/// Sets how far apart the tokens of each run of rows stand.
pub fn align(rows: &mut [Row<'_>]) {
    let mut from = 0;
    while from < rows.len() {
        let mut to = from + 1;
        while to < rows.len() && continues(&rows[to - 1], &rows[to]) {
            to += 1;
        }
        for column in 1..=COLUMNS {
            align_column(&mut rows[from..to], column);
        }
        from = to;
    }
}

/// Whether two rows stand in the same run.
fn continues(row: &Row<'_>, next: &Row<'_>) -> bool {
    let parted = next.gap
        || next
            .tokens
            .first()
            .is_some_and(|first| first.gap || first.above.iter().any(|comment| comment.gap));
    row.line == next.line && !parted
}

/// Where a column begins in a row.
struct Cell {
    row: usize,
    token: usize,
    /// What stands before it, in columns.
    before: usize,
    /// How many columns the rest of the line takes.
    rest: usize,
}

fn align_column(rows: &mut [Row<'_>], column: u8) {
    let cells: Vec<Cell> =
        rows.iter().enumerate().filter_map(|(at, row)| cell(at, row, column)).collect();
    let fits = |goal: usize| {
        let aligned = cells.iter().filter(|cell| cell.before <= goal);
        aligned.clone().all(|cell| goal + 1 + cell.rest <= WIDTH)
    };
    // Rows that would push the others off the page stand out alone.
    let goal = cells.iter().map(|cell| cell.before).filter(|goal| fits(*goal)).max();
    let Some(goal) = goal else { return };
    for cell in cells.iter().filter(|cell| cell.before <= goal) {
        rows[cell.row].tokens[cell.token].pad = goal - cell.before;
    }
}

/// The beginning of a column in a row, unless the line is broken before it.
fn cell(at: usize, row: &Row<'_>, column: u8) -> Option<Cell> {
    let tokens = &row.tokens;
    let token = tokens.iter().position(|token| token.stop == Some(column))?;
    let indent = row.line.indent();
    let whole = unbroken(tokens) && indent + width(tokens) <= WIDTH;
    // A line that is broken ends at its first break.
    let end = if whole { tokens.len() } else { first_break(row) };
    if token >= end || !unbroken(&tokens[..=token]) {
        return None;
    }
    let before = indent + width(&tokens[..token]);
    Some(Cell { row: at, token, before, rest: width(&tokens[token..end]) })
}

fn first_break(row: &Row<'_>) -> usize {
    let places = row.tokens.iter().enumerate().skip(1);
    let places = places.filter_map(|(at, token)| token.may_break.map(|place| (place.level, at)));
    places.min().map_or(row.tokens.len(), |(_, at)| at)
}
