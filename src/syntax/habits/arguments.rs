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
    pub last: usize,
}

/// The bracket that closes the one at a place.
pub(super) fn closing(spot: &Spot<'_>, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for at in open..spot.words.len().min(open + 60) {
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
    let close = closing(spot, at + 1)?;
    let mut args = Vec::new();
    let (mut depth, mut from) = (0usize, at + 2);
    for place in at + 2..=close {
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
    Some(Call { name: spot.text_at(at), args, close })
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
    value.then(|| Compared { mark, right: spot.written(from, last), last })
}
