//! What it would take, in words.

use crate::eval::{Decision, Prize};
use crate::problems::{Ink, Look};
use crate::tools::takes::{Allowed, Bound, Change, Range, Step, Takes, Waiting, Way, When};
use crate::tools::why::{About, Clause, ClauseKind, RuleOutcome, RuleWhy};
use crate::values::{Decimal, Truth, Value, singular};

use super::happens::happens;
use super::spoken::Told;
use crate::output::words::{and, or};

/// So many ways are told.
const MOST_WAYS: usize = 5;

pub(super) fn write(told: Told<'_>, takes: &Takes, look: Look, out: &mut String) {
    out.push_str(&format!("  {}\n", look.wrap(&opening(told, takes), 2, 2)));
    for way in takes.ways.iter().take(MOST_WAYS) {
        line(out, look, 4, &format!("- {}", way_with_result(told, way)));
    }
    if let Some(waiting) = &takes.wait {
        line(out, look, 4, &format!("- {}", wait(told, takes, waiting)));
    }
    for step in &takes.steps {
        line(out, look, 4, &format!("- {}", of_step(told, step)));
    }
    if is_hopeless(takes) {
        for clause in in_the_way(told) {
            line(out, look, 4, &format!("- {clause}"));
        }
    }
    let words = look.wrap(&tried(told, takes), 2, 2);
    out.push_str(&format!("  {}\n", look.paint(Ink::Quiet, &words)));
}

/// Whether nothing that was found helps.
pub(super) fn is_hopeless(takes: &Takes) -> bool {
    takes.ways.is_empty() && takes.wait.is_none() && takes.steps.is_empty()
}

/// One move on the way to a stage further on.
pub(super) fn of_step(told: Told<'_>, step: &Step) -> String {
    let way = step.way.as_ref().map_or("no change".to_owned(), |way| words(told, way));
    let happens = happens(told, &Ok(step.decision.clone()));
    format!("{}: {way} → {happens}", told.moment(step.as_of))
}

fn line(out: &mut String, look: Look, indent: usize, words: &str) {
    let words = look.wrap(words, indent, indent + 2);
    out.push_str(&format!("{}{words}\n", " ".repeat(indent)));
}

/// What is asked for, and how many ways there are to it.
fn opening(told: Told<'_>, takes: &Takes) -> String {
    let goal = goal(told);
    let count = takes.ways.len().min(MOST_WAYS) + usize::from(takes.wait.is_some());
    match count {
        0 if !takes.steps.is_empty() => {
            let count = takes.steps.len();
            format!("This is one way {goal}, in {count} steps. There may be smaller ones:")
        }
        0 => {
            let blocked = in_the_way(told);
            let end = if blocked.is_empty() { "." } else { ". In the way:" };
            format!("No change that was tried is enough {goal}{end}")
        }
        1 => format!("This is enough {goal}:"),
        _ => format!("Any one of these is enough {goal}:"),
    }
}

/// What is asked for: `for ada to move on`.
fn goal(told: Told<'_>) -> String {
    let id = &told.id();
    match told.why.about {
        About::Everything => format!("for {id} to move on"),
        About::Gift(gift) => format!("for {id} to get {}", told.gift(gift)),
        About::Rule(rule) => format!("for `{}` to fire", told.rule(rule)),
        About::Stage(stage) => format!("for {id} to move to {}", told.stage(stage)),
    }
}

/// Of how many facts all changes were tried.
fn tried(told: Told<'_>, takes: &Takes) -> String {
    let more = takes.ways.len().saturating_sub(MOST_WAYS);
    let mut words = match takes.tried {
        0 if takes.facts == 0 => "The rules ask for nothing here that can change.".to_owned(),
        0 => "Not all changes of single facts could be tried.".to_owned(),
        1 => "Changes of 1 fact were tried; each was decided as a whole.".to_owned(),
        many => format!("Changes of up to {many} facts were tried; each was decided as a whole."),
    };
    match more {
        0 => {}
        1 => words.push_str(" There is 1 more way."),
        many => words.push_str(&format!(" There are {many} more ways.")),
    }
    let contested: Vec<String> =
        takes.contested.iter().map(|prize| of_prize(told, *prize)).collect();
    if !contested.is_empty() {
        words.push_str(&format!(
            " Customers compete for {}, so what leads there is not shown.",
            and(&contested)
        ));
    } else if takes.depends_on_others {
        words.push_str(" Other customers were taken to stay as they are.");
    }
    let needs = &told.plan.needs;
    let untried: Vec<String> =
        takes.untried.iter().map(|list| format!("`{}`", needs.lists[*list].name)).collect();
    if !untried.is_empty() {
        words.push_str(&format!(" More {} were not tried.", and(&untried)));
    }
    words
}

/// What customers compete for.
pub(super) fn of_prize(told: Told<'_>, prize: Prize) -> String {
    match prize {
        Prize::Place(stage) => format!("the places in {}", told.stage(stage)),
        Prize::Gift(gift) => format!("the budget of {}", told.gift(gift)),
    }
}

fn wait(told: Told<'_>, takes: &Takes, waiting: &Waiting) -> String {
    let until = told.moment(waiting.at);
    let result = result(told, &waiting.decision);
    match takes.ways.is_empty() {
        true => format!("wait until {until}{result}"),
        false => format!("or wait until {until}{result}"),
    }
}

fn way_with_result(told: Told<'_>, way: &Way) -> String {
    format!("{}{}", words(told, way), result(told, &way.decision))
}

/// What follows, where the question leaves it open.
fn result(told: Told<'_>, decision: &Decision) -> String {
    match told.why.about {
        About::Everything => format!(" → {}", happens(told, &Ok(decision.clone()))),
        About::Gift(_) | About::Rule(_) | About::Stage(_) => String::new(),
    }
}

/// The changes of a way: `1 more purchase of $12.40 or more, and NPS 9 or more (is 7)`.
pub(super) fn words(told: Told<'_>, way: &Way) -> String {
    let changes: Vec<String> = way.changes.iter().map(|change| of_change(told, change)).collect();
    let changes = and(&changes);
    match way.when {
        When::Now => changes,
        When::From(from) => format!("from {} on: {changes}", told.moment(from)),
        When::Until(until) => format!("{changes}, then wait until {}", told.moment(until)),
    }
}

pub(super) fn of_change(told: Told<'_>, change: &Change) -> String {
    let needs = &told.plan.needs;
    match change {
        Change::Number { field, was, to } => {
            let need = &needs.fields[*field];
            let write = |number: Decimal| amount(told, number, need.kind.is_money());
            format!("{} {} ({})", need.name, range(*to, &write), is(was.map(write)))
        }
        Change::Value { field, was, to } => {
            let need = &needs.fields[*field];
            let write = |value: &Value<'_>| told.writer().of_type(value, &need.kind);
            let to: Vec<String> = to.iter().map(write).collect();
            format!("{} {} ({})", need.name, or(&to), is(was.as_ref().map(write)))
        }
        Change::Entry { field, entry, there } => {
            let verb = if *there { "with" } else { "without" };
            format!("{} {verb} \"{entry}\"", needs.fields[*field].name)
        }
        Change::Tag { tag, there: true } => format!("the tag \"{tag}\""),
        Change::Tag { tag, there: false } => format!("without the tag \"{tag}\""),
        Change::Events { list, count, more, attributes } => {
            let more = if *more { "more " } else { "" };
            let (name, of) = events(told, *list, *count);
            let said: Vec<String> = attributes
                .iter()
                .map(|(slot, allowed)| attribute(told, *list, *slot, allowed))
                .collect();
            let said = match (said.as_slice(), *count) {
                ([], _) => String::new(),
                (said, 1) => format!(" {}", said.join(" ")),
                (said, _) => format!(", each {}", said.join(" and ")),
            };
            format!("{count} {more}{name}{of}{said}")
        }
    }
}

/// What the events of a list are called: `purchases`, and of one, `purchase`.
fn events(told: Told<'_>, list: usize, count: usize) -> (String, String) {
    let name = &told.plan.needs.lists[list].name;
    match (count, singular(name)) {
        (1, Some(one)) => (one, String::new()),
        (_, Some(_)) => (name.clone(), String::new()),
        // English is not so regular.
        (1, None) => ("event".to_owned(), format!(" in `{name}`")),
        (_, None) => ("events".to_owned(), format!(" in `{name}`")),
    }
}

fn attribute(told: Told<'_>, list: usize, slot: usize, allowed: &Allowed) -> String {
    let need = &told.plan.needs.lists[list].attributes[slot];
    let write = |value: &Value<'_>| told.writer().of_type(value, &need.kind);
    match allowed {
        Allowed::Range(numbers) => {
            let words = range(*numbers, &|number| amount(told, number, need.kind.is_money()));
            // Most lists of events have one amount of money.
            match need.kind.is_money() && is_only_money(told, list) {
                true => format!("of {words}"),
                false => format!("with {} {words}", need.name),
            }
        }
        Allowed::Values(values) => {
            let values: Vec<String> = values.iter().map(write).collect();
            format!("with {} {}", need.name, or(&values))
        }
        Allowed::ValuesAndOthers(values) if values.is_empty() => {
            format!("with another {}", need.name)
        }
        Allowed::ValuesAndOthers(values) => {
            let values: Vec<String> = values.iter().map(write).collect();
            format!("with {} {} or another one", need.name, values.join(", "))
        }
        Allowed::Different => format!("with a new {}", need.name),
    }
}

fn is_only_money(told: Told<'_>, list: usize) -> bool {
    let attributes = &told.plan.needs.lists[list].attributes;
    attributes.iter().filter(|attribute| attribute.kind.is_money()).count() == 1
}

fn range(range: Range, write: &dyn Fn(Decimal) -> String) -> String {
    let value = |bound: Bound| write(bound.value);
    match (range.from, range.to) {
        (None, None) => "with any value".to_owned(),
        (Some(from), None) if from.open => format!("more than {}", value(from)),
        (Some(from), None) => format!("{} or more", value(from)),
        (None, Some(to)) if to.open => format!("less than {}", value(to)),
        (None, Some(to)) => format!("{} or less", value(to)),
        (Some(from), Some(to)) if from == to => value(from),
        (Some(from), Some(to)) => match (from.open, to.open) {
            (false, false) => format!("{} to {}", value(from), value(to)),
            (true, false) => format!("more than {}, up to {}", value(from), value(to)),
            (false, true) => format!("{} or more, but less than {}", value(from), value(to)),
            (true, true) => format!("between {} and {}", value(from), value(to)),
        },
    }
}

fn is(value: Option<String>) -> String {
    value.map_or("is unknown".to_owned(), |value| format!("is {value}"))
}

fn amount(told: Told<'_>, number: Decimal, is_money: bool) -> String {
    match is_money {
        true => told.plan.currency.write(number),
        false => number.normalized().to_string(),
    }
}

/// The clauses that keep what is asked about from happening.
pub(super) fn in_the_way(told: Told<'_>) -> Vec<String> {
    let (plan, stage, about) = (told.plan, told.why.stage, told.why.about);
    let moves = |to: usize| plan.rules_in(stage).any(|rule| plan.rules[rule].move_to == Some(to));
    let mut all = Vec::new();
    match about {
        About::Rule(rule) if !plan.is_rule_in(stage, rule) => {
            return vec![format!("`{}` is not a rule for {}", told.rule(rule), told.stage(stage))];
        }
        About::Stage(to) if !moves(to) => {
            return vec![format!("no rule for {} moves to {}", told.stage(stage), told.stage(to))];
        }
        About::Everything | About::Gift(_) | About::Rule(_) | About::Stage(_) => {}
    }
    let moves = |rule: &&RuleWhy| plan.rules[rule.rule].move_to.is_some();
    let matters = |rule: &&RuleWhy| about != About::Everything || moves(rule);
    for rule in told.why.rules.iter().filter(matters) {
        if let RuleOutcome::Full(stage) = rule.outcome {
            all.push(format!("{} has no free place", told.stage(stage)));
        } else if let Some(clause) = rule.clause.as_ref() {
            blocking(clause, true, &mut all);
        }
    }
    let gift = about.gift().map(|gift| &told.plan.gifts[gift]);
    if let Some(gift) = gift
        && let Some(stages) = gift.only_in.as_ref().filter(|all| !all.contains(&stage))
    {
        let stages: Vec<String> =
            stages.iter().map(|stage| told.stage(*stage).to_owned()).collect();
        all.push(format!("{} is given only in {}", gift.name, or(&stages)));
    }
    all
}

/// The clauses that keep a whole from being as it should be.
fn blocking(clause: &Clause, should: bool, all: &mut Vec<String>) {
    match &clause.kind {
        ClauseKind::All(parts) | ClauseKind::Any(parts) => {
            parts.iter().for_each(|part| blocking(part, should, all));
        }
        ClauseKind::Not(inner) => match &inner.kind {
            // Said as it is written, with its `not`.
            ClauseKind::Leaf(leaf) => block(clause, &leaf.found, should, all),
            ClauseKind::All(_)
            | ClauseKind::Any(_)
            | ClauseKind::Not(_)
            | ClauseKind::Named(..)
            | ClauseKind::Again(_) => blocking(inner, !should, all),
        },
        ClauseKind::Named(_, inner) => blocking(inner, should, all),
        // It is noted where it is named first.
        ClauseKind::Again(_) => {}
        ClauseKind::Leaf(leaf) => block(clause, &leaf.found, should, all),
    }
}

/// Notes a clause if it is not as it should be.
fn block(clause: &Clause, found: &str, should: bool, all: &mut Vec<String>) {
    let is_so = clause.truth == Truth::from(should);
    let words = match found.starts_with("this is ") {
        true => format!("`{}`", clause.text),
        false => format!("`{}`: {found}", clause.text),
    };
    if clause.decides && !is_so && !all.contains(&words) {
        all.push(words);
    }
}
