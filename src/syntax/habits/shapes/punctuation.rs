//! Marks and brackets that are missing or too many.

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::ACTIONS;

/// A `:` after a condition or a heading, a `.` or `,` at the end, one `;` too many.
pub(super) fn stray_mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let mark = spot.text_at(at);
    if at != spot.at || !matches!(mark, ":" | "," | "." | ";" | "->" | "→" | "…" | "..." | "?")
    {
        return None;
    }
    if mark == ";" && separates_values(spot, at) {
        let finding = Finding::new(spot.range(at, at), "`;` should be `,`", "write `,` here");
        let help = format!("write `, {}`", spot.written(at + 1, at + 2));
        return Some(finding.help(help).with(",").safe());
    }
    let title = format!("`{mark}` is not needed here");
    let finding = Finding::new(spot.range(at, at), title, "remove this");
    let help = match spot.wanted.contains(&Rule::action) {
        true => "write what should happen right after the condition".to_owned(),
        false => format!("remove the `{mark}`"),
    };
    // A question mark may be half of `condition ? this : that`, and dots may stand for something.
    Some(finding.help(help).with(" ").safe_if(!matches!(mark, "?" | "…" | "...")))
}

/// Whether a mark is between two values of events: `with amount money; sku text`.
fn separates_values(spot: &Spot<'_>, at: usize) -> bool {
    let events = spot.words[..at].iter().position(|word| word.text == "events");
    let with =
        events.is_some_and(|events| spot.words[events..at].iter().any(|word| word.text == "with"));
    with && spot.is_name(at + 1) && spot.text_at(at + 2) != ":"
}

/// A `;`, `,` or `:` that is missing between two parts.
pub(super) fn missing_mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let before = at.checked_sub(1)?;
    let colon = spot.wanted.contains(&Rule::colon) && before == 0;
    let mark = match () {
        () if spot.wanted.contains(&Rule::semicolon) && ACTIONS.contains(&word.text) => ";",
        () if colon => ":",
        () if spot.wanted.contains(&Rule::comma) => ",",
        () => return None,
    };
    let what = match mark {
        ";" => "between these two actions",
        ":" => "after the name of a field",
        _ => "before this",
    };
    let fixed = match mark {
        ";" => format!("; {}", word.text),
        ":" => format!("{}: {}", spot.text_at(before), word.text),
        _ => format!(", {}", word.text),
    };
    let finding = Finding::new(
        word.range(),
        format!("A `{mark}` is missing {what}"),
        format!("add `{mark}` before this"),
    )
    .code(register::SYNTAX);
    let end = spot.word(before)?.end();
    let finding = finding.help(format!("write `{fixed}`")).with_at(end..end, mark);
    Some(finding.safe_if(mark == ";"))
}

/// A bracket that closes nothing.
pub(super) fn unopened(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != ")" {
        return None;
    }
    let count = |mark| spot.words[..at].iter().filter(|word| word.text == mark).count();
    if count("(") > count(")") {
        return None;
    }
    let title = "This parenthesis closes nothing";
    let finding = Finding::new(spot.range(at, at), title, "no parenthesis is open here");
    Some(
        finding
            .code(register::UNCLOSED)
            .help("remove it, or add the `(` that opens it")
            .with("")
            .likely(),
    )
}

/// A bracket that is never closed: it is closed where the reading stopped.
pub(super) fn unclosed(spot: &Spot<'_>, _at: usize) -> Option<Finding> {
    let mut open = Vec::new();
    for at in 0..spot.words.len() {
        match spot.text_at(at) {
            "(" => open.push(at),
            ")" => {
                open.pop();
            }
            _ => {}
        }
    }
    let unclosed = *open.last()?;
    let end = spot.at.checked_sub(1).and_then(|at| spot.word(at)).map_or(0, |word| word.end());
    let title = match open.len() {
        1 => "This parenthesis is never closed".to_owned(),
        many => format!("{many} parentheses are never closed"),
    };
    let finding = Finding::new(spot.range(unclosed, unclosed), title, "it opens here")
        .code(register::UNCLOSED);
    let marks = ")".repeat(open.len());
    let last = spot.at.saturating_sub(1).max(unclosed);
    let inside = spot.written(open.first().copied().unwrap_or(unclosed), last);
    let help = match inside.contains('\n') || inside.len() > 80 || last == unclosed {
        true => format!("put `{marks}` where it should end"),
        false => format!("write `{inside}{marks}`, or put the `{marks}` where it should end"),
    };
    Some(finding.help(help).with_at(end..end, marks).likely())
}
