//! The last of a list, as programming languages ask for it: `purchases.at(-1).total`,
//! `purchases[purchases.length - 1].total`, `purchases.slice(-1)[0].total`.

use super::{calculated, closing};
use crate::syntax::habits::arguments::compared;
use crate::syntax::habits::{Finding, Spot};

/// `purchases.at(-1).total > 50`.
pub(super) fn last_of(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.text_at(at)).filter(|list| !list.bare)?;
    let (function, end) = position(spot, at)?;
    let value = spot.text_at(end + 2);
    let own = list.attributes.iter().any(|(name, _)| *name == value);
    (own && spot.text_at(end + 1) == ".").then_some(())?;
    let compared = compared(spot, end + 2);
    let last = compared.as_ref().map_or(end + 2, |compared| compared.last);
    let fixed = calculated(spot, function, (list, value), compared.as_ref(), None);
    let title = "You cannot pick an event by its position";
    let label = if function == "last" { "the last one" } else { "the first one" };
    let finding = Finding::new(spot.range(at, end), title, label);
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}

/// Which of them is asked for, and the last word of that.
fn position(spot: &Spot<'_>, at: usize) -> Option<(&'static str, usize)> {
    if spot.text_at(at + 1) == "[" {
        let length = [spot.text_at(at), ".", "length", "-", "1", "]"];
        return spot.says(at + 2, &length).then_some(("last", at + 7));
    }
    (spot.text_at(at + 1) == ".").then_some(())?;
    let close = closing(spot, at + 3).filter(|_| spot.text_at(at + 3) == "(");
    match (spot.text_at(at + 2), close) {
        ("at", Some(close)) if spot.says(at + 4, &["-", "1"]) => Some(("last", close)),
        ("at", Some(close)) if spot.says(at + 4, &["0"]) => Some(("first", close)),
        ("slice", Some(close)) if spot.says(at + 4, &["-", "1", ")", "[", "0", "]"]) => {
            Some(("last", close + 3))
        }
        ("pop" | "last", Some(close)) if close == at + 4 => Some(("last", close)),
        ("shift" | "first", Some(close)) if close == at + 4 => Some(("first", close)),
        ("last" | "first", None) if spot.text_at(at + 3) == "." => {
            let function = if spot.text_at(at + 2) == "last" { "last" } else { "first" };
            Some((function, at + 2))
        }
        _ => None,
    }
}
