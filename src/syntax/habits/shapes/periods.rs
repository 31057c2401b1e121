//! Times that a date cannot be asked for as if it were an event, and every so many events.

use super::super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::habits::lexicon::plural;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `joined this month`, `joined last year`, where windows are for events.
pub(super) fn date_window(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let (mark, unit) = (spot.text_at(at), spot.text_at(at + 1));
    let this = matches!(mark, "this" | "current");
    let last = matches!(mark, "last" | "previous");
    let lead = |place: &usize| {
        matches!(spot.text_at(*place), "is" | "was" | "in" | "during" | "within" | "the")
    };
    let from = (at.saturating_sub(3)..at).rev().take_while(lead).last().unwrap_or(at);
    let name = spot.before(from, 1);
    if !(this || last) || spot.names.type_of(name) != "date" {
        return None;
    }
    let title = format!("`{mark} {unit}` is for events, and `{name}` is a date");
    let finding = Finding::new(spot.range(at, at + 1), title, "not for a date");
    if is_birthday(name) {
        return Some(
            finding.help(format!("`anniversary of {name}` is true once a year, on the day itself")),
        );
    }
    let (low, high, which) = match (unit, this) {
        ("day", _) => {
            let fixed = if this { "today" } else { "today - 1 day" };
            return Some(finding.help(format!("write `{name} is {fixed}`")));
        }
        ("week", _) => ("2026-01-05", "2026-01-11", "the week of January 5"),
        ("month", _) => ("2026-01-01", "2026-01-31", "January 2026"),
        ("quarter", _) => ("2026-01-01", "2026-03-31", "the first quarter of 2026"),
        ("year", true) => ("2026-01-01", "2026-12-31", "2026"),
        ("year", false) => ("2025-01-01", "2025-12-31", "2025"),
        _ => return None,
    };
    let help =
        format!("write its first and last day: `{name} between {low} and {high}` for {which}");
    Some(finding.help(help))
}

/// `birthday in 7 days`, `birthday within the next 7 days`.
pub(super) fn birthday_ahead(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = spot.text_at(at);
    if spot.names.type_of(name) != "date" || !is_birthday(name) {
        return None;
    }
    let lead = |place: &usize| {
        let words = ["is", "falls", "in", "within", "the", "next", "last", "past", "coming"];
        words.contains(&spot.text_at(*place))
    };
    let number = (at + 1..at + 6).take_while(lead).last()? + 1;
    let window =
        spot.kind(number) == Some(Kind::Number) && numbers::is_unit(spot.text_at(number + 1));
    window.then_some(())?;
    let title = "Rules cannot ask how far away a birthday is";
    let finding = Finding::new(spot.range(at, number + 1), title, "not in the language");
    let help = format!("`anniversary of {name}` is true once a year, on the day itself");
    Some(finding.code(register::SYNTAX).help(help))
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

fn is_birthday(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("birth") || matches!(name.as_str(), "born" | "dob")
}
