//! Groups of gifts, and what is excepted from a limit or a pause, written in other ways.

use super::super::{Finding, Spot};
use crate::syntax::vocabulary::is_reserved;
use crate::syntax::words::Kind;

/// `group service: receipt, card_declined`, `group service (receipt card_declined)`.
pub(in crate::syntax::habits) fn group(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let name = spot.word(at + 1).filter(|name| name.kind == Kind::Word && !name.first)?;
    let other = matches!(word.text, "let" | "set" | "gifts") && names_gifts(spot, at + 2);
    let own = matches!(word.text, "group" | "groups") || other;
    if !word.first || !own || is_reserved(name.text) || spot.kind(at + 2) == Some(Kind::Text) {
        return None;
    }
    let Some(gifts) = Gifts::read(spot, at + 2, JOINTS) else { return condition(spot, at) };
    let declared = name.text;
    let known = gifts.names.iter().any(|gift| spot.names.gift(gift).is_some());
    let asks = (at + 3..gifts.last).any(|place| spot.text_at(place) == "is");
    if asks && !known {
        return condition(spot, at);
    }
    if gifts.names.is_empty() {
        let title = format!("The group `{declared}` has no gifts");
        let own: Vec<&str> = spot.names.gifts.iter().take(2).map(|gift| gift.name).collect();
        let example = if own.is_empty() { "receipt, invoice".to_owned() } else { own.join(", ") };
        let with = format!("group {declared} ({example})");
        let begins = spot.text_at(at + 2);
        let alone = gifts.last == at + 1 || matches!(begins, "(" | ":" | "=");
        // What belongs to a stage may follow.
        let stage = ["resting", "when", "after", "on", "capacity", "refers", "rule", "if"];
        if !alone || stage.contains(&spot.text_at(gifts.last + 1)) {
            return None;
        }
        let finding = Finding::new(name.range(), title, "which gifts?");
        let finding = finding.help(format!("name them, for example `{with}`"));
        return Some(finding.with_at(spot.range(at, gifts.last), with).guess());
    }
    let with = format!("group {declared} ({})", gifts.names.join(", "));
    let title = "A group is a name, then its gifts in parentheses";
    instead(spot, at, gifts.last, title, with)
}

/// `group vip = tier is gold`.
fn condition(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    matches!(spot.text_at(at + 2), "=" | ":").then_some(())?;
    let last = spot.line_end(at);
    let fixed = format!("let {} = {}", spot.text_at(at + 1), spot.written(at + 3, last));
    let title = "A name for a condition begins with `let`";
    let finding = Finding::new(spot.range(at, at), title, "a group is of gifts");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}

/// Whether gifts in parentheses follow, as in `let service = (receipt, declined)`.
fn names_gifts(spot: &Spot<'_>, at: usize) -> bool {
    let open = at + usize::from(spot.text_at(at) == "=");
    let gift = |at: usize| spot.names.gift(spot.text_at(at)).is_some();
    spot.text_at(open) == "(" && gift(open + 1) && spot.text_at(open + 2) == ","
}

/// `limit messages except a, b to 2 per 7 days`, `pause messages other than service when vip`.
pub(super) fn except(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let joint = match (spot.text_at(at), spot.text_at(at + 1)) {
        ("except" | "excluding" | "besides" | "without" | "but" | "excepting", "for" | "not") => 2,
        ("apart" | "aside", "from") | ("other", "than") => 2,
        ("except" | "excluding" | "besides" | "without" | "but" | "excepting", _) => 1,
        _ => return None,
    };
    let head = spot.text_at(at.checked_sub(2)?);
    if !matches!(head, "limit" | "pause") {
        return None;
    }
    let gifts = Gifts::read(spot, at + joint, &["(", ")", ",", "and", "or"])?;
    let with = match gifts.names.as_slice() {
        [] => return None,
        [one] => format!("except {one}"),
        several => format!("except ({})", several.join(", ")),
    };
    let title = "Gifts that do not count follow `except`, in parentheses if there are several";
    instead(spot, at, gifts.last, title, with)
}

fn instead(spot: &Spot<'_>, at: usize, last: usize, title: &str, with: String) -> Option<Finding> {
    let written = spot.written(at, last);
    (!written.split_whitespace().eq(with.split_whitespace())).then(|| {
        let finding = Finding::new(spot.range(at, last), title, "written in another way");
        finding.help(format!("write `{with}`")).with(with)
    })
}

/// What may be before, between and after the gifts of a group.
const JOINTS: &[&str] =
    &["(", ")", ",", ":", "=", "and", "[", "]", "{", "}", "of", "contains", "includes", "is"];

/// The names of gifts that follow each other, and the last word of them.
struct Gifts<'t> {
    names: Vec<&'t str>,
    last: usize,
}

impl<'t> Gifts<'t> {
    /// Nothing if something else is among them.
    fn read(spot: &Spot<'t>, from: usize, joints: &[&str]) -> Option<Gifts<'t>> {
        let mut gifts = Gifts { names: Vec::new(), last: from.checked_sub(1)? };
        for at in from..spot.words.len() {
            let word = &spot.words[at];
            // The next line may be another declaration, unless a list goes on there.
            if word.first && !matches!(spot.before(at, 1), "," | "(") && word.text != ")" {
                break;
            }
            if !joints.contains(&word.text) {
                if matches!(word.text, "to" | "when") {
                    break;
                }
                if word.kind != Kind::Word || is_reserved(word.text) {
                    return None;
                }
                gifts.names.push(word.text);
            }
            gifts.last = at;
        }
        Some(gifts)
    }
}
