//! Sentences that are no rules: terms, notes and headings that were pasted.

use crate::syntax::habits::lexicon::amount;
use crate::syntax::habits::{Finding, Spot};
use crate::syntax::vocabulary;
use crate::syntax::words::Kind;

/// Words that only a sentence has.
const PROSE: &[&str] = &[
    "a",
    "an",
    "the",
    "who",
    "will",
    "are",
    "be",
    "for",
    "of",
    "on",
    "you",
    "we",
    "our",
    "your",
    "their",
    "they",
    "earn",
    "earns",
    "members",
    "member",
    "customers",
    "please",
    "this",
    "that",
    "these",
    "can",
    "may",
    "must",
    "should",
    "from",
    "with",
    "all",
    "as",
    "by",
    "points",
    "point",
    "have",
    "has",
    "valid",
    "expire",
    "every",
    "each",
    "to",
    "until",
];

/// A line of prose.
pub(super) fn find(spot: &Spot<'_>, from: usize, to: usize) -> Option<Finding> {
    let words = &spot.words[from..=to];
    let first = words.first()?;
    let lower = first.text.to_lowercase();
    let is_word = first.kind == Kind::Word && !vocabulary::begins_a_phrase(first.text);
    let plain = words.iter().filter(|word| word.kind == Kind::Word).count();
    let prose =
        words.iter().filter(|word| PROSE.contains(&word.text.to_lowercase().as_str())).count();
    let query = ["select", "update", "insert", "delete", "group", "where", "having", "create"];
    if query.contains(&lower.as_str()) && first.text == first.text.to_uppercase() {
        return None;
    }
    let capital = first.text.starts_with(char::is_uppercase);
    let ends = words.last().is_some_and(|word| matches!(word.text, "." | "!" | "?"));
    let begins = spot.at <= from + 1;
    if !is_word
        || !begins
        || plain < if capital { 2 } else { 4 }
        || prose < 1
        || !(capital || ends || PROSE.contains(&lower.as_str()))
    {
        return None;
    }
    if vocabulary::all().any(|word| word == lower) && !ends && !capital {
        return None;
    }
    let written = spot.written(from, to);
    let line = written.lines().next().unwrap_or_default();
    let points = points(spot, from, to);
    let help = match points {
        Some(points) => format!("{points}; to keep the sentence as a note, put a `#` before it"),
        None => format!(
            "to keep it as a note, write `# {line}`; a rule looks like `when {} {}`",
            super::example(spot.names),
            deed(spot)
        ),
    };
    let title = "This is a sentence, not a rule";
    let finding = Finding::new(first.range(), title, "the sentence begins here");
    Some(finding.help(help).with_at(spot.range(from, to), "").guess())
}

/// How points are given.
fn points(spot: &Spot<'_>, from: usize, to: usize) -> Option<String> {
    let words = &spot.words[from..=to];
    let low: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let at = low.iter().position(|word| {
        matches!(word.as_str(), "point" | "points" | "stars" | "miles" | "coins")
    })?;
    let name = if spot.names.has("points") { "my_points" } else { "points" };
    let number = words[..at]
        .iter()
        .rev()
        .find(|word| word.kind == Kind::Number)
        .map_or("1", |word| word.text);
    let money = words[at..].windows(2).find(|pair| matches!(pair[0].text, "$" | "€" | "£"));
    let list = spot.names.purchases();
    match (money, list) {
        (Some(pair), Some(list)) if amount(list).is_some() => {
            let sum = format!("sum({}.{})", list.name, amount(list)?);
            let each = spot.names.amount(pair[1].text);
            let times = if number == "1" { String::new() } else { format!("{number} * ") };
            Some(format!("to give points for money, write `let {name} = {times}{sum} / {each}`"))
        }
        (_, Some(list)) => {
            let event =
                words[at..].iter().find_map(|word| spot.names.list(word.text)).unwrap_or(list);
            let event = crate::syntax::habits::lexicon::singular(event.name);
            let number =
                if number.bytes().all(|byte| byte.is_ascii_digit()) { number } else { "1" };
            Some(format!(
                "to give points for events, write `score {name} add {number} per {event}`"
            ))
        }
        _ => None,
    }
}

/// An action that the file can have.
pub(in crate::syntax::habits) fn deed(spot: &Spot<'_>) -> String {
    let gift = spot.names.gifts.iter().find(|gift| matches!(gift.kind, "reward" | "message"));
    match (gift, spot.names.stages.last()) {
        (Some(gift), _) if gift.kind == "reward" => format!("give {}", gift.name),
        (Some(gift), _) => format!("send {}", gift.name),
        (None, Some(stage)) => format!("move to {stage}"),
        (None, None) => "tag \"regular\"".to_owned(),
    }
}
