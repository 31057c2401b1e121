//! Comparisons that say the opposite of one of their words, or need more than other words.

use super::super::{Finding, Spot, numbers};
use crate::syntax::words::Kind;

/// `no more than 3 purchases`, `NPS is not less than 9`, `up to 3 purchases`.
pub(super) fn no_more_than(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let no = matches!(spot.text_at(at), "no" | "not");
    let (most, last) = match (spot.text_at(at + 1), spot.text_at(at + 2)) {
        ("more" | "greater" | "higher", "than") if no => (true, at + 2),
        ("less" | "fewer" | "lower", "than") if no => (false, at + 2),
        ("to", _) if spot.text_at(at) == "up" => (true, at + 1),
        _ => return None,
    };
    let is = spot.before(at, 1) == "is";
    let from = if is { at - 1 } else { at };
    let value = from > 0 && (spot.is_name(from - 1) || spot.text_at(from - 1) == ")");
    let with = match (value, most) {
        (true, true) => "≤",
        (true, false) => "≥",
        (false, true) => "at most",
        (false, false) => "at least",
    };
    let written = spot.written(from, last);
    let title = format!("`{written}` should be `{with}`");
    let finding = Finding::new(spot.range(from, last), title, format!("write `{with}` here"));
    let counted = spot.kind(last + 1) == Some(Kind::Number)
        && spot.names.list(spot.text_at(last + 2)).is_some();
    let paste = match counted {
        true => format!("{with} {}", spot.written(last + 1, last + 2)),
        false => spot.paste(from, last, with),
    };
    Some(finding.help(format!("write `{paste}`")).with(with).safe_if(no))
}

/// `city LIKE "%x%"`.
pub(super) fn like(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let like = matches!(spot.text_at(at).to_lowercase().as_str(), "like" | "ilike");
    if !like || spot.kind(at + 1) != Some(Kind::Text) || at == 0 {
        return None;
    }
    let pattern = spot.text_at(at + 1).trim_matches('"');
    let inside = pattern.trim_matches('%');
    let test = match (pattern.starts_with('%'), pattern.ends_with('%')) {
        (true, true) => "contains",
        (false, true) => "starts with",
        (true, false) => "ends with",
        (false, false) => "is",
    };
    if inside.is_empty() || inside.contains('%') {
        return None;
    }
    let fixed = format!("{test} \"{inside}\"");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding =
        Finding::new(spot.range(at, at + 1), title, "`%` is a wildcard only in databases");
    let not = spot.before(at, 1).eq_ignore_ascii_case("not");
    if not && at >= 2 {
        let fixed = format!("not {} {fixed}", spot.text_at(at - 2));
        let finding = Finding { title: format!("Search a text with `{fixed}`"), ..finding };
        let help = format!("write `{fixed}`");
        return Some(finding.help(help).with_at(spot.range(at - 2, at + 1), fixed));
    }
    Some(finding.help(format!("write `{} {fixed}`", spot.before(at, 1))).with(fixed))
}

/// `a renewal within the next 30 days`: no window of events looks ahead.
pub(super) fn next(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = spot.kind(at + 1) == Some(Kind::Number);
    if spot.text_at(at) != "next" || !number || !numbers::is_unit(spot.text_at(at + 2)) {
        return None;
    }
    let lead = |word: &str| matches!(word, "within" | "in" | "during" | "over" | "the" | "for");
    let back = (1..=2).take_while(|places| lead(spot.before(at, *places))).count();
    let length = spot.written(at + 1, at + 2);
    let title = "A window of events looks back, never ahead";
    let label = "this time is still in the future";
    let finding = Finding::new(spot.range(at - back, at + 2), title, label);
    let help = format!(
        "for a date in the future, declare a field such as `due: date` and write `due within next {length}`"
    );
    Some(finding.help(help).with(format!("within {length}")).guess())
}
