//! What a function takes, while its brackets are being filled.

use crate::syntax::{WordKind, words};

/// A function with what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// How it is written.
    pub label: &'static str,
    /// What it comes to.
    pub about: &'static str,
    /// Its parts, as they are in the label.
    pub parts: &'static [&'static str],
    /// Which part the cursor is in.
    pub active: usize,
}

/// A name, how it is written, its parts, and what it comes to.
type Known = (&'static str, &'static str, &'static [&'static str], &'static str);

const FUNCTIONS: &[Known] = &[
    (
        "count",
        "count(events where … within …)",
        &["events where … within …"],
        "How many events there are; `count(different events.attribute)` counts different values.",
    ),
    (
        "sum",
        "sum(events.attribute where … within …)",
        &["events.attribute where … within …"],
        "The total, which is 0 of no events.",
    ),
    (
        "average",
        "average(events.attribute where … within …)",
        &["events.attribute where … within …"],
        "The average, which is unknown of no events.",
    ),
    (
        "min",
        "min(events.attribute where … within …)",
        &["events.attribute where … within …"],
        "The smallest, which is unknown of no events.",
    ),
    (
        "max",
        "max(events.attribute where … within …)",
        &["events.attribute where … within …"],
        "The largest, which is unknown of no events.",
    ),
    (
        "first",
        "first(events.attribute where … within …)",
        &["events.attribute where … within …"],
        "That of the earliest event.",
    ),
    (
        "last",
        "last(events.attribute where … within …)",
        &["events.attribute where … within …"],
        "That of the latest event.",
    ),
    (
        "quintile",
        "quintile(value)",
        &["value"],
        "From 1 to 5, compared with all customers of the run: 5 is the highest fifth.",
    ),
    (
        "rank",
        "rank(value)",
        &["value"],
        "The place among all customers of the run: 1 is the highest.",
    ),
    (
        "round",
        "round(number, digits)",
        &["number", "digits"],
        "The number, rounded half up; without digits, to a whole one.",
    ),
    ("floor", "floor(number)", &["number"], "The next whole number below."),
    ("ceil", "ceil(number)", &["number"], "The next whole number above."),
    ("least", "least(value, value, …)", &["value", "value", "…"], "The least of the values."),
    (
        "greatest",
        "greatest(value, value, …)",
        &["value", "value", "…"],
        "The greatest of the values.",
    ),
];

/// The function whose brackets the cursor is in.
pub fn signature(text: &str, at: usize) -> Option<Signature> {
    let words = words(text.get(..at)?);
    let (mut depth, mut commas) = (0usize, 0);
    for (place, word) in words.iter().enumerate().rev() {
        match (word.kind, word.text) {
            (WordKind::Mark, ")") => depth += 1,
            (WordKind::Mark, "(") if depth > 0 => depth -= 1,
            (WordKind::Mark, "(") => {
                let name = words.get(place.checked_sub(1)?)?;
                if let Some((_, label, parts, about)) =
                    FUNCTIONS.iter().find(|(known, ..)| *known == name.text)
                {
                    let active = commas.min(parts.len() - 1);
                    return Some(Signature { label, about, parts, active });
                }
                commas = 0;
            }
            (WordKind::Mark, ",") if depth == 0 => commas += 1,
            // A bracket is never open from one declaration to the next.
            (_, word_text)
                if word.first
                    && super::block::Block::of(word_text) != super::block::Block::None =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}
