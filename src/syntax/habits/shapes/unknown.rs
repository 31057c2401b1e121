//! A condition with words that the file does not know, where nothing better is known.

use super::super::{Finding, Spot, english, numbers};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary;

/// `purchase frequency > 3`, `born before 1990`: the first word that means nothing here.
pub(super) fn word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let wants = |rule: Rule| spot.wanted.contains(&rule);
    if at != spot.at || !wants(Rule::comparison) || !wants(Rule::action) {
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
    let end = (at..=spot.line_end(at)).find(|place| {
        let text = spot.text_at(*place);
        vocabulary::ACTIONS.contains(&text) || matches!(text, "and" | "or" | "then" | ";")
    })?;
    let unknown = (begins..end).find(|place| !known(*place))?;
    let condition = spot.written(begins, end - 1);
    let title = format!("`{condition}` is not a condition that can be read");
    let label = format!("nothing is called `{}`", spot.text_at(unknown));
    let finding = Finding::new(spot.range(unknown, unknown), title, label);
    let help = format!(
        "count events or compare a value, such as `{}`, with names that are declared under \
         `customer` or with `let`",
        english::example(spot.names)
    );
    let finding = finding.code(register::UNKNOWN_NAME).help(help);
    let range = spot.range(begins, end - 1);
    Some(finding.with_at(range, english::example(spot.names)).guess())
}
