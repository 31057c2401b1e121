//! What people write in limits, scores, tests and simulations.

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `limit message to 2 per week`.
pub(super) fn singular_kind(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let kinds = ["reward", "message", "program", "alert"];
    let word = spot.text_at(at);
    if !matches!(spot.before(at, 1), "limit" | "pause") || !kinds.contains(&word) {
        return None;
    }
    let fixed = format!("{word}s");
    let finding = Finding::new(
        spot.range(at, at),
        format!("Use the plural here: `{fixed}`"),
        "write the plural here",
    );
    let help = format!("write `{} {fixed}`", spot.before(at, 1));
    Some(finding.code(register::SYNTAX).help(help).with(fixed).safe())
}

/// `1 message` where the messages of all names are counted.
pub(super) fn counted_kind(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let kinds = ["reward", "message", "program", "alert"];
    let word = spot.text_at(at);
    let before = at.checked_sub(1)?;
    let counted = spot.kind(before) == Some(Kind::Number)
        || matches!(spot.text_at(before), "a" | "an" | "no" | "any" | "without");
    if !counted || !kinds.contains(&word) {
        return None;
    }
    let fixed = format!("{word}s");
    let title = format!("Gifts of one kind are counted in the plural: `{fixed}`");
    let finding = Finding::new(spot.range(at, at), title, "write the plural here");
    let help = match spot.kind(before) {
        Some(Kind::Number) => format!("write `at least {} {fixed}`", spot.text_at(before)),
        _ => format!("write `{} {fixed}`", spot.text_at(before)),
    };
    Some(finding.code(register::SYNTAX).help(help).with(fixed).safe())
}

/// `use shared.flywheel`.
pub(super) fn bare_path(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if at != spot.at || spot.before(at, 1) != "use" || spot.kind(at) != Some(Kind::Word) {
        return None;
    }
    let mut last = at;
    while spot.word(last + 1).is_some_and(|word| !word.first) {
        last += 1;
    }
    let fixed = format!("\"{}\"", spot.written(at, last));
    let title = "A file path goes in quotation marks";
    let finding = Finding::new(spot.range(at, last), title, "put quotation marks around this");
    Some(finding.code(register::SYNTAX).help(format!("write `use {fixed}`")).with(fixed).safe())
}

/// `75 of Engaged move to ...`, `holdout 5`, `for 10 of customers`.
pub(super) fn missing_percent(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let share = match spot.text_at(at) {
        "of" if spot.wanted.contains(&Rule::kw_enter) => at.checked_sub(1)?,
        _ if at == spot.at && spot.wanted.contains(&Rule::percent) => at,
        _ => return None,
    };
    let number = spot.word(share).filter(|word| word.kind == Kind::Number)?;
    let fixed = format!("{}%", number.text);
    let title = format!("Write this percentage as `{fixed}`");
    let finding = Finding::new(number.range(), title, "the `%` is missing after this");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed).likely())
}

/// `given NPS is 9`, `given NPS of 9`, `given purchases > 3`.
pub(super) fn compared_fact(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name))?;
    if at != spot.at || !spot.wanted.contains(&Rule::fact_value) {
        return None;
    }
    let mark = spot.text_at(at);
    let exact = matches!(mark, "is" | "=" | "of" | ":");
    if !exact && !matches!(mark, "<" | ">" | "≤" | "≥" | "<=" | ">=") {
        return None;
    }
    if exact && matches!(spot.text_at(at + 1), "missing" | "unknown" | "null" | "empty" | "none") {
        return Some(missing_fact(spot, name, at + 1));
    }
    let fixed = format!("{} {}", spot.text_at(name), spot.text_at(at + 1));
    let title = format!("A test states exact values: `{fixed}`");
    let finding = Finding::new(spot.range(at, at), title, "remove this");
    let finding = finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(" ");
    Some(finding.safe_if(exact))
}

/// `given NPS is missing`: what is missing is not mentioned, and neither is the comma around it.
fn missing_fact(spot: &Spot<'_>, from: usize, to: usize) -> Finding {
    let name = spot.text_at(from);
    let title = "What a test does not mention is missing";
    let finding = Finding::new(spot.range(from, to), title, "this is not a value");
    let finding = finding.code(register::TEST_VALUE).help(format!("leave out `{name}`"));
    match (spot.before(from, 1), spot.text_at(to + 1)) {
        (",", _) => finding.with_at(spot.range(from - 1, to), "").guess(),
        (_, ",") => finding.with_at(spot.range(from, to + 1), "").guess(),
        _ => {
            let stage = spot.names.stages.last().copied().unwrap_or("Guest");
            finding.with(format!("stage {stage}")).guess()
        }
    }
}
