//! Lines that belong together, aligned.

use std::collections::BTreeSet;

use super::WIDTH;
use super::line::Line;
use super::outline::FEWER_PARTS;
use super::row::{Row, fits, unbroken, width};
use super::token::Token;

/// No line has more columns that are aligned.
const COLUMNS: u8 = 3;
/// Where the options of a gift begin.
const OPTIONS: u8 = 3;
/// How far the options of a field may be moved to be below one another.
const TYPE_REACH: usize = 12;

/// Sets how far apart the tokens of each run of rows are.
pub(super) fn align(rows: &mut [Row<'_>]) {
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

/// Whether two rows are in the same run.
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
    /// What is before it, in columns.
    before: usize,
    /// How many columns the rest of the line takes.
    rest: usize,
    /// How many columns it takes at least, when it is broken.
    least: usize,
    /// How far it may be moved, so that a row still reads as one.
    reach: usize,
}

impl Cell {
    fn can_stand(&self, goal: usize) -> bool {
        let near = self.before <= goal && goal - self.before <= self.reach;
        near && goal + 1 + self.least <= WIDTH
    }

    /// Whether it would break a line that needs no break.
    fn breaks(&self, goal: usize) -> bool {
        self.before + 1 + self.rest <= WIDTH && goal + 1 + self.rest > WIDTH
    }
}

fn align_column(rows: &mut [Row<'_>], column: u8) {
    let cells: Vec<Cell> =
        rows.iter().enumerate().filter_map(|(at, row)| cell(at, row, column)).collect();
    // A row that would push many others off the page stands out alone.
    let cost = |goal: usize| {
        let bad = |cell: &&Cell| !cell.can_stand(goal) || cell.breaks(goal);
        (cells.iter().filter(bad).count(), goal)
    };
    // Each once: long runs have few different widths.
    let goals: BTreeSet<usize> = cells.iter().map(|cell| cell.before).collect();
    let Some((_, goal)) = goals.into_iter().map(cost).min() else { return };
    for cell in cells.iter().filter(|cell| cell.can_stand(goal)) {
        let row = &mut rows[cell.row];
        row.tokens[cell.token].pad = goal - cell.before;
        if row.line == Line::Gift && column == OPTIONS {
            hang(&mut row.tokens[cell.token..], goal + 1);
        }
    }
}

/// The beginning of a column in a row, unless the line is broken before it.
fn cell(at: usize, row: &Row<'_>, column: u8) -> Option<Cell> {
    let tokens = &row.tokens;
    let token = tokens.iter().position(|token| token.stop == Some(column))?;
    let indent = row.line.indent();
    let gift = row.line == Line::Gift;
    let end = if gift || fits(tokens, indent) { tokens.len() } else { first_break(row) };
    if token >= end || !unbroken(&tokens[..=token]) {
        return None;
    }
    let before = indent + width(&tokens[..token]);
    let rest = width(&tokens[token..end]);
    let (rest, least) = match (gift, column) {
        (true, OPTIONS) => (rest, longest_option(&tokens[token..])),
        // The names and descriptions of gifts are aligned whatever it takes.
        (true, _) => (0, 0),
        (false, _) => (rest, rest),
    };
    // Types are of very different lengths, and what is after them matters less.
    let reach = if row.line == Line::Field && column > 1 { TYPE_REACH } else { WIDTH };
    Some(Cell { row: at, token, before, rest, least, reach })
}

/// How wide the widest option of a gift is.
fn longest_option(options: &[Token<'_>]) -> usize {
    let mut longest = 0;
    let mut from = 0;
    for at in 1..=options.len() {
        let begins = options
            .get(at)
            .is_none_or(|token| token.may_break.is_some_and(|place| place.level <= FEWER_PARTS));
        if begins {
            longest = longest.max(width(&options[from..at]));
            from = at;
        }
    }
    longest
}

/// Puts the options of a gift below its first one, which is at a column.
fn hang(options: &mut [Token<'_>], column: usize) {
    for (at, token) in options.iter_mut().enumerate() {
        match token.may_break.as_mut() {
            Some(place) if at > 0 && place.level == FEWER_PARTS => place.deeper = column,
            Some(_) if at == 0 => token.may_break = None,
            Some(_) | None => {}
        }
    }
}

fn first_break(row: &Row<'_>) -> usize {
    let places = row.tokens.iter().enumerate().skip(1);
    let places = places.filter_map(|(at, token)| token.may_break.map(|place| (place.level, at)));
    places.min().map_or(row.tokens.len(), |(_, at)| at)
}
