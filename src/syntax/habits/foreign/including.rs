//! Lists that are asked whether they have a value: `["AT", "DE"].includes(country)`.

use super::listed::values;
use super::{closing, kind_of, literal};
use crate::syntax::habits::{Finding, Spot};

/// `["AT"].includes(country)`, `!["AT"].includes(country)`, `["AT"].indexOf(country) >= 0`.
pub(super) fn includes(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let open = at + usize::from(spot.text_at(at) == "!");
    matches!(spot.text_at(open), "[" | "(").then_some(())?;
    let close = closing(spot, open).filter(|close| spot.text_at(close + 1) == ".")?;
    let values = values(spot, open, close)?;
    let position = match spot.text_at(close + 2) {
        "includes" | "include" | "contains" | "has" | "some" => false,
        "indexOf" | "index" => true,
        _ => return None,
    };
    let end = closing(spot, close + 3)?;
    // The last word of `customer.country`.
    let name = spot.text_at(end - 1);
    let plain = end == close + 5 || end == close + 7 && spot.text_at(close + 5) == ".";
    (plain && spot.is_name(end - 1) && spot.names.has(name)).then_some(())?;
    let (last, absent) = if position { compared_position(spot, end)? } else { (end, false) };
    let kind = kind_of(spot, name);
    let list: Vec<String> = values.iter().map(|value| literal(spot, kind, value)).collect();
    let fixed = match ((open > at) == absent, list.as_slice()) {
        (true, [one]) => format!("{name} is {one}"),
        (true, several) => format!("{name} in ({})", several.join(", ")),
        (false, several) => format!("not {name} in ({})", several.join(", ")),
    };
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "the name comes first");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `>= 0`, `!== -1`, `=== -1`: the last word, and whether the value is not there.
fn compared_position(spot: &Spot<'_>, end: usize) -> Option<(usize, bool)> {
    let minus = spot.text_at(end + 2) == "-";
    let last = end + 2 + usize::from(minus);
    let absent = match (spot.text_at(end + 1), minus, spot.text_at(last)) {
        (">=" | "≥", false, "0") | (">" | "!=" | "!==", true, "1") => false,
        ("<", false, "0") | ("==" | "===", true, "1") => true,
        _ => return None,
    };
    Some((last, absent))
}
