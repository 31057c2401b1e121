//! The arguments of a function, and what its value is compared with.

use super::Spot;
use crate::syntax::words::Kind;

/// `NAME(a, b) > 3`.
pub(super) struct Call<'a> {
    pub name: &'a str,
    pub args: Vec<&'a str>,
    /// The place of the closing bracket.
    pub close: usize,
}

/// A comparison that follows a value: its mark, what is on the right, and the last place of it.
pub(super) struct Compared<'a> {
    pub mark: &'a str,
    pub right: &'a str,
    /// The first place of what is on the right.
    pub first: usize,
    pub last: usize,
}

/// More words than this are in no call that is looked at wherever a word may begin one.
const MOST_WORDS: usize = 60;

/// The bracket that closes the one at a place, unless it is far away.
pub(super) fn closing_near(spot: &Spot<'_>, open: usize) -> Option<usize> {
    closing_before(spot, open, spot.words.len().min(open + MOST_WORDS))
}

/// The bracket that closes the one at a place.
pub(super) fn closing(spot: &Spot<'_>, open: usize) -> Option<usize> {
    closing_before(spot, open, spot.words.len())
}

fn closing_before(spot: &Spot<'_>, open: usize, end: usize) -> Option<usize> {
    let mut depth = 0usize;
    for at in open..end {
        match spot.text_at(at) {
            "(" => depth += 1,
            ")" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The call that a word begins.
pub(super) fn call<'a>(spot: &Spot<'a>, at: usize) -> Option<Call<'a>> {
    if spot.text_at(at + 1) != "(" || spot.kind(at) != Some(Kind::Word) {
        return None;
    }
    let close = closing_near(spot, at + 1)?;
    Some(Call { name: spot.text_at(at), args: between(spot, at + 1, close), close })
}

/// What commas or semicolons separate between two brackets.
pub(super) fn between<'a>(spot: &Spot<'a>, open: usize, close: usize) -> Vec<&'a str> {
    let mut args = Vec::new();
    let (mut depth, mut from) = (0usize, open + 1);
    for place in open + 1..=close {
        match spot.text_at(place) {
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            "," | ";" | ")" if depth == 0 && place > from => {
                args.push(spot.written(from, place - 1));
                from = place + 1;
            }
            _ => {}
        }
    }
    args
}

/// The comparison after a place.
pub(super) fn compared<'a>(spot: &Spot<'a>, after: usize) -> Option<Compared<'a>> {
    let mark = match spot.text_at(after + 1) {
        ">=" | "≥" => "≥",
        "<=" | "≤" => "≤",
        ">" => ">",
        "<" => "<",
        "=" | "==" | "is" => "is",
        _ => return None,
    };
    let currency = matches!(spot.text_at(after + 2), "$" | "€" | "£");
    let from = after + 2;
    let last = if currency { from + 1 } else { from };
    let value = matches!(spot.kind(last)?, Kind::Number | Kind::Text | Kind::Word | Kind::Date);
    value.then(|| Compared { mark, right: spot.written(from, last), first: from, last })
}
