//! What should happen, said as elsewhere.

use super::super::{Finding, Spot};
use super::elsewhere::{rest_of_line, rule_before};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `else`, `otherwise`.
pub(super) fn otherwise(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.text_at(at);
    let lower = word.to_lowercase();
    let is_else = matches!(lower.as_str(), "else" | "otherwise");
    if lower == "unless" {
        return Some(unless(spot, at));
    }
    if !is_else || spot.text_at(at + 1).eq_ignore_ascii_case("if") {
        return None;
    }
    let other = rest_of_line(spot, at).zip(rule_before(spot, at));
    let help = match &other {
        Some(((_, deed), (condition, _))) if deed.split(' ').next().is_some_and(is_action) => {
            format!("write another rule for it: `when not ({condition}) {deed}`")
        }
        _ => "write another rule that begins with `when not (...)`".to_owned(),
    };
    let title = format!("Flywheel has no `{word}`: every rule has its own condition");
    let finding = Finding::new(spot.range(at, at), title, "this has no condition").help(help);
    Some(match other {
        Some(((last, _), _)) => finding.with_at(spot.range(at, last), "").guess(),
        None => finding,
    })
}

/// `unless`, at the beginning of a rule or at its end.
fn unless(spot: &Spot<'_>, at: usize) -> Finding {
    let finding = Finding::new(
        spot.range(at, at),
        "`unless` should be `when not`",
        "write `when not (...)` here",
    );
    match rest_of_line(spot, at).zip(rule_before(spot, at)) {
        Some(((last, other), (condition, deed))) => {
            let fixed = format!("({condition}) and not ({other}) {deed}");
            let title = "`unless` should be `and not`, before the action";
            let finding = Finding::new(spot.range(at, at), title, "put this before the action");
            let help = format!("write `when {fixed}`");
            finding.help(help).with_at(spot.range(at, last), "").guess()
        }
        None => finding
            .help("write `when not` and the condition in parentheses")
            .with("when not")
            .guess(),
    }
}

fn is_action(word: &str) -> bool {
    ACTIONS.contains(&word)
}

/// `move to X, send y`, `move to X and send y`; a comma between condition and action too.
pub(super) fn comma_between_actions(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let joins = |word: &str| matches!(word, "," | "and" | "&" | "then" | ";" | "+" | "also");
    if !joins(spot.text_at(at)) || (at > 0 && joins(spot.text_at(at - 1))) {
        return None;
    }
    let mut last = at;
    while joins(spot.text_at(last + 1)) {
        last += 1;
    }
    let next = spot.text_at(last + 1);
    if !is_action(next) || spot.written(at, last) == ";" {
        return None;
    }
    let written = spot.written(at, last);
    // Only between two actions is it a `;`; behind a condition it is nothing.
    let behind_action = [2, 3].iter().any(|places| is_action(spot.before(at, *places)));
    // An `and` after a condition may be all that is left of a second one.
    let torn =
        !behind_action && (at..=last).any(|at| !matches!(spot.text_at(at), "," | "then" | ";"));
    let (title, with) = match behind_action {
        true => (format!("Separate actions with `;`, not `{written}`"), ";"),
        false if torn => (format!("No condition follows `{written}`"), ""),
        false => (format!("`{written}` is not needed after a condition"), ""),
    };
    let label = match () {
        () if behind_action => "write `;` here",
        () if torn => "add a second condition after this, or remove it",
        () => "remove this",
    };
    let finding = Finding::new(spot.range(at, last), title, label).safe_if(!torn);
    let phrase = format!("{with} {} {}", next, spot.text_at(last + 2));
    let more = if matches!(spot.text_at(last + 2), "to") {
        format!("{phrase} {}", spot.text_at(last + 3))
    } else {
        phrase
    };
    let help = match torn {
        true => format!("add the condition, or remove `{written}`: `{}`", more.trim()),
        false => format!("write `{}`", more.trim()),
    };
    Some(finding.help(help).with(with))
}

/// `move Enthusiast`, `invite affiliate`.
pub(super) fn missing_to(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let verb = spot.before(at, 1);
    let named = spot.is_name(at) || matches!(spot.kind(at), Some(Kind::Text));
    if !matches!(verb, "move" | "invite") || !named || at != spot.at {
        return None;
    }
    // `move them to B` has it already.
    if matches!(spot.text_at(at + 1), "to" | "into" | "in") {
        return None;
    }
    let fixed = format!("{verb} to {}", spot.text_at(at).trim_matches('"'));
    let start = spot.word(at)?.start;
    let finding = Finding::new(
        spot.range(at, at),
        format!("`to` is missing after `{verb}`"),
        "add `to` before this",
    )
    .code(register::SYNTAX);
    Some(finding.help(format!("write `{fixed}`")).with_at(start..start, "to ").safe())
}

/// A name where something should happen: `after 3 purchases Enthusiast`.
pub(super) fn missing_verb(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let alone = matches!(spot.text_at(at + 1), "" | ";");
    if !spot.is_name(at) || !alone || !spot.wanted.contains(&Rule::action) {
        return None;
    }
    let name = spot.text_at(at);
    let (verb, help) = match name.starts_with(char::is_uppercase) {
        true => ("move to ", format!("write `move to {name}`")),
        false => ("send ", format!("write `send {name}`, `give {name}` or `notify {name}`")),
    };
    let title = format!("This does not say what to do with `{name}`");
    let finding = Finding::new(spot.range(at, at), title, "a word such as `move to` is missing");
    let start = spot.word(at)?.start;
    Some(finding.code(register::NO_ACTION).help(help).with_at(start..start, verb).likely())
}
