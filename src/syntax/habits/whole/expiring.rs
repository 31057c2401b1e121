//! Points of a balance that will expire, and those that were earned, in other words:
//! `stars expiring in the next 14 days`, `stars earned this year`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::shapes::Line;
use crate::syntax::habits::{Finding, numbers};
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `stars expiring within next 14 days > 50`, `50 stars expire within 14 days`.
pub(in super::super) fn expiring(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    if !is_in(line, &[Rule::lone_statements, Rule::lone_declarations]) {
        return None;
    }
    let is_balance = |at: usize| spot.names.balances.iter().any(|one| one.name == line.text(at));
    let name = line.find(is_balance)?;
    let between = ["that", "which", "to", "will", "about", "due", "going", "are", "is", "soon"];
    let mut at = name + 1;
    while between.contains(&line.text(at)) {
        at += 1;
    }
    let verbs = ["expiring", "expire", "expires", "expired", "ending", "lapsing", "lapse"];
    let before =
        name.checked_sub(1).filter(|at| *at > line.first && verbs.contains(&line.text(*at)));
    let verb = match before {
        Some(_) => name,
        None => verbs.contains(&line.text(at)).then_some(at)?,
    };
    let balance = line.text(name);
    // A comparison may be before the time.
    let after = compared(line, verb + 1);
    let (mut next, early) = after.map_or((verb + 1, None), |(to, text)| (to + 1, Some(text)));
    let leads = ["within", "in", "during", "over", "before", "the", "next", "coming", "following"];
    while leads.contains(&line.text(next)) {
        next += 1;
    }
    let start = before.unwrap_or(name);
    let Some(length) = line.length(next) else { return how_soon(line, start, verb, balance) };
    let (count, start) = match start.checked_sub(1).filter(|at| *at > line.first) {
        Some(number) if spot.kind(number) == Some(Kind::Number) => {
            (Some(format!(" ≥ {}", line.text(number))), number)
        }
        _ => (None, start),
    };
    let last = next + 1;
    let joined = line.text(last + 1);
    let ends = joined.is_empty()
        || matches!(joined, "and" | "or" | "then" | ")")
        || ACTIONS.contains(&joined);
    let compared = early.map(|text| format!(" {text}")).or(count);
    let more = compared.or_else(|| ends.then(|| " > 0".to_owned())).unwrap_or_default();
    let fixed = format!("{balance} expiring within {length}{more}");
    let written = spot.written(start, last);
    if written == fixed {
        return None;
    }
    let title = format!("Points that will expire are `{balance} expiring within {length}`");
    let finding = Finding::new(spot.range(start, last), title, "written in another way");
    let finding = finding.code(register::HABIT);
    let rest = compared_words(line, last + 1);
    Some(finding.help(format!("write `{fixed}{rest}`")).with(fixed))
}

/// The comparison that follows, for the advice.
fn compared_words(line: &Line<'_, '_>, at: usize) -> String {
    compared(line, at).map(|(_, text)| format!(" {text}")).unwrap_or_default()
}

/// `> 50`, with its last word.
fn compared<'t>(line: &Line<'_, 't>, at: usize) -> Option<(usize, &'t str)> {
    let mark = matches!(line.text(at), ">" | "<" | "≥" | "≤" | ">=" | "<=" | "is");
    let number = line.spot.kind(at + 1) == Some(Kind::Number);
    let time = numbers::is_unit(line.text(at + 2));
    (mark && number && !time).then(|| (at + 1, line.spot.written(at, at + 1)))
}

/// `stars expiring soon`, `stars expiring this month`.
fn how_soon(line: &Line<'_, '_>, start: usize, verb: usize, balance: &str) -> Option<Finding> {
    let end = |at: usize| {
        let word = line.text(at);
        let marks = [">", "<", "≥", "≤", ">=", "<=", "and", "or", "then", ")", "is"];
        word.is_empty() || marks.contains(&word) || ACTIONS.contains(&word)
    };
    let next = (verb + 1..=line.last + 1).find(|at| end(*at))?;
    let fixed = format!("{balance} expiring within 30 days");
    let bare = matches!(line.text(next), "" | "and" | "or" | "then" | ")")
        || ACTIONS.contains(&line.text(next));
    let read = if bare { format!("{fixed} > 0") } else { fixed.clone() };
    let title = "Say within what time they expire";
    let finding = Finding::new(line.spot.range(start, next - 1), title, "this needs a time");
    Some(finding.help(format!("write a length of time, such as `{fixed}`")).with(read).guess())
}
