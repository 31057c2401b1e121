//! How often a gift is given, as people say it, and names of more than one word.

use super::super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// What people say for the most there can be.
pub(in crate::syntax::habits) const MOST: &[&[&str]] = &[
    &["no", "more", "than"],
    &["not", "more", "than"],
    &["at", "most"],
    &["a", "maximum", "of"],
    &["maximum", "of"],
    &["maximum"],
    &["max"],
    &["up", "to"],
    &["limited", "to"],
    &["limit"],
];

/// `twice per month`, `up to 3 times a year`, `at most once per month`, `4 per year`.
pub(super) fn how_often(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if !spot.wanted.iter().any(|rule| {
        matches!(
            rule,
            Rule::gift_option
                | Rule::how_often
                | Rule::kw_times
                | Rule::kw_per
                | Rule::text
                | Rule::amount
        )
    }) {
        return None;
    }
    let line = (0..=at.min(spot.words.len().checked_sub(1)?))
        .rev()
        .find(|place| spot.words[*place].first)?;
    let gift = matches!(spot.text_at(line), "reward" | "message" | "program" | "alert");
    (gift && at > line + 1).then_some(())?;
    let stands = |lead: &&&[&str]| {
        lead.iter().enumerate().all(|(place, word)| spot.text_at(at + place) == *word)
    };
    let mut last =
        at + MOST.iter().chain(&[&["only"][..]]).find(stands).map_or(0, |lead| lead.len());
    let word = spot.text_at(last);
    let number: u32 = match word {
        "once" => 1,
        "twice" => 2,
        "thrice" => 3,
        _ => numbers::from_word(word).unwrap_or(word).trim_end_matches('x').parse().ok()?,
    };
    if matches!(spot.text_at(last + 1), "time" | "times" | "x") {
        last += 1;
    }
    let per =
        matches!(spot.text_at(last + 1), "per" | "a" | "an" | "every" | "each" | "in" | "within");
    let period = per.then(|| period(spot, last + 2)).flatten();
    let fixed = match (period, number) {
        (Some((end, period)), 1) => {
            last = end;
            format!("once per {period}")
        }
        (Some((end, period)), _) => {
            last = end;
            format!("{number} times per {period}")
        }
        (None, 1) if !per => "once".to_owned(),
        (None, _) if !per && spot.at >= at && spot.at <= last + 1 => {
            let title = format!("`{}` needs a time: in how long?", spot.written(at, last));
            let finding = Finding::new(spot.range(at, last), title, "how often it is given");
            let fixed = format!("{number} times per 30 days");
            let help =
                format!("write `{number} times per year`, or another time, such as `{fixed}`");
            let ends = spot.word(last + 1).is_none_or(|next| next.first || next.text == ",");
            return ends.then(|| finding.help(help).with(fixed).guess());
        }
        (None, _) => return None,
    };
    let written = spot.written(at, last);
    if written == fixed || spot.at < at || spot.at > last + 1 {
        return None;
    }
    let title = format!("`{written}` should be `{fixed}`");
    let finding = Finding::new(spot.range(at, last), title, "how often it is given");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `month`, `calendar month`, `90 days`, with the place of the last word.
fn period(spot: &Spot<'_>, at: usize) -> Option<(usize, String)> {
    let long = spot.text_at(at) == "calendar" || spot.kind(at) == Some(Kind::Number);
    let last = if long { at + 1 } else { at };
    numbers::is_unit(spot.text_at(last)).then(|| (last, spot.written(at, last).to_owned()))
}

/// `reward free coffee costs $3`, `stage Past Due`.
pub(super) fn spaced_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let head = at.checked_sub(2)?;
    let kinds = ["reward", "message", "program", "alert", "stage"];
    let named =
        kinds.contains(&spot.text_at(head)) && spot.word(head)?.first && spot.is_name(at - 1);
    if at != spot.at || !named || !is_free(spot, at) {
        return None;
    }
    let last = (at..at + 3).take_while(|place| is_free(spot, *place)).last()?;
    let next = spot.word(last + 1).filter(|next| !next.first);
    let ends = next.is_none_or(|next| next.kind != Kind::Word || begins_an_option(next.text));
    // Many words, and then nothing, are rather a title without its quotation marks.
    (ends && (last == at || next.is_some())).then_some(())?;
    let fixed = spot.written(at - 1, last).split_whitespace().collect::<Vec<_>>().join("_");
    let title = format!("A name is one word: `{fixed}`");
    let finding = Finding::new(spot.range(at - 1, last), title, "join the words with `_`");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed))
}

/// `first name: text`, `opted in: yes/no`: a field whose name has more than one word.
pub(super) fn spaced_field(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let last = spot.words.len().checked_sub(1)?;
    let start = (0..=at.min(last)).rev().find(|place| spot.words[*place].first)?;
    let word = |place: &usize| spot.kind(*place) == Some(Kind::Word);
    let colon = (start..start + 5).find(|place| !word(place))?;
    let fits = at == spot.at && at > start && colon > start + 1 && at <= colon;
    if !fits || spot.text_at(colon) != ":" || !spot.is_name(start) {
        return None;
    }
    let written = spot.written(start, colon - 1);
    let name = written.split_whitespace().collect::<Vec<_>>().join("_");
    let end = (colon + 1..=last).take_while(|place| !spot.words[*place].first).last()?;
    let rest = spot.written(colon + 1, end);
    let found = format!("from \"{written}\"");
    let path = spot.text_at(colon + 2) == "from";
    let fixed = match rest.strip_prefix("events") {
        _ if path => format!("{name}: {rest}"),
        Some(more) => format!("{name}: events {found}{more}"),
        None => format!("{name}: {rest} {found}"),
    };
    let title = format!("A name is one word: `{name}`");
    let finding = Finding::new(spot.range(start, colon - 1), title, "join the words with `_`");
    let finding = finding.code(register::SYNTAX).help(format!("write `{fixed}`"));
    Some(finding.with_at(spot.range(start, end), fixed))
}

fn is_free(spot: &Spot<'_>, at: usize) -> bool {
    spot.is_name(at) && !spot.words[at].first && !begins_an_option(spot.text_at(at))
}

fn begins_an_option(word: &str) -> bool {
    let options = [
        "costs",
        "cost",
        "costing",
        "worth",
        "value",
        "valued",
        "price",
        "priced",
        "once",
        "twice",
        "thrice",
        "every",
        "each",
        "at",
        "up",
        "no",
        "not",
        "max",
        "maximum",
        "only",
        "for",
        "holdout",
        "budget",
        "aims",
        "fades",
        "as",
        "formerly",
        "to",
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "annually",
        "quarterly",
        "always",
        "limit",
        "limited",
        "a",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "ten",
    ];
    options.contains(&word)
}
