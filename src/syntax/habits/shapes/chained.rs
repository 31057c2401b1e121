//! Comparisons in a chain, as in mathematics: `a < b < c`.

use super::super::{Finding, Spot, arguments, numbers};
use super::conditions::comparison;
use crate::syntax::words::Kind;

const TITLE: &str = "One comparison at a time";
const LABEL: &str = "this is the second one";

/// `not a < b < c` denies both comparisons together, and `where a < b < c` filters by both.
pub(super) fn denied(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = second_mark(spot, at)?;
    let from = begin(spot, first);
    let word = spot.before(from, 1);
    if !is_of_both(word) {
        return None;
    }
    let (pairs, end) = pairs(spot, from, first, at)?;
    if compares_numbers(spot, at) {
        return Some(bounds(spot, from, first, at));
    }
    let fixed = format!("({})", pairs.join(" and "));
    let finding = Finding::new(spot.range(at, at), TITLE, LABEL);
    let help = format!("write `{word} {fixed}`");
    Some(finding.help(help).with_at(spot.range(from, end), fixed).safe())
}

/// `a < b < c < d`: all of the chain at once, however long it is.
pub(super) fn all(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = second_mark(spot, at)?;
    let from = begin(spot, first);
    let (pairs, end) = pairs(spot, from, first, at)?;
    if is_of_both(spot.before(from, 1)) || pairs.len() < 3 || compares_numbers(spot, at) {
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
    let middle = spot.written(first + 1, at - 1);
    let last = operand(spot, at + 1).unwrap_or(at + 1);
    if compares_numbers(spot, at) {
        return Some(bounds(spot, from, first, at));
    }
    let fixed = format!("{} and {middle} {}", spot.written(from, at - 1), spot.written(at, last));
    let start = spot.word(at)?.start;
    let finding = Finding::new(spot.range(at, at), TITLE, LABEL);
    let help = format!("write `{fixed}`");
    Some(finding.help(help).with_at(start..start, format!("and {middle} ")).safe())
}

/// `rating >= 8 <= 9`: two bounds of the first value. To compare the numbers with each other would
/// lose the second one.
fn bounds(spot: &Spot<'_>, from: usize, first: usize, at: usize) -> Finding {
    let finding = Finding::new(spot.range(at, at), TITLE, LABEL);
    let last = operand(spot, at + 1).unwrap_or(at + 1);
    let value = spot.written(from, first.saturating_sub(1));
    let (one, other) = (spot.written(from, at - 1), spot.written(at, last));
    let (mark, second) = (spot.text_at(first), spot.text_at(at));
    if points(mark) == points(second) {
        let help = format!("compare `{value}` with one number, such as `{one}`");
        return finding.help(help).with_at(spot.range(at, last), "").guess();
    }
    let (first_number, number) = (spot.written(first + 1, at - 1), spot.written(at + 1, last));
    let fixed = match (mark, second) {
        (">=" | "≥", "<=" | "≤") => format!("{value} between {first_number} and {number}"),
        ("<=" | "≤", ">=" | "≥") => format!("{value} between {number} and {first_number}"),
        _ if is_of_both(spot.before(from, 1)) => format!("({one} and {value} {other})"),
        _ => format!("{one} and {value} {other}"),
    };
    finding.help(format!("write `{fixed}`")).with_at(spot.range(from, last), fixed)
}

/// Which way a comparison points.
fn points(mark: &str) -> Option<char> {
    mark.chars().next().map(|mark| match mark {
        '≥' => '>',
        '≤' => '<',
        other => other,
    })
}

/// Whether a mark compares a number with another.
fn compares_numbers(spot: &Spot<'_>, at: usize) -> bool {
    let last = operand(spot, at + 1);
    spot.kind(at - 1) == Some(Kind::Number)
        && last.is_some_and(|last| is_literal(spot, at + 1, last))
}

/// Whether a value has no name in it: `8`, `$8`, `8 - 1`.
fn is_literal(spot: &Spot<'_>, from: usize, to: usize) -> bool {
    (from..=to).all(|at| spot.kind(at) != Some(Kind::Word) || is_code(spot.text_at(at)))
}

/// Whether a word is about all of the comparisons that follow it.
fn is_of_both(word: &str) -> bool {
    matches!(word, "not" | "where")
}

/// The mark before the one at which the reading stopped, if both compare one value.
fn second_mark(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let first = match at.checked_sub(2)? {
        money if matches!(spot.text_at(money), "$" | "€" | "£") => money.checked_sub(1)?,
        first => first,
    };
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
fn pairs(spot: &Spot<'_>, from: usize, first: usize, at: usize) -> Option<(Vec<String>, usize)> {
    let mut pairs = vec![spot.written(from, at - 1).to_owned()];
    let (mut left, mut mark) = ((first + 1, at - 1), at);
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
