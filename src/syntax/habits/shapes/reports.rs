//! The lines of a report, written in other ways.

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `report "Monthly"`, `report:`: it has no title.
pub(super) fn title(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.before(at, 1) != "report" || spot.whole != Some(Rule::lone_head) {
        return None;
    }
    let title = "A report has no title of its own";
    let finding = Finding::new(spot.range(at, spot.line_end(at)), title, "remove this");
    let help = "write only `report` on this line; the title is that of the rules";
    Some(finding.code(register::SYNTAX).help(help).with("").safe())
}

/// A word of everyday English where the line has another one, or none: `paying in Customer`, `wheel A then
/// B`, `verdict on swag on 2026-09-30`.
pub(super) fn line(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.whole != Some(Rule::lone_report_lines) {
        return None;
    }
    let first = (0..=at).rev().find(|place| spot.word(*place).is_some_and(|word| word.first))?;
    let (word, length) = (spot.text_at(at), at - first);
    if spot.text_at(first) == "verdict" && length == 3 && spot.kind(at) == Some(Kind::Date) {
        let with = format!("at {word}");
        let title = format!("`at` is missing before `{word}`");
        let finding = Finding::new(spot.range(at, at), title, "add `at` before this day");
        return Some(finding.code(register::SYNTAX).help(format!("write `{with}`")).with(with));
    }
    let with = match (spot.text_at(first), word) {
        (_, ":" | "=") if length == 1 => "",
        ("paying" | "wheel" | "source" | "value", "is" | "in" | "at" | "from" | "of" | "stage")
            if length == 1 =>
        {
            ""
        }
        ("wheel", "->" | "→" | "=>" | ">" | "then" | "to" | "and" | ";") if length > 1 => ",",
        ("spending", "a" | "an" | "each" | "every") => "per",
        ("spending", "for" | "in" | "to" | "at") if length > 3 => "on",
        ("verdict", "for" | "about" | "of") if length == 1 => "on",
        ("verdict", "on" | "by" | "after" | "from" | "in") if length == 3 => "at",
        ("value", "of" | "is" | ":" | "=") if matches!(spot.before(at, 1), "margin" | "keep") => "",
        _ => return None,
    };
    let written = spot.written(first, spot.line_end(at));
    let (before, after) = (spot.range(first, at), spot.range(at, spot.line_end(at)));
    let before = spot.text.get(before.start..after.start)?.trim_end();
    let after = spot.text.get(spot.range(at, at).end..after.end)?.trim_start();
    let fixed = match with {
        "" => format!("{} {after}", before.trim_end()),
        "," => format!("{before}, {after}"),
        _ => format!("{before} {with} {after}"),
    };
    let (title, label) = match with {
        "" => (format!("`{word}` is not needed here"), "remove this".to_owned()),
        "," => ("Stages are separated by commas".to_owned(), "write `,` here".to_owned()),
        _ => (format!("This line says `{with}`, not `{word}`"), format!("write `{with}`")),
    };
    let finding = Finding::new(spot.range(at, at), title, label).code(register::SYNTAX);
    // What else is wrong with the line is told as well, so what to write is said of the word alone.
    let help = if written.len() < 60 && with.is_empty() {
        format!("write `{fixed}`")
    } else if with.is_empty() {
        format!("remove `{word}`")
    } else {
        format!("write `{with}` in place of `{word}`")
    };
    Some(finding.help(help).with(with))
}
