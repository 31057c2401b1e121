//! What the language does not have, said honestly, with what it has instead.

use super::super::lexicon::{List, singular};
use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;
use crate::terms::DatePart;
use crate::values::with_article;

const CALENDAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "weekday",
    "weekdays",
    "weekend",
    "weekends",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "christmas",
    "easter",
    "halloween",
    "thanksgiving",
    "summer",
    "winter",
    "autumn",
    "holidays",
    "morning",
    "evening",
    "noon",
    "midnight",
];

/// `it's Monday`, `3 purchases in January`.
pub(super) fn calendar(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word)?;
    if !CALENDAR.contains(&word.text.to_lowercase().as_str()) || spot.names.has(word.text) {
        return None;
    }
    // With a number next to it, it is a date.
    if spot.kind(at + 1) == Some(Kind::Number) || at > 0 && spot.kind(at - 1) == Some(Kind::Number)
    {
        return None;
    }
    let title = format!("`{}` is not a condition: ask it of a date", word.text);
    let finding = Finding::new(spot.range(at, at), title, "of which date?");
    let help = in_the_calendar(&word.text.to_lowercase());
    let help = match happened(spot, at) {
        // `rides on weekends` asks it of each ride.
        Some(list) if help.starts_with("write `") && !help.contains("now") => {
            let asked = help.trim_start_matches("write `").trim_end_matches('`');
            let one = with_article(&singular(list.name));
            format!("write `{one} where {}`", asked.replace(" today ", " at "))
        }
        Some(_) | None => help,
    };
    Some(finding.code(register::SYNTAX).help(help))
}

/// The events that the words before a place speak of.
fn happened<'s>(spot: &'s Spot<'_>, at: usize) -> Option<&'s List<'s>> {
    let joins = ["when", "after", "and", "or", "if"];
    let words = (0..at).rev().map(|place| spot.text_at(place));
    let mut words = words.take_while(|word| !joins.contains(word));
    words.find_map(|word| spot.names.list(word).or_else(|| spot.names.list_of_verb(word)))
}

/// How to ask for a day of the week, a month, a time of day or a holiday.
fn in_the_calendar(word: &str) -> String {
    let named = |names: &[&str]| {
        names.iter().position(|name| word.trim_end_matches('s') == name.to_lowercase())
    };
    if let Some(day) = named(&DatePart::WEEKDAYS) {
        return format!("write `weekday of today is {}`", DatePart::WEEKDAYS[day]);
    }
    match word {
        "weekday" | "weekdays" => "write `not weekday of today in (Saturday, Sunday)`".to_owned(),
        "weekend" | "weekends" => "write `weekday of today in (Saturday, Sunday)`".to_owned(),
        "morning" => "write `hour of now < 12`".to_owned(),
        "noon" | "evening" | "midnight" => "ask for the hour: `hour of now ≥ 18`".to_owned(),
        "summer" | "winter" | "autumn" => {
            "ask for the months: `month of today in (6, 7, 8)`".to_owned()
        }
        _ => match MONTHS.iter().position(|month| *month == word) {
            Some(place) => format!("write `month of today is {}`", place + 1),
            None => "compare whole days: `today is 2026-12-24`, or `today between 2026-12-01 and \
                     2026-12-31`"
                .to_owned(),
        },
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `wait 3 days then send thanks`.
pub(super) fn wait(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if !matches!(spot.text_at(at), "wait" | "delay") || spot.kind(at + 1) != Some(Kind::Number) {
        return None;
    }
    let length = spot.written(at + 1, at + 2);
    let finding =
        Finding::new(spot.range(at, at + 2), "A rule does not wait", "ask how long ago it was");
    let help =
        format!("put the time into the condition, such as `{length} in stage`, and take this out");
    Some(finding.code(register::SYNTAX).help(help))
}

/// `3 purchases in a row`, `3 consecutive purchases`.
pub(super) fn in_a_row(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let row =
        spot.text_at(at) == "in" && spot.text_at(at + 1) == "a" && spot.text_at(at + 2) == "row";
    let consecutive = matches!(spot.text_at(at), "consecutive" | "successive" | "straight");
    let counted = at > 0 && spot.kind(at - 1) == Some(Kind::Number);
    (row || consecutive && counted).then_some(())?;
    let last = if row { at + 2 } else { at };
    let title = "Rules cannot ask for events in a row";
    let finding = Finding::new(spot.range(at, last), title, "not in the language");
    let help = "count them in a time instead, such as `3 purchases within 90 days`";
    Some(finding.code(register::SYNTAX).help(help).with_at(spot.range(at, last), "").guess())
}

/// `anniversary joined`.
pub(super) fn anniversary(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let date = spot.names.type_of(spot.text_at(at + 1)) == "date";
    if spot.text_at(at) != "anniversary" || !date {
        return None;
    }
    let fixed = format!("anniversary of {}", spot.text_at(at + 1));
    let finding =
        Finding::new(spot.range(at, at + 1), "`of` is missing after `anniversary`", "say of what");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `NPS ≥ 9 ? give mug : send thanks`.
pub(super) fn ternary(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "?" || !ACTIONS.contains(&spot.text_at(at + 1)) {
        return None;
    }
    let when =
        (0..at).rev().find(|place| matches!(spot.text_at(*place), "when" | "after" | "if"))?;
    let colon = (at + 1..at + 12).find(|place| spot.text_at(*place) == ":")?;
    let (last, other) = rest_of_line(spot, colon)?;
    let (condition, deed) = (spot.written(when + 1, at - 1), spot.written(at + 1, colon - 1));
    let finding = Finding::new(
        spot.range(at, at),
        "A rule has one case: write two rules",
        "not in the language",
    );
    let help = format!("write `when {condition} {deed}`, and `when not ({condition}) {other}`");
    let range = spot.range(at, last);
    Some(finding.help(help).with_at(range, deed.to_owned()).guess())
}

/// `do nothing`.
pub(super) fn nothing(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "nothing" || spot.before(at, 1) != "do" {
        return None;
    }
    let finding =
        Finding::new(spot.range(at - 1, at), "A rule has to do something", "this does nothing");
    let finding =
        finding.code(register::NO_ACTION).help("delete this rule, or say what should happen");
    Some(finding.with_at(spot.range(at - 1, at), "tag \"nothing\"").guess())
}

/// The condition and the actions of the rule around a place: from the word after `when` up to the
/// first action, and from there to the place.
pub(super) fn rule_before(spot: &Spot<'_>, at: usize) -> Option<(String, String)> {
    let begins = |place: &usize| matches!(spot.text_at(*place), "when" | "after" | "if");
    let when = (0..at).rev().find(begins)?;
    let action = (when + 1..at).find(|place| ACTIONS.contains(&spot.text_at(*place)))?;
    let last =
        (when + 1..action).rev().find(|place| !matches!(spot.text_at(*place), "then" | ","))?;
    let end = (action..at).rev().find(|place| !matches!(spot.text_at(*place), ";" | ","))?;
    Some((spot.written(when + 1, last).to_owned(), spot.written(action, end).to_owned()))
}

/// The words after a place up to the end of the line.
pub(super) fn rest_of_line(spot: &Spot<'_>, at: usize) -> Option<(usize, String)> {
    let end = (at + 1..spot.words.len()).find(|place| spot.words[*place].first);
    let last = end.unwrap_or(spot.words.len()).checked_sub(1)?;
    (last > at).then(|| (last, spot.written(at + 1, last).to_owned()))
}
