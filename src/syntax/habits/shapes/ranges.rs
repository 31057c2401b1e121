//! Two values or two conditions, joined as elsewhere.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// A number or an amount at a place: where it ends.
fn value(spot: &Spot<'_>, at: usize) -> Option<usize> {
    match spot.kind(at)? {
        Kind::Number | Kind::Date => Some(at),
        Kind::Mark if matches!(spot.text_at(at), "$" | "€" | "£") => {
            (spot.kind(at + 1) == Some(Kind::Number)).then_some(at + 1)
        }
        _ => None,
    }
}

/// `between €100 - €200`, `between 1 to 5`, `between 1, 5`.
pub(super) fn between_two(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "between" {
        return None;
    }
    let first = value(spot, at + 1)?;
    let joint = first + 1;
    let last = value(spot, joint + 1)?;
    if !matches!(spot.text_at(joint), "-" | "to" | "," | ".." | "..." | "&" | "or" | "until" | "/")
    {
        return None;
    }
    let mark = spot.text_at(joint);
    let (low, high) = (spot.written(at + 1, first), spot.written(joint + 1, last));
    let name =
        at.checked_sub(1).filter(|name| spot.is_name(*name)).map_or("", |name| spot.text_at(name));
    let fixed = format!("{name} between {low} and {high}");
    let title = format!("`{mark}` after `between` should be `and`");
    let finding = Finding::new(spot.range(joint, joint), title, "write `and` here");
    Some(
        finding
            .help(format!("write `{}`", fixed.trim()))
            .with_at(spot.range(joint, joint), " and ")
            .likely(),
    )
}

/// Whether a word ends the `where` that is open.
fn ends_where(spot: &Spot<'_>, at: usize) -> bool {
    let word = spot.text_at(at);
    let option = matches!(
        word,
        "within" | "since" | "this" | "for" | "from" | "at" | "key" | "with" | "then" | ""
    ) || matches!(word, ")" | "," | ";" | ">" | "<" | "≥" | "≤" | ">=" | "<=");
    option && !matches!(word, ">" | "<" | "≥" | "≤" | ">=" | "<=")
        || ACTIONS.contains(&word)
        || spot.text_at(at + 1) == ":"
        || spot.word(at).is_some_and(|word| word.first)
}

/// `sum(purchases.amount where a is x and b > 5)`: two conditions behind one `where`.
pub(super) fn where_two(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if !matches!(spot.text_at(at), "and" | "or") || at > spot.at {
        return None;
    }
    let found = (0..at).rev().take(24).find(|place| spot.text_at(*place) == "where")?;
    if spot.text_at(found + 1) == "("
        || (found..at).any(|place| matches!(spot.text_at(place), ")" | "within" | "since" | "this"))
    {
        return None;
    }
    let end = (at + 1..=spot.words.len()).find(|place| ends_where(spot, *place))?;
    if end <= at + 1 || end <= spot.at && end < spot.at {
        return None;
    }
    let both = spot.written(found + 1, end - 1);
    let fixed = format!("where ({both})");
    let title = "`where` takes one condition: put both in parentheses";
    let finding =
        Finding::new(spot.range(found + 1, end - 1), title, "put parentheses around these");
    let range = spot.range(found, end - 1);
    Some(
        finding
            .code(register::SYNTAX)
            .help(format!("write `{fixed}`"))
            .with_at(range, fixed)
            .likely(),
    )
}

/// `for each purchase where a is x within 30 days and b > 5`: the window goes after both.
pub(super) fn where_beyond_window(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if at != spot.at || !matches!(spot.text_at(at), "and" | "or") {
        return None;
    }
    let found = (0..at).rev().take(24).find(|place| spot.text_at(*place) == "where")?;
    let each = matches!(spot.before(found, 2), "each" | "every");
    let opens =
        |place: &usize| matches!(spot.text_at(*place), "within" | "since" | "this" | "last");
    let window = (found + 2..at).find(opens).filter(|_| each)?;
    let end = (at + 1..=spot.words.len()).find(|place| ends_where(spot, *place))?;
    (end > at + 1).then_some(())?;
    let first = spot.written(found + 1, window - 1).trim_matches(['(', ')']);
    let (joint, second) = (spot.text_at(at), spot.written(at + 1, end - 1));
    let fixed = format!("where ({first} {joint} {second}) {}", spot.written(window, at - 1));
    let title = "`where` takes one condition: put both in parentheses, before the window";
    let finding = Finding::new(spot.range(at, end - 1), title, "this is outside of the `where`");
    let finding = finding.code(register::SYNTAX).help(format!("write `{fixed}`"));
    Some(finding.with_at(spot.range(found, end - 1), fixed).likely())
}

/// `NPS ≥ 9 xor vip`.
pub(super) fn either(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if !spot.text_at(at).eq_ignore_ascii_case("xor") {
        return None;
    }
    let opens = |place: usize| {
        matches!(spot.text_at(place), "when" | "after" | "and" | "or" | "(" | "=" | "where")
    };
    let from = (0..at).rev().find(|place| opens(*place)).map_or(0, |place| place + 1);
    let ends = |place: usize| {
        let word = spot.text_at(place);
        matches!(word, "" | "and" | "or" | ")" | "then" | "," | ";") || ACTIONS.contains(&word)
    };
    let to = (at + 1..=spot.words.len()).find(|place| ends(*place))? - 1;
    if from >= at || to <= at {
        return None;
    }
    let (one, other) = (spot.written(from, at - 1), spot.written(at + 1, to));
    let fixed = format!("({one} and not ({other}) or {other} and not ({one}))");
    let title = "Flywheel has no `xor`: say which of the two is true and which is not";
    let finding = Finding::new(spot.range(at, at), title, "this is not a word of the language");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(from, to), fixed).likely())
}

/// `90 days since first purchase`.
pub(super) fn since_first(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.text_at(at + 2))?;
    if spot.text_at(at) != "since" || spot.text_at(at + 1) != "first" || list.bare {
        return None;
    }
    let one = spot.text_at(at + 2);
    let title = "Only `since last` is built in, not `since first`";
    let finding = Finding::new(spot.range(at + 1, at + 2), title, "give the first one a name");
    let help = format!(
        "declare `let first_{one} = min({}.at)`, then write `since first_{one}`",
        list.name
    );
    Some(finding.help(help).with_at(spot.range(at + 1, at + 1), "last").guess())
}

/// `events "orders" with ...`, `text "city"`: the word `from` is missing.
pub(super) fn missing_from(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = spot.before(at, 1);
    let types = [
        "events",
        "text",
        "number",
        "money",
        "date",
        "count",
        "no",
        "cents",
        "seconds",
        "milliseconds",
    ];
    if at != spot.at || spot.kind(at) != Some(Kind::Text) || !types.contains(&before) {
        return None;
    }
    let start = spot.word(at)?.start;
    let title = "`from` is missing before the path";
    let finding = Finding::new(spot.range(at, at), title, "add `from` before this");
    let help = format!("write `{before} from {}`", spot.text_at(at));
    Some(finding.code(register::SYNTAX).help(help).with_at(start..start, "from "))
}
