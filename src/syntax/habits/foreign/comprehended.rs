//! Lists that are made in place: `sum(p.total for p in purchases) > 100`,
//! `len([p for p in purchases if p.total > 5]) > 3`.

use super::chained::denied;
use super::{calculated, closing, counted};
use crate::syntax::habits::arguments::compared;
use crate::syntax::habits::lexicon::plural;
use crate::syntax::habits::{Finding, Spot, shapes};

/// A function of such a list.
pub(super) fn comprehension(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let function = spot.text_at(at);
    let functions = ["sum", "len", "any", "all", "max", "min", "count"];
    (functions.contains(&function) && spot.text_at(at + 1) == "(").then_some(())?;
    let close = closing(spot, at + 1)?;
    let each = (at + 2..close)
        .find(|place| spot.text_at(*place) == "for" && spot.text_at(place + 2) == "in")?;
    let list = spot.names.list(spot.text_at(each + 3)).filter(|list| !list.bare)?;
    let name = format!("{}.", spot.text_at(each + 1));
    let squared = usize::from(spot.text_at(at + 2) == "[");
    let end = close - squared;
    let said = |from: usize, to: usize| {
        let text = shapes::condition_of(spot, from, to).replace(&name, "");
        shapes::in_amounts(spot, list, &text)
    };
    let condition = match spot.text_at(each + 4) {
        "if" if each + 5 < end => Some(said(each + 5, end - 1)),
        _ => None,
    };
    let of = said(at + 2 + squared, each - 1);
    let compared = compared(spot, close);
    let last = compared.as_ref().map_or(close, |compared| compared.last);
    let value = list.attributes.iter().find(|(other, _)| *other == of).map(|(name, _)| *name);
    let joined = |other: String| match &condition {
        Some(condition) => format!("{condition} and {other}"),
        None => other,
    };
    let (fixed, last) = match (function, value) {
        ("any", _) => (counted(list, None, Some(&joined(of))), close),
        ("all", _) => {
            let none = joined(denied(&of));
            let none = if condition.is_some() { format!("({none})") } else { none };
            (format!("no {} where {none}", plural(list.name.trim_end_matches('s'))), close)
        }
        ("len" | "count", _) => (counted(list, compared.as_ref(), condition.as_deref()), last),
        ("sum", None) if of == "1" => {
            (counted(list, compared.as_ref(), condition.as_deref()), last)
        }
        (_, Some(value)) => {
            let of = (list, value);
            (calculated(spot, function, of, compared.as_ref(), condition.as_deref()), last)
        }
        (_, None) => return None,
    };
    let title = "Rules have no `for ... in`: name the events instead";
    let finding = Finding::new(spot.range(each, each + 3), title, "from a programming language");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}
