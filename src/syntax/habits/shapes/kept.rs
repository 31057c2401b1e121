//! Gifts that are kept for later, written in other ways.

use super::super::{Finding, Spot};
use crate::problems::register;

/// What people say of a gift that is to be tried again.
const VERBS: &[&str] = &[
    "kept",
    "keep",
    "keeps",
    "keeping",
    "hold",
    "held",
    "retry",
    "retried",
    "retries",
    "owed",
    "deferred",
    "postponed",
    "delayed",
    "queued",
    "queue",
];

const LEADS: &[&[&str]] = &[&["up", "to"], &["at", "most"], &["max"], &["maximum"], &["over"]];

/// `message receipt keep 7 days if in_arrears`, `message receipt kept`.
pub(super) fn kept(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let line = (0..at.min(spot.words.len())).rev().find(|place| spot.words[*place].first)?;
    let gift = matches!(spot.text_at(line), "reward" | "message" | "program" | "alert");
    let is_verb = |place: &usize| VERBS.contains(&spot.text_at(*place));
    // What leads to the condition may be where the reading stops.
    let verb = match at == spot.at {
        true => (line + 2..=at).rev().find(is_verb)?,
        false => Some(at).filter(|at| is_verb(at) && *at >= line + 2)?,
    };
    if !gift || spot.at > spot.line_end(verb) + 1 {
        return None;
    }
    let mut next = verb + 1;
    next += usize::from(matches!(spot.text_at(next), "for" | "within"));
    let lead = LEADS.iter().find(|lead| spot.says(next, lead));
    next += lead.map_or(0, |lead| lead.len());
    let Some(length) = spot.length(next) else { return how_long(spot, verb) };
    let (with, last) = (format!("kept for {length}"), next + 1);
    match condition(spot, last + 1) {
        Some((condition, last)) => instead(spot, verb, last, format!("{with} {condition}")),
        None => instead(spot, verb, last, with),
    }
}

/// `if in_arrears` as it should be, with its last word.
fn condition(spot: &Spot<'_>, at: usize) -> Option<(String, usize)> {
    let comma = usize::from(spot.text_at(at) == ",");
    let joint = at + comma;
    let (words, negated) = match spot.text_at(joint) {
        _ if spot.word(joint)?.first => return None,
        "while" if comma > 0 => (1, false),
        "if" | "when" | "whenever" => (1, false),
        "unless" | "until" => (1, true),
        "as" | "so" if spot.says(joint + 1, &["long", "as"]) => (3, false),
        _ => return None,
    };
    let from = joint + words;
    let end = spot.line_end(joint);
    let last = (from..end).find(|place| spot.text_at(place + 1) == ",").unwrap_or(end);
    let asked = spot.written(from, last);
    (from <= last && !asked.is_empty()).then(|| match (negated, from == last) {
        (false, _) => (format!("while {asked}"), last),
        (true, true) => (format!("while not {asked}"), last),
        (true, false) => (format!("while not ({asked})"), last),
    })
}

/// `kept`, `kept while in_arrears`, `kept forever`.
fn how_long(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let next = spot.text_at(at + 1);
    let ends = spot.word(at + 1).is_none_or(|word| word.first) || next == ",";
    let said = matches!(next, "while" | "until" | "till" | "forever" | "always" | "if" | "when");
    // A gift may have another such word in its name: `message cart hold`.
    if spot.text_at(at) != "kept" || !(ends || said) {
        return None;
    }
    let title = "For how long is it kept?";
    let help = "say it as a time from when it was withheld, such as `kept for 7 days`";
    Some(Finding::new(spot.range(at, at), title, "this needs a length of time").help(help))
}

fn instead(spot: &Spot<'_>, at: usize, last: usize, with: String) -> Option<Finding> {
    let written = spot.written(at, last);
    (!written.split_whitespace().eq(with.split_whitespace())).then(|| {
        let title = format!("`{written}` should be `{with}`");
        let finding = Finding::new(spot.range(at, last), title, "how long it is owed");
        finding.code(register::HABIT).help(format!("write `{with}`")).with(with)
    })
}
