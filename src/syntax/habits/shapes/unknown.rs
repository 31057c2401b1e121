//! A condition with words that the file does not know, where nothing better is known.

use super::super::{Finding, Spot, english, numbers};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary;
use crate::syntax::words::Kind;
use crate::values::listing;

/// Words that nobody would declare.
const SMALL: &[&str] = &[
    "has",
    "have",
    "had",
    "they",
    "their",
    "is",
    "are",
    "was",
    "were",
    "the",
    "a",
    "an",
    "customer",
    "customers",
    "don't",
    "doesn't",
    "never",
    "haven't",
    "hasn't",
    "didn't",
    "who",
    "we",
    "it's",
    "someone",
    "to",
    "in",
    "of",
    "an",
    "under",
    "come",
    "been",
    "today",
    "now",
    "tomorrow",
    "yesterday",
    "this",
    "that",
    "which",
    "there",
    "it",
    "he",
    "she",
    "them",
    "be",
    "do",
    "does",
    "did",
    "by",
    "on",
    "for",
    "until",
    "before",
    "after",
    "over",
    "as",
    "any",
    "all",
    "more",
    "less",
    "than",
    "whose",
    "may",
    "can",
];

/// `purchase frequency > 3`, `born before 1990`: the first word that means nothing here.
pub(super) fn word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let wants = |rule: Rule| spot.wanted.contains(&rule);
    let compares = wants(Rule::comparison) || wants(Rule::comparison_mark);
    if at != spot.at || !compares || !wants(Rule::action) {
        return None;
    }
    // A mark is a mistake of its own, whatever the names around it.
    if spot.kind(at) == Some(Kind::Mark) {
        return None;
    }
    let joins = |place: &usize| {
        matches!(spot.text_at(*place), "when" | "after" | "if" | "and" | "or" | "not" | "(")
    };
    let begins = (0..at).rev().find(joins)? + 1;
    let known = |place: usize| {
        let text = spot.text_at(place);
        spot.names.has(text)
            || numbers::is_unit(text)
            || vocabulary::all().any(|word| word == text)
            || !spot.is_name(place)
    };
    let mut depth = 0usize;
    let end = (begins..=spot.line_end(at)).find(|place| {
        let text = spot.text_at(*place);
        match text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || *place < at {
            return false;
        }
        vocabulary::ACTIONS.contains(&text) || matches!(text, "and" | "or" | "then" | ";")
    })?;
    let small = |place: &usize| SMALL.contains(&spot.text_at(*place));
    (begins..end).any(|place| !known(place)).then_some(())?;
    let unknown = (begins..end).find(|place| !known(*place) && !small(place));
    let condition = spot.written(begins, end - 1);
    let title = format!("Flywheel cannot read `{condition}` as a condition");
    let finding = match unknown {
        Some(at) => {
            let label = format!("nothing is called `{}`", spot.text_at(at));
            Finding::new(spot.range(at, at), title, label)
        }
        // It is not one of its words that is unknown, but what they say together.
        None => Finding::new(spot.range(begins, end - 1), title, "say this in other words"),
    };
    let help = match known_names(spot) {
        Some(names) => format!(
            "use what this file knows about customers: {names}; for example `{}`",
            english::example(spot.names)
        ),
        None => "declare what it asks about under `customer` first".to_owned(),
    };
    let finding = finding.code(register::UNKNOWN_NAME).help(help);
    let range = spot.range(begins, end - 1);
    Some(finding.with_at(range, english::example(spot.names)).guess().weak())
}

/// The first names of what is known of customers, as a list to choose from.
fn known_names(spot: &Spot<'_>) -> Option<String> {
    let names = spot.names;
    let lists = names.lists.iter().map(|list| list.name);
    let fields =
        names.fields.iter().map(|(name, _)| *name).filter(|name| names.list(name).is_none());
    let lets = names.lets.iter().copied();
    let all: Vec<&str> = lists.chain(lets).chain(fields).collect();
    let shown: Vec<String> = all.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match all.len() {
        0 => None,
        1..=SHOWN => Some(listing::or(&shown)),
        _ => Some(format!("{} and so on", shown.join(", "))),
    }
}

/// As many names are shown.
const SHOWN: usize = 7;
