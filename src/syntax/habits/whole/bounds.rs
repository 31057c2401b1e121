//! The bounds of a score in other words: `score fit 0 to 100`, `max 100`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `score fit between 0 and 100`, `score fit capped at 100`.
pub(in super::super) fn of_score(line: &Line<'_, '_>) -> Option<Finding> {
    let head = is_in(line, &[Rule::lone_head, Rule::lone_declarations]);
    let name = line.first + 1;
    if !head || line.text(line.first) != "score" || !line.spot.is_name(name) {
        return None;
    }
    // Its lines may be on the same line of text.
    let lines = line.find(|at| at > name && matches!(line.text(at), "add" | "take"));
    let last = lines.map_or(line.last, |lines| lines - 1);
    let from = name + 1 + usize::from(line.text(name + 1) == ",");
    let (low, high) = bounds(line, from, last)?;
    let both: Vec<String> = [("at least", low), ("at most", high)]
        .into_iter()
        .filter_map(|(words, bound)| bound.map(|bound| format!("{words} {bound}")))
        .collect();
    let fixed = both.join(", ");
    let range = line.spot.range(name + 1, last);
    if line.spot.written(from, last) == fixed && from == name + 1 {
        return None;
    }
    let title = format!("The bounds of a score are written `{fixed}`");
    let finding = Finding::new(range, title, format!("write `{fixed}` here"));
    let help = format!("write `score {} {fixed}`", line.text(name));
    Some(finding.code(register::HABIT).help(help).with(fixed))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// The lowest and the highest number that some words name, if they say nothing else.
fn bounds(
    line: &Line<'_, '_>,
    from: usize,
    last: usize,
) -> Option<(Option<String>, Option<String>)> {
    let (mut low, mut high) = (None, None);
    let (mut side, mut minus) = (None, "");
    for at in from..=last {
        match line.text(at) {
            number if line.spot.kind(at) == Some(Kind::Number) => {
                let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                let value = format!("{minus}{number}");
                minus = "";
                let place = match side.take() {
                    Some(Side::Low) => &mut low,
                    Some(Side::High) => &mut high,
                    None if low.is_none() => &mut low,
                    None => &mut high,
                };
                (plain && place.is_none()).then_some(())?;
                *place = Some(value);
            }
            // The second of two numbers is the highest.
            "-" | "–" if line.spot.kind(at - 1) == Some(Kind::Number) => side = Some(Side::High),
            "-" => minus = "-",
            "to" | "and" | ".." if low.is_some() && high.is_none() && side.is_none() => {
                side = Some(Side::High);
            }
            "min" | "minimum" | "least" | "from" | "floor" | ">=" | "≥" => side = Some(Side::Low),
            "max" | "maximum" | "most" | "cap" | "capped" | "limited" | "up" | "ceiling"
            | "limit" | "<=" | "≤" => {
                side = Some(Side::High);
            }
            "below" | "under" | "less" if denied(line, at) => side = Some(Side::Low),
            "above" | "over" | "more" | "beyond" if denied(line, at) => side = Some(Side::High),
            "between" | "range" | "ranges" | "at" | "to" | "of" | "number" | "points" | "point"
            | "not" | "never" | "no" | "than" | "goes" | "(" | ")" | "[" | "]" | "," | ":"
            | "=" | "and" | "with" | "is" | "in" | "clamped" => {}
            _ => return None,
        }
    }
    (low.is_some() || high.is_some()).then_some((low, high))
}

fn denied(line: &Line<'_, '_>, at: usize) -> bool {
    let words = ["not", "never", "no", "can't", "cannot"];
    (at.saturating_sub(2)..at).any(|place| words.contains(&line.text(place)))
}
