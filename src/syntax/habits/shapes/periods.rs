//! Times that a date cannot be asked for as if it were an event, and every so many events.

use super::super::{Finding, Spot, is_birthday, is_to_come, numbers};
use crate::problems::register;
use crate::syntax::habits::lexicon::plural;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `joined this month`, `birthday is last year`: the periods are those of the calendar.
pub(super) fn date_window(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let (mark, unit) = (spot.text_at(at), spot.text_at(at + 1));
    let word = match mark {
        "this" | "current" => "this",
        "last" | "previous" => "last",
        _ => return None,
    };
    let lead = |place: &usize| {
        matches!(spot.text_at(*place), "is" | "was" | "in" | "during" | "within" | "the")
    };
    let from = (at.saturating_sub(3)..at).rev().take_while(lead).last().unwrap_or(at);
    let name = spot.before(from, 1);
    let period = matches!(unit, "day" | "week" | "month" | "quarter" | "year");
    if !period || !is_date(spot, name) || spot.before(from, 2) == "of" {
        return None;
    }
    let what = if is_birthday(name) { format!("anniversary of {name}") } else { name.to_owned() };
    let fixed = format!("{what} {word} calendar {unit}");
    let written = spot.written(from - 1, at + 1);
    let finding = Finding::new(
        spot.range(from, at + 1),
        format!("`{written}` should be `{fixed}`"),
        "when is this date?",
    );
    let range = spot.range(from - 1, at + 1);
    let help = match word {
        "last" if !is_birthday(name) => format!(
            "write `{fixed}` for the whole {unit} before this one, or `{what} within 1 {unit}` for \
             the {unit} up to now"
        ),
        _ => format!("write `{fixed}`"),
    };
    Some(finding.code(register::SYNTAX).help(help).with_at(range, fixed))
}

/// `trial_ends in 7 days`, `birthday within the next 7 days`, `joined in the last 30 days`.
pub(super) fn date_ahead(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let lead = |place: &usize| {
        let words = ["is", "was", "falls", "in", "within", "the", "next", "last", "past", "coming"];
        words.contains(&spot.text_at(*place))
    };
    // Reading may stop anywhere in it.
    let at = (at.saturating_sub(5)..=at).rev().find(|place| !lead(place))?;
    let name = spot.text_at(at);
    if !is_date(spot, name) || spot.before(at, 1) == "of" {
        return None;
    }
    let words = (at + 1..at + 6).take_while(lead);
    let number = words.clone().last()? + 1;
    let window =
        spot.kind(number) == Some(Kind::Number) && numbers::is_unit(spot.text_at(number + 1));
    window.then_some(())?;
    let has = |wanted: &[&str]| words.clone().any(|place| wanted.contains(&spot.text_at(place)));
    if !has(&["in", "within", "next", "last", "past", "coming"]) {
        return None;
    }
    let past = has(&["last", "past", "was"]);
    let birthday = is_birthday(name);
    let next = has(&["next", "coming"]) || (!past && (birthday || is_to_come(name)));
    let length = spot.written(number, number + 1);
    let what = if birthday { format!("anniversary of {name}") } else { name.to_owned() };
    let fixed = format!("{what} within {}{length}", if next { "next " } else { "" });
    // After a `where`, it would be the window of the events.
    let fixed = if spot.before(at, 1) == "where" { format!("({fixed})") } else { fixed };
    let written = spot.written(at, number + 1);
    if fixed == written {
        return None;
    }
    let title = format!("`{written}` should be `{fixed}`");
    let finding = Finding::new(spot.range(at, number + 1), title, "when is this date?");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed))
}

fn is_date(spot: &Spot<'_>, name: &str) -> bool {
    matches!(spot.names.type_of(name), "date" | "day")
}

/// `every 10 visits`, `for every tenth purchase`: what they count begins again with each gift.
pub(in crate::syntax::habits) fn every_few(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    matches!(spot.text_at(at), "every" | "each" | "Every" | "Each").then_some(())?;
    let number = few(spot.text_at(at + 1))?;
    let list = spot.names.list(spot.text_at(at + 2))?;
    let name = if list.name.ends_with('s') { list.name.to_owned() } else { plural(list.name) };
    let line_starts = (0..=at).rev().find(|place| spot.words[*place].first).unwrap_or(0);
    let line = line_starts
        ..=(at + 1..spot.words.len())
            .take_while(|place| !spot.words[*place].first)
            .last()
            .unwrap_or(at);
    let head = spot.text_at(line_starts);
    let title = "Counting starts again after each gift: say since which gift";
    let finding = Finding::new(spot.range(at, at + 2), title, "since when?");
    if matches!(head, "reward" | "message" | "program" | "alert") {
        let gift = spot.text_at(line_starts + 1);
        let title = "How often a gift is given is a matter of time, not of events";
        let verb = if head == "reward" { "give" } else { "send" };
        let help = format!(
            "take this out, and write a rule: `after {number} {name} since last {gift} {verb} {gift}`"
        );
        let label = "not a time".to_owned();
        let finding = Finding { title: title.to_owned(), label, ..finding };
        return Some(finding.help(help).with("once").guess());
    }
    let deed = line.clone().find(|place| ACTIONS.contains(&spot.text_at(*place)));
    let gift = deed.and_then(|deed| {
        (deed + 1..deed + 4).find_map(|place| spot.names.gift(spot.text_at(place)))
    });
    let Some(gift) = gift else {
        return Some(finding.help(format!(
            "write `{number} {name} since last`, and the gift that the rule gives"
        )));
    };
    let counted = format!("{number} {name} since last {}", gift.name);
    if list.bare {
        let title = format!("`{}` is only a count: nothing is known about each one", list.name);
        let finding = Finding { title, label: "each one has to be known".to_owned(), ..finding };
        return Some(finding.help(format!(
            "declare them as events that have dates, `{}: events`, and write `after {counted}`",
            list.name
        )));
    }
    if deed == Some(line_starts) && line_starts < at {
        let deed = spot.written(line_starts, at - 1);
        let fixed = format!("after {counted} {deed}");
        let with = spot.range(line_starts, at + 2);
        return Some(finding.help(format!("write `{fixed}`")).with_at(with, fixed));
    }
    let lead =
        |place: &usize| matches!(spot.text_at(*place), "for" | "on" | "after" | "when" | "the");
    let from = (at.saturating_sub(2)..at).rev().take_while(lead).last().unwrap_or(at);
    let begins = spot.word(from)?.first;
    let fixed = if begins { format!("after {counted}") } else { counted };
    let with = spot.range(if begins { from } else { at }, at + 2);
    // All of the rule, where nothing else is asked for.
    let rest = (at + 3..=*line.end()).find(|place| !matches!(spot.text_at(*place), "," | "then"));
    let help = match deed {
        Some(deed) if begins && rest == Some(deed) => {
            format!("{fixed} {}", spot.written(deed, *line.end()))
        }
        _ => fixed.trim_start_matches("after ").to_owned(),
    };
    Some(finding.help(format!("write `{help}`")).with_at(with, fixed))
}

/// `give mug every 10 visits`.
pub(super) fn every_few_behind(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let begins = spot.word(at)?.first && ACTIONS.contains(&spot.text_at(at));
    let every = (at + 1..at + 8)
        .take_while(|place| begins && !spot.words.get(*place).is_none_or(|word| word.first));
    every.into_iter().find_map(|place| every_few(spot, place))
}

fn few(word: &str) -> Option<u32> {
    let ordinals =
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    if word == "other" {
        return Some(2);
    }
    let low = word.to_lowercase();
    let ordinal = ordinals.iter().position(|ordinal| *ordinal == low);
    let named = ordinal.and_then(|place| u32::try_from(place + 2).ok());
    let digits = low.trim_end_matches(char::is_alphabetic);
    let number = || numbers::from_word(&low).unwrap_or(digits).parse().ok();
    named.or_else(number).filter(|number| *number > 1)
}
