//! The lines of a file before they are broken: which tokens are on each, and what between them.

use super::WIDTH;
use super::line::{Line, Role};
use super::sketch::spaced;
use super::token::{Comment, Token, Tokens};

/// A line, or several when it is too long for one.
pub(super) struct Row<'t> {
    pub line: Line,
    pub tokens: Vec<Token<'t>>,
    /// Comments at the end of the block before it.
    pub before: Vec<Comment<'t>>,
    /// Whether an empty line is before it and the comments above it.
    pub gap: bool,
}

/// The rows of a file, and the comments after the last.
pub(super) fn rows(read: Tokens<'_>) -> (Vec<Row<'_>>, Vec<Comment<'_>>) {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for mut token in read.tokens {
        match (token.begins, rows.last_mut()) {
            (None, Some(row)) => row.tokens.push(token),
            (begins, last) => {
                let line = begins.unwrap_or(Line::Statement);
                let before = match last {
                    Some(_) if line.role() != Role::Entry => end_of_block(&mut token, &rows),
                    Some(_) | None => Vec::new(),
                };
                let gap = gap(rows.last().map(|row| row.line), line, &token, &rows);
                rows.push(Row { line, tokens: vec![token], before, gap });
            }
        }
    }
    (rows, read.tail)
}

/// Takes the comments that are deeper than a declaration: they end the block before it.
fn end_of_block<'t>(token: &mut Token<'t>, rows: &[Row<'t>]) -> Vec<Comment<'t>> {
    if !in_block(rows) {
        return Vec::new();
    }
    let column = token.column;
    let rest = token.above.iter().position(|comment| comment.column <= column);
    let rest = token.above.split_off(rest.unwrap_or(token.above.len()));
    std::mem::replace(&mut token.above, rest)
}

/// Whether the last line belongs to a block.
pub(super) fn in_block(rows: &[Row<'_>]) -> bool {
    rows.last().is_some_and(|row| row.line.role() != Role::Single)
}

/// Whether an empty line is before a row.
fn gap(last: Option<Line>, line: Line, token: &Token<'_>, rows: &[Row<'_>]) -> bool {
    let written = token.above.first().map_or(token.gap, |comment| comment.gap);
    let Some(last) = last else { return false };
    match line.role() {
        // A block begins right below its head.
        Role::Entry => written && last.role() != Role::Head,
        Role::Head => true,
        Role::Single => written || in_block(rows) || !last.goes_with(line),
    }
}

/// How many columns tokens take on one line.
pub(super) fn width(tokens: &[Token<'_>]) -> usize {
    let mut width = tokens.first().map_or(0, Token::width);
    for pair in tokens.windows(2) {
        let space = usize::from(spaced(&pair[0], &pair[1]));
        width += space + pair[1].pad + pair[1].width();
    }
    width
}

/// Whether no comments keep tokens from standing on one line.
pub(super) fn unbroken(tokens: &[Token<'_>]) -> bool {
    tokens.windows(2).all(|pair| pair[0].beside.is_none() && pair[1].above.is_empty())
}

/// Whether tokens can be on one line that begins at a column.
pub(super) fn fits(tokens: &[Token<'_>], column: usize) -> bool {
    let limits = tokens.iter().skip(1).filter_map(|token| token.may_break);
    let limit = limits.map(|place| place.limit).min().unwrap_or(WIDTH);
    unbroken(tokens) && column + width(tokens) <= limit
}
