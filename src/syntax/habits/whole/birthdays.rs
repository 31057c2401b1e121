//! The month of a birthday: `on birthday month`, `birthday is in month of today`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::shapes::Line;
use crate::syntax::habits::{Finding, is_birthday};
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::ACTIONS;

/// `when it is their birthday month`, `in birthday month give mug`.
pub(in super::super) fn month(line: &Line<'_, '_>) -> Option<Finding> {
    if !is_in(line, &[Rule::lone_statements, Rule::lone_declarations]) {
        return None;
    }
    let spot = line.spot;
    let name =
        line.find(|at| spot.names.type_of(line.text(at)) == "date" && is_birthday(line.text(at)))?;
    let last = month_of_it(line, name)?;
    let ends = |at: usize| {
        let word = line.text(at);
        word.is_empty()
            || matches!(word, "and" | "or" | "then" | ")" | "," | ":")
            || ACTIONS.contains(&word)
    };
    ends(last + 1).then_some(())?;
    let leads = [
        "it",
        "is",
        "it's",
        "its",
        "the",
        "their",
        "his",
        "her",
        "customer's",
        "during",
        "in",
        "on",
        "a",
        "every",
        "of",
        "month",
    ];
    let mut start = name;
    while start > line.first && leads.contains(&line.text(start - 1)) {
        start -= 1;
    }
    let begins = start == line.first;
    let when = if begins { "when " } else { "" };
    let fixed = format!("{when}anniversary of {} this calendar month", line.text(name));
    let title = format!("Write the month of a birthday as `{}`", fixed.trim_start_matches("when "));
    let finding = Finding::new(spot.range(start, last), title, "this happens every year");
    Some(finding.code(register::HABIT).help(format!("write `{fixed}`")).with(fixed))
}

/// The last word of `birthday month` or `birthday is in the month of today`.
fn month_of_it(line: &Line<'_, '_>, name: usize) -> Option<usize> {
    if line.text(name + 1) == "month" {
        return Some(name + 1);
    }
    let mut next = name + 1;
    while matches!(line.text(next), "is" | "in" | "the" | "falls" | "this" | "same" | "current") {
        next += 1;
    }
    let month = next > name + 1 && line.text(next) == "month";
    let today = line.text(next + 1) == "of" && matches!(line.text(next + 2), "today" | "now");
    (month && today).then_some(next + 2)
}
