//! Words that are spelled otherwise, and would be read as something else.

use super::{Finding, Spot};
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `isn't`, `doesn't`, with any apostrophe.
pub(super) fn contraction(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| !word.first)?;
    let lower = word.text.to_lowercase().replace(['’', '´', '`'], "'");
    let with = match lower.as_str() {
        "isn't" | "aren't" => "is not",
        "doesn't" | "don't" => "does not",
        _ => return None,
    };
    // Before what it says of is a name; elsewhere, it is a part of a sentence.
    (at > 0 && (spot.is_name(at - 1) || spot.text_at(at - 1) == ")")).then_some(())?;
    // These have words of their own: `isn't set`, `doesn't exist`.
    if matches!(spot.text_at(at + 1), "set" | "known" | "exist" | "one" | "any" | "have") {
        return None;
    }
    // `not` goes first where these follow.
    let test = match spot.text_at(at + 1) {
        "contain" => Some("contains"),
        "start" => Some("starts"),
        "end" => Some("ends"),
        test @ ("in" | "between") => Some(test),
        _ => None,
    };
    if let Some(test) = test {
        let name = (spot.is_name(at - 1) && spot.before(at, 2) != ".").then_some(at - 1)?;
        let fixed = format!("not {} {test}", spot.text_at(name));
        let title = format!("`{}` should be `{fixed}`", spot.written(name, at + 1));
        let finding = Finding::new(spot.range(at, at + 1), title, "`not` goes first");
        let help = format!("write `{fixed} ...`");
        return Some(finding.help(help).with_at(spot.range(name, at + 1), fixed).safe());
    }
    let title = format!("`{}` should be `{with}`", word.text);
    let finding = Finding::new(word.range(), title, format!("write `{with}` here"));
    Some(finding.help(format!("write `{}`", spot.paste(at, at, with))).with(with).safe())
}

/// `NPS ≥ 9 THEN give mug`, `NPS ≥ 9 set tag "vip"`, which would be read as 9 of some events.
pub(super) fn before_action(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|_| !spot.names.has(spot.text_at(at)))?;
    let next = spot.text_at(at + 1);
    let finding = match word.text {
        "THEN" | "Then" if ACTIONS.contains(&next.to_lowercase().as_str()) => {
            let first = (at.saturating_sub(30)..at).rev().find(|place| spot.words[*place].first);
            if first.is_some_and(|first| matches!(spot.text_at(first), "CASE" | "SELECT")) {
                return None;
            }
            let title = format!("`{}` must be lowercase: `then`", word.text);
            Finding::new(word.range(), title, "write `then` here").with("then")
        }
        "set" | "add" | "apply" | "put"
            if next == "tag" && spot.kind(at + 2) == Some(Kind::Text) && !word.first =>
        {
            let title = format!("`{} tag` should be `tag`", word.text);
            Finding::new(spot.range(at, at + 1), title, "write `tag` here").with("tag")
        }
        _ => return None,
    };
    let last = if next == "tag" { at + 2 } else { at + 1 };
    let with = finding.with.as_ref().map_or("", |(_, with)| with);
    let help = format!("write `{with} {}`", spot.text_at(last));
    Some(finding.help(help).safe_if(word.text.starts_with(char::is_uppercase)))
}
