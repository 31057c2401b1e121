//! Conditions that are turned into one of two values and compared with it: `IF(NPS>=9,TRUE,FALSE)`,
//! `CASE WHEN NPS >= 9 THEN 1 ELSE 0 END = 1`.

use super::closing;
use crate::syntax::habits::{Finding, Spot, shapes};

fn is_true(spot: &Spot<'_>, at: usize) -> bool {
    matches!(spot.text_at(at).to_lowercase().as_str(), "true" | "1" | "yes")
}

fn is_false(spot: &Spot<'_>, at: usize) -> bool {
    matches!(spot.text_at(at).to_lowercase().as_str(), "false" | "0" | "no" | "null")
}

/// The condition alone, where the two values only say whether it is so.
pub(super) fn truth(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.word(at)?.first {
        return None;
    }
    let (from, to, end) = of_formula(spot, at).or_else(|| of_case(spot, at))?;
    let compared = matches!(spot.text_at(end + 1), "=" | "==" | "===" | "is");
    let last = if compared && is_true(spot, end + 2) { end + 2 } else { end };
    let fixed = shapes::condition_of(spot, from, to);
    let title = "A condition is written alone, without a value for each case";
    let finding = Finding::new(spot.range(at, at), title, "not in the language");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}

/// `IF(NPS>=9,TRUE,FALSE)`: the first and the last word of the condition, and the last of all.
fn of_formula(spot: &Spot<'_>, at: usize) -> Option<(usize, usize, usize)> {
    let close = closing(spot, at + 1).filter(|_| spot.text_at(at) == "IF")?;
    let separates = |at: usize| matches!(spot.text_at(at), "," | ";");
    let first = close.checked_sub(4).filter(|first| *first > at + 2)?;
    let fits = separates(first) && separates(first + 2);
    (fits && is_true(spot, first + 1) && is_false(spot, first + 3)).then_some((
        at + 2,
        first - 1,
        close,
    ))
}

/// `CASE WHEN NPS >= 9 THEN 1 ELSE 0 END`.
fn of_case(spot: &Spot<'_>, at: usize) -> Option<(usize, usize, usize)> {
    let says = |at: usize, word: &str| spot.text_at(at).eq_ignore_ascii_case(word);
    (says(at, "case") && says(at + 1, "when")).then_some(())?;
    let then = (at + 2..at + 30).find(|at| says(*at, "then"))?;
    let fits = is_true(spot, then + 1) && says(then + 2, "else") && is_false(spot, then + 3);
    (fits && says(then + 4, "end") && then > at + 2).then_some((at + 2, then - 1, then + 4))
}

/// `NPS <> ''`, `country == ""`: an empty text is no value.
pub(super) fn blank(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let fixed = match spot.text_at(at) {
        "<>" | "!=" | "!==" | "≠" => "is known",
        "=" | "==" | "===" => "is missing",
        _ => return None,
    };
    let field = spot.names.fields.iter().any(|(name, _)| *name == spot.before(at, 1));
    (field && matches!(spot.text_at(at + 1), "''" | "\"\"")).then_some(())?;
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "no value is ever empty");
    let help = format!("write `{} {fixed}`", spot.before(at, 1));
    Some(finding.help(help).with(format!(" {fixed} ")).write(fixed))
}
