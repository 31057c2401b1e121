//! A stop of the grammar as a problem: where it is, what could have stood there, what to write.

use super::draft::Draft;
use super::example::Examples;
use super::parser::{Rule, Stop};
use super::vocabulary::{
    ACTIONS, DECLARATIONS, OTHER_TYPES, SCALAR_TYPES, begins_type, is_reserved,
};
use super::wanted;
use super::words::{Kind, Word};
use crate::problems::{Problem, Span, register};
use crate::values::listing;

/// What is wrong where nothing better is known than where the reading stopped.
pub(super) fn problem(draft: &Draft<'_>, words: &[Word<'_>], stop: &Stop) -> Problem {
    let at = words.partition_point(|word| word.end() <= stop.at);
    let previous = at.checked_sub(1).and_then(|at| words.get(at));
    let Some(word) = words.get(at) else {
        return end(draft, previous, stop);
    };
    let span = draft.span(word.range());
    let field = words.get(at + 1).is_some_and(|next| next.text == ":");
    let value = DECLARATIONS.contains(&word.text) && !word.first && cuts_short(word, stop);
    let typed = words.get(at + 1).is_some_and(|next| begins_type(next.text))
        && stop.wanted.contains(&Rule::name);
    if word.text == "customer" && !word.first && stop.wanted.contains(&Rule::comparison) {
        let title = "A rule is always about one customer, so it does not name one";
        let examples = Examples::new(draft.source(), span.range().start);
        let (compared, counted) = (examples.compared(), examples.counted());
        return Problem::new(register::SYNTAX, title, span, "leave this out").help(format!(
            "say what has to be true of the customer, such as `{compared}` or `{counted}`"
        ));
    }
    if is_reserved(word.text) && (field || value || typed || is_name_wanted(stop)) {
        let title = format!("`{}` is a word of the language, so it cannot be a name", word.text);
        return Problem::new(register::SYNTAX, title, span, "a name is needed here")
            .help(another_name(draft, word, field, typed));
    }
    if word.kind == Kind::Number && (is_name_wanted(stop) || (field && word.first)) {
        let title = "A name begins with a letter";
        let help = format!("put a letter before it, for example `n{}`", word.text);
        return Problem::new(register::SYNTAX, title, span, "this begins with a digit").help(help);
    }
    if let Some(previous) = previous.filter(|_| is_name_wanted(stop) || cuts_short(word, stop)) {
        return missing(draft, previous, stop);
    }
    if ACTIONS.contains(&word.text) && stop.wanted.contains(&Rule::stage_rule) {
        let title = "This action has no condition";
        let help = match word.text {
            "move" | "skip" => "begin with `when` and a condition".to_owned(),
            verb => format!(
                "begin with `when` and a condition, or write `on entering {verb} ...` for \
                 everyone who enters the stage"
            ),
        };
        return Problem::new(register::SYNTAX, title, span, "when should this happen?").help(help);
    }
    if previous.is_some_and(|word| word.text == "in") && stop.wanted.contains(&Rule::open) {
        let title = "After `in`, write a list in parentheses";
        return Problem::new(register::SYNTAX, title, span, "no `(` comes before this").help(
            "list the values in parentheses: `in (9, 10)`; for a window, write `within 90 days`",
        );
    }
    if let Some(problem) = line_or_type(draft, word, previous, stop) {
        return problem;
    }
    let title = format!("`{}` does not belong here", shown(word));
    let could = wanted::words(&stop.wanted);
    let label = match could.as_str() {
        "" => "what came before this is already complete".to_owned(),
        could => format!("expected {could}"),
    };
    let problem = Problem::new(register::SYNTAX, title, span, label);
    let examples = Examples::new(draft.source(), span.range().start);
    let place = "here, or remove this";
    problem.help(
        help(&examples, stop).unwrap_or_else(|| in_general(&examples, previous, &could, place)),
    )
}

/// A word that is not a type, or that cannot begin a line or follow an action.
fn line_or_type(
    draft: &Draft<'_>,
    word: &Word<'_>,
    previous: Option<&Word<'_>>,
    stop: &Stop,
) -> Option<Problem> {
    let span = draft.span(word.range());
    let wants = |rule: Rule| stop.wanted.contains(&rule);
    let problem = |title: String, label: &str, help: String| {
        Some(Problem::new(register::SYNTAX, title, span, label).help(help))
    };
    let written = shown(word);
    if wants(Rule::field_type) && word.kind == Kind::Word {
        return problem(format!("`{written}` is not a type"), "a type is needed here", types());
    }
    if !wants(Rule::stage_rule) {
        return None;
    }
    let examples = Examples::new(draft.source(), span.range().start);
    let (counted, stage) = (examples.counted(), examples.stage());
    let rule = format!("a rule looks like `after {counted} move to {stage}`");
    if word.first {
        let title = format!("A line cannot begin with `{written}`");
        let help = format!("{rule}; a note for people begins with `#`");
        return problem(title, "expected a rule or a declaration", help);
    }
    let previous = previous.filter(|_| wants(Rule::semicolon))?;
    let title = format!("The rule is complete after `{}`", shown(previous));
    let help = "remove this; another action follows after a `;`, and another condition is joined \
                with `and` before the first action";
    problem(title, "this does not belong to it", help.to_owned())
}

/// Another name for what cannot have a reserved one, with where its data is still found.
fn another_name(draft: &Draft<'_>, word: &Word<'_>, field: bool, typed: bool) -> String {
    let name = word.text;
    let rest = draft.text().get(word.end()..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let kind = line.trim_start_matches([' ', ':']);
    let kind = kind.split(['#', ',']).next().unwrap_or_default().trim();
    let found = format!("from \"{name}\"");
    let first = kind.split(' ').next().unwrap_or_default();
    let mark = if field { ":" } else { "" };
    match () {
        () if !(field || typed) || kind.is_empty() => {
            format!("choose another name, for example `my_{name}`")
        }
        () if kind.contains("from ") => format!("write `my_{name}{mark} {kind}`"),
        () if first == "events" => {
            let rest = kind.strip_prefix("events").unwrap_or_default();
            format!("write `my_{name}: events {found}{rest}`, so that flywheel still finds it")
        }
        () => format!("write `my_{name}{mark} {kind} {found}`, so that flywheel still finds it"),
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
        return Problem::new(
            register::SYNTAX,
            "Something is missing here",
            place,
            "nothing follows this",
        );
    };
    let span = draft.span(previous.range());
    if stop.wanted.contains(&Rule::action) && previous.text != "entering" {
        return Problem::new(
            register::NO_ACTION,
            "This rule has a condition but does nothing",
            span,
            "nothing follows this",
        )
        .help(format!("add what should happen, for example {}", actions(draft, span)));
    }
    missing(draft, previous, stop)
}

/// Whether a word begins something new before what came before it is complete.
fn cuts_short(word: &Word<'_>, stop: &Stop) -> bool {
    let complete = [Rule::action, Rule::stage_rule, Rule::semicolon, Rule::comma];
    is_reserved(word.text) && !complete.iter().any(|rule| stop.wanted.contains(rule))
}

/// Something must follow a word, and something else does.
fn missing(draft: &Draft<'_>, previous: &Word<'_>, stop: &Stop) -> Problem {
    let span = draft.span(previous.range());
    let could = wanted::words(&stop.wanted);
    let label = match could.as_str() {
        _ if matches!(previous.text, "within" | "per") => {
            "expected a length of time after this, such as `90 days`".to_owned()
        }
        _ if previous.text == "since" => {
            "expected `entering`, `last` and an event, or a date after this".to_owned()
        }
        "" => "nothing follows this".to_owned(),
        could => format!("expected {could} after this"),
    };
    let title = format!("Something is missing after `{}`", shown(previous));
    let problem = Problem::new(register::SYNTAX, title, span, label);
    let place = format!("after `{0}`, or remove `{0}`", shown(previous));
    let examples = Examples::new(draft.source(), span.range().start);
    let general = || match previous.text {
        "within" | "per" => format!("write a length of time, such as `90 days`, {place}"),
        "since" => format!("for example `since entering` or `since {}`", examples.last_event()),
        _ => in_general(&examples, Some(previous), &could, &place),
    };
    problem.help(help(&examples, stop).unwrap_or_else(general))
}

/// `` `move to Advocate` or `give swag` `` with names of the file.
fn actions(draft: &Draft<'_>, span: Span) -> String {
    let examples = Examples::new(draft.source(), span.range().start);
    format!("`move to {}` or `{}`", examples.stage(), examples.giving())
}

/// What to write where only the kind of it is known.
fn in_general(
    examples: &Examples<'_>,
    previous: Option<&Word<'_>>,
    could: &str,
    place: &str,
) -> String {
    match could {
        "" => "remove it, or start a new line for it".to_owned(),
        _ if could.starts_with("a condition") || could.starts_with("a value") => {
            let (compared, counted) = (examples.compared(), examples.counted());
            format!("a condition looks like `{compared}` or `{counted} within 90 days`")
        }
        _ if could.starts_with("a declaration") => {
            "a declaration begins with a word such as `customer`, `let`, `reward`, `message`, `limit` or `stage`; a note \
             for people begins with `#`"
                .to_owned()
        }
        _ if could.starts_with("text") => {
            format!("write text in quotation marks, such as \"Hello\", {place}")
        }
        "a number" => format!("write a number, such as `10`, {place}"),
        "a name" => {
            let stage = matches!(previous.map(|word| word.text), Some("to" | "start"));
            match stage {
                true => format!("write a name, such as `{}`, {place}", examples.stage()),
                false => format!("write a name {place}"),
            }
        }
        could => format!("write {could} {place}"),
    }
}

/// All types, as they are written.
fn types() -> String {
    let types = [SCALAR_TYPES, OTHER_TYPES].concat();
    let written: Vec<String> = types.iter().map(|(_, written)| format!("`{written}`")).collect();
    format!("the types are {}", listing::and(&written))
}

/// An example of what is wanted, for the places where one example says it all.
fn help(examples: &Examples<'_>, stop: &Stop) -> Option<String> {
    let wants = |wanted: Rule| stop.wanted.contains(&wanted);
    if wants(Rule::action) && (wants(Rule::comparison) || wants(Rule::comparison_mark)) {
        let (compared, counted) = (examples.compared(), examples.counted());
        let (stage, giving) = (examples.stage(), examples.giving());
        return Some(format!(
            "a condition looks like `{compared}` or `{counted}`; after it, say what should happen, \
             for example `move to {stage}` or `{giving}`"
        ));
    }
    if wants(Rule::action) {
        return Some(format!(
            "after the condition, say what should happen, for example `move to {}` or `{}`",
            examples.stage(),
            examples.giving()
        ));
    }
    if wants(Rule::field_type) {
        return Some(types());
    }
    if wants(Rule::how_often) || wants(Rule::gift_option) {
        return Some("for example `costs $18, once per 90 days`".to_owned());
    }
    if wants(Rule::stage_rule) {
        let (counted, stage) = (examples.counted(), examples.stage());
        return Some(format!("a rule looks like `after {counted} move to {stage}`"));
    }
    None
}
