//! A stop of the grammar as a problem: where it is, what could have stood there, what to write.

use super::draft::Draft;
use super::parser::{Rule, Stop};
use super::vocabulary::{ACTIONS, is_reserved};
use super::wanted;
use super::words::{Kind, Word};
use crate::report::{Problem, register};

/// What is wrong where nothing better is known than where the reading stopped.
pub(super) fn problem(draft: &Draft<'_>, words: &[Word<'_>], stop: &Stop) -> Problem {
    let at = words.partition_point(|word| word.end() <= stop.at);
    let wants = |wanted: Rule| stop.wanted.contains(&wanted);
    let previous = at.checked_sub(1).and_then(|at| words.get(at));
    let Some(word) = words.get(at) else {
        return end(draft, previous, stop);
    };
    let span = draft.span(word.range());
    if wants(Rule::action) && ACTIONS.contains(&word.text) {
        // Cannot be: an action would have been read.
        return Problem::new(register::SYNTAX, "This action is not complete", span, "this one");
    }
    if is_name_wanted(stop) && is_reserved(word.text) {
        let title = format!("`{}` is a word of the language, so it cannot be a name", word.text);
        return Problem::new(register::SYNTAX, title, span, "a name is needed here")
            .help(format!("choose another name, for example `my_{}`", word.text));
    }
    let title = format!("`{}` does not fit here", shown(word));
    let could = wanted::words(&stop.wanted);
    let label = match could.as_str() {
        "" => "nothing can stand here that begins like this".to_owned(),
        could => format!("here could stand {could}"),
    };
    let problem = Problem::new(register::SYNTAX, title, span, label);
    match help(stop) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

fn is_name_wanted(stop: &Stop) -> bool {
    !stop.wanted.is_empty()
        && stop
            .wanted
            .iter()
            .all(|rule| matches!(rule, Rule::name | Rule::choice_value | Rule::zone))
}

/// A word, or the beginning of a long one.
fn shown(word: &Word<'_>) -> String {
    match word.text.char_indices().nth(30) {
        Some((end, _)) if word.kind != Kind::Mark => format!("{}...", &word.text[..end]),
        _ => word.text.to_owned(),
    }
}

/// The text ends where something more must follow.
fn end(draft: &Draft<'_>, previous: Option<&Word<'_>>, stop: &Stop) -> Problem {
    let Some(previous) = previous else {
        let place = draft.span(stop.at..stop.at);
        return Problem::new(register::SYNTAX, "Something is missing here", place, "");
    };
    let span = draft.span(previous.range());
    if stop.wanted.contains(&Rule::action) && previous.text != "entering" {
        return Problem::new(
            register::NO_ACTION,
            "This rule has a condition but does nothing",
            span,
            "nothing follows this",
        )
        .help("add what should happen, for example `move to Enthusiast` or `send swag`");
    }
    let label = match wanted::words(&stop.wanted).as_str() {
        "" => "nothing follows this".to_owned(),
        could => format!("after this should come {could}"),
    };
    let title = format!("Something is missing after `{}`", shown(previous));
    let problem = Problem::new(register::SYNTAX, title, span, label);
    match help(stop) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// An example of what is wanted, for the places where one example says it all.
fn help(stop: &Stop) -> Option<&'static str> {
    let wants = |wanted: Rule| stop.wanted.contains(&wanted);
    if wants(Rule::action) {
        return Some(
            "behind the condition comes what should happen, for example `move to Enthusiast` or \
             `send swag`",
        );
    }
    if wants(Rule::field_type) {
        return Some(
            "the types are `number`, `count`, `money`, `text`, `yes/no`, `date`, `one of (a, b)`, \
             `set of text` and `events`",
        );
    }
    if wants(Rule::how_often) || wants(Rule::gift_option) {
        return Some("for example `costs $18, once per 90 days`");
    }
    if wants(Rule::stage_rule) {
        return Some("a rule reads like `after 3 purchases move to Enthusiast`");
    }
    None
}
