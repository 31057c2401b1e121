//! Comparisons in a chain, as in mathematics: `a < b < c`.

use super::super::{Finding, Spot, arguments, numbers};
use super::conditions::comparison;
use crate::syntax::words::Kind;

const TITLE: &str = "One comparison at a time";
const LABEL: &str = "this is the second one";

/// `not a < b < c` denies both comparisons together, and `where a < b < c` filters by both.
pub(super) fn denied(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let from = begin(spot, second_mark(spot, at)?);
    let word = spot.before(from, 1);
    if !is_of_both(word) {
        return None;
    }
    let (pairs, end) = pairs(spot, from, at)?;
    let fixed = format!("({})", pairs.join(" and "));
    let finding = Finding::new(spot.range(at, at), TITLE, LABEL);
    let help = format!("write `{word} {fixed}`");
    Some(finding.help(help).with_at(spot.range(from, end), fixed).safe())
}

/// `a < b < c < d`: all of the chain at once, however long it is.
pub(super) fn all(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let from = begin(spot, second_mark(spot, at)?);
    let (pairs, end) = pairs(spot, from, at)?;
    if is_of_both(spot.before(from, 1)) || pairs.len() < 3 {
        return None;
    }
    let fixed = format!("and {}", pairs[1..].join(" and "));
    let finding = Finding::new(spot.range(at, at), TITLE, LABEL);
    let shown = pairs[..3].join(" and ");
    let more = if pairs.len() > 3 { ", and so on" } else { "" };
    let help = format!("write `{shown}`{more}");
    Some(finding.help(help).with_at(spot.range(at, end), fixed).safe())
}

/// `a < b < c`.
pub(super) fn second(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = second_mark(spot, at)?;
    let from = begin(spot, first);
    if is_of_both(spot.before(from, 1)) {
        return None;
    }
    let middle = spot.text_at(at - 1);
    let last = operand(spot, at + 1).unwrap_or(at + 1);
    let fixed = format!("{} and {middle} {}", spot.written(from, at - 1), spot.written(at, last));
    let start = spot.word(at)?.start;
    let finding = Finding::new(spot.range(at, at), TITLE, LABEL);
    let help = format!("write `{fixed}`");
    Some(finding.help(help).with_at(start..start, format!("and {middle} ")).safe())
}

/// Whether a word is about all of the comparisons that follow it.
fn is_of_both(word: &str) -> bool {
    matches!(word, "not" | "where")
}

/// The mark before the one at which the reading stopped, if both compare one value.
fn second_mark(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let first = at.checked_sub(2)?;
    let marks = comparison(spot.text_at(at)) && comparison(spot.text_at(first));
    (at == spot.at && marks).then_some(first)
}

/// Where the value before a mark begins.
fn begin(spot: &Spot<'_>, mark: usize) -> usize {
    let mut open = 0usize;
    for at in (0..mark).rev() {
        match spot.text_at(at) {
            ")" => open += 1,
            "(" if open > 0 => open -= 1,
            "(" | "when" | "after" | "if" | "and" | "or" | "not" | "where" | "=" | ":" | ","
            | ";"
                if open == 0 =>
            {
                return at + 1;
            }
            _ => {}
        }
    }
    0
}

/// The comparisons of a chain, each of two values, and where its last word is.
fn pairs(spot: &Spot<'_>, from: usize, at: usize) -> Option<(Vec<String>, usize)> {
    let mut pairs = vec![spot.written(from, at - 1).to_owned()];
    let (mut left, mut mark) = ((at - 1, at - 1), at);
    loop {
        let end = operand(spot, mark + 1)?;
        pairs.push(format!("{} {}", spot.written(left.0, left.1), spot.written(mark, end)));
        if !comparison(spot.text_at(end + 1)) {
            return Some((pairs, end));
        }
        left = (mark + 1, end);
        mark = end + 1;
    }
}

/// The last word of a value, with what is added to it or taken from it.
fn operand(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let mut end = term(spot, at)?;
    while matches!(spot.text_at(end + 1), "+" | "-" | "*" | "/" | "×" | "÷" | "−") {
        end = term(spot, end + 2)?;
    }
    Some(end)
}

fn term(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let called = |at: usize| arguments::closing(spot, at).filter(|_| spot.text_at(at) == "(");
    match spot.kind(at)? {
        Kind::Mark if matches!(spot.text_at(at), "$" | "€" | "£" | "-" | "−") => {
            term(spot, at + 1)
        }
        Kind::Mark => called(at),
        Kind::Number if is_code(spot.text_at(at + 1)) => Some(at + 1),
        Kind::Number if numbers::is_unit(spot.text_at(at + 1)) => Some(at + 1),
        Kind::Word if spot.text_at(at + 1) == "(" => called(at + 1),
        Kind::Word | Kind::Number | Kind::Date | Kind::Text => Some(at),
        Kind::OtherDate
        | Kind::OpenText
        | Kind::SmartText
        | Kind::SingleText
        | Kind::OtherComment
        | Kind::Conflict
        | Kind::OddSpace
        | Kind::Hidden
        | Kind::Wide => None,
    }
}

/// `USD`.
fn is_code(word: &str) -> bool {
    word.len() == 3 && word.chars().all(|letter| letter.is_ascii_uppercase())
}
