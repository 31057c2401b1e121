//! What points are counted by: `per 2 visits`, `per $10 spent`, `per flights.miles`.

use super::{Issue, decimal, value};
use crate::syntax::habits::lexicon::{List, amount, singular};
use crate::syntax::habits::numbers;
use crate::syntax::habits::shapes::Line;
use crate::syntax::words::Kind;
use crate::values::Decimal;

/// The points and what they are for, as they should be written.
pub(super) struct Counted {
    pub number: Option<Decimal>,
    pub text: String,
    /// What is asked of the events.
    pub filter: Option<String>,
    pub last: usize,
    pub issue: Option<Issue>,
}

impl Counted {
    pub(super) fn read(line: &Line<'_, '_>, is_score: bool, take: bool) -> Option<Counted> {
        let at = line.first + 1;
        if line.spot.kind(at) != Some(Kind::Number) {
            return own(line, at, is_score);
        }
        let number = decimal(line.text(at))?;
        if line.text(at + 1) == "%" && line.text(at + 2) == "of" {
            return share(line, at, number);
        }
        let (joint, extra) = joint(line, at + 1)?;
        let counted = events(line, joint, number)
            .or_else(|| described(line, joint, number))
            .or_else(|| multiples(line, joint, number, take, is_score))
            .or_else(|| amounts(line, joint, number))
            .or_else(|| attribute(line, joint, number, is_score))?;
        let issue = counted.issue.or_else(|| {
            let title = "Points are for each event or amount: `per`";
            extra.then(|| issue(at + 1..=joint - 1, title, "written in another way"))
        });
        Some(Counted { issue, ..counted })
    }
}

fn issue(
    words: std::ops::RangeInclusive<usize>,
    title: impl Into<String>,
    label: &'static str,
) -> Issue {
    Issue { words, title: title.into(), label, help: None }
}

/// The word after `per`, and whether that is said in another way.
fn joint(line: &Line<'_, '_>, at: usize) -> Option<(usize, bool)> {
    let mut next = at;
    // What the points are called: `5 points per visit`, `1 mile per flight`.
    let called = line.text(next + 1) == "per" && line.spot.kind(next) == Some(Kind::Word);
    if called || matches!(line.text(next), "points" | "point" | "pts") {
        next += 1;
    }
    let start = next;
    while matches!(line.text(next), "per" | "for" | "each" | "every" | "on" | "a" | "an") {
        next += 1;
    }
    (next > start).then(|| (next, line.spot.written(at, next - 1) != "per"))
}

/// `visit`.
fn events(line: &Line<'_, '_>, at: usize, number: Decimal) -> Option<Counted> {
    let word = line.text(at);
    let names = line.spot.names;
    let counted = names.list(word).is_some() || names.gift(word).is_some();
    let plain = counted && line.text(at + 1) != ".";
    let text = if names.list(word).is_some() { singular(word) } else { word.to_owned() };
    plain.then_some(Counted { number: Some(number), text, filter: None, last: at, issue: None })
}

/// `web purchase`: an adjective that is a value of the events.
fn described(line: &Line<'_, '_>, at: usize, number: Decimal) -> Option<Counted> {
    let (word, noun) = (line.text(at), line.text(at + 1));
    let list = line.spot.names.list(noun).filter(|_| line.text(at + 2) != ".")?;
    let free = line.spot.is_name(at) && !line.spot.names.has(word);
    let known = line.spot.names.values.contains(&word);
    let filter = value::of_word(line.spot, list, word).filter(|_| free || known)?;
    let title = format!("Say which `{}` with `where`", list.name);
    let issue = issue(at..=at, title, "which of them?");
    let text = singular(noun);
    let filter = Some(filter);
    Some(Counted { number: Some(number), text, filter, last: at + 1, issue: Some(issue) })
}

/// `2 visits`, of which each brings its part.
fn multiples(
    line: &Line<'_, '_>,
    at: usize,
    number: Decimal,
    take: bool,
    is_score: bool,
) -> Option<Counted> {
    let text = numbers::from_word(line.text(at)).unwrap_or(line.text(at));
    let many = decimal(text).filter(|_| line.spot.kind(at) != Some(Kind::Text))?;
    let word = line.text(at + 1);
    let list = line.spot.names.list(word).filter(|_| line.text(at + 2) != ".")?;
    let one = singular(word);
    let each = number.checked_div(many)?.ok()?.normalized();
    let exact = each.checked_mul(many).ok()? == number;
    let verb = match (is_score, take) {
        (true, false) => "add",
        (true, true) => "take",
        (false, false) => "earn",
        (false, true) => "spend",
    };
    let full = format!("let points = {number} * floor(count({}) / {many})", list.name);
    let instead =
        format!("for {number} points per complete {many}, write `{full}` in place of the line");
    let help = match exact {
        true => format!("write `{verb} {each} per {one}`; or, {instead}"),
        false => instead,
    };
    let title = format!("Points are for each {one}, not for every {many}");
    let mut issue = issue(at..=at + 1, title, "one at a time");
    if is_score || !exact {
        issue.help = Some(help);
    }
    let number = if exact { each } else { number };
    Some(Counted {
        number: Some(number),
        text: one,
        filter: None,
        last: at + 1,
        issue: Some(issue),
    })
}

/// `$10 spent`, `full $10 of orders`, `dollar`, `100 miles`.
fn amounts(line: &Line<'_, '_>, at: usize, number: Decimal) -> Option<Counted> {
    let names = line.spot.names;
    let full = matches!(line.text(at), "full" | "whole");
    let from = at + usize::from(full);
    let marked = matches!(line.text(from), "$" | "€" | "£");
    let worth = from + usize::from(marked);
    let (unit, mut next) = match line.text(from) {
        "dollar" | "euro" | "pound" | "dollars" | "euros" | "pounds" => {
            (names.amount("1"), from + 1)
        }
        _ if line.spot.kind(worth) == Some(Kind::Number) && marked => {
            (line.spot.written(from, worth).to_owned(), worth + 1)
        }
        text if line.spot.kind(worth) == Some(Kind::Number) => (text.to_owned(), worth + 1),
        _ => return None,
    };
    let money = marked || from + 1 == next && line.spot.kind(from) == Some(Kind::Word);
    let between = ["spent", "of", "on", "in", "from", "their", "the", "all", "each", "for", "paid"];
    let said = next;
    while between.contains(&line.text(next)) && line.spot.kind(next + 1) != Some(Kind::Number) {
        next += 1;
    }
    let is_kind = |kind: &str| if money { kind == "money" } else { kind == "number" };
    let named = names.list(line.text(next)).filter(|list| !list.bare);
    let (list, attribute, last) = match named {
        Some(list) if line.text(next + 1) == "." => {
            let own = |name: &&(&str, &str)| name.0 == line.text(next + 2);
            let (name, kind) = list.attributes.iter().find(own)?;
            is_kind(kind).then_some(())?;
            (list, *name, next + 2)
        }
        Some(list) if money => (list, amount(list)?, next),
        Some(list) => (list, number_of(list)?, next),
        None => {
            // `per 100 miles`, `per $10 spent`.
            let word = line.text(next);
            let own = |list: &&List<'_>| {
                list.attributes.iter().any(|(name, kind)| *name == word && is_kind(kind))
            };
            match names.lists.iter().find(own) {
                Some(list) => (list, list.attributes.iter().find(|a| a.0 == word)?.0, next),
                None if money => {
                    let list = names.purchases()?;
                    (list, amount(list)?, next - 1)
                }
                None => return None,
            }
        }
    };
    let whole = if full { "full " } else { "" };
    let text = format!("{whole}{unit} of {}.{attribute}", list.name);
    let written = line.spot.written(at, last);
    let different = written != text;
    let title = format!("Say which amount: `of {}.{attribute}`", list.name);
    let words = if said <= last { said..=last } else { from..=last };
    let issue = different.then(|| issue(words, title, "of what?"));
    Some(Counted { number: Some(number), text, filter: None, last, issue })
}

/// `flights.miles`, of which each brings as many as it says.
fn attribute(line: &Line<'_, '_>, at: usize, number: Decimal, is_score: bool) -> Option<Counted> {
    let (list, name, kind) = dotted(line, at)?;
    let values = format!("{}.{name}", list.name);
    let last = at + 2;
    let title = format!("Points are per amount: `per {} of {values}`", unit(line, kind));
    let issue = issue(at..=last, title, "how much of it?");
    if !is_score && number == Decimal::from(1i64) && kind == "number" {
        let title = format!("Points that an event says are `{values}` alone");
        let issue = Issue { title, label: "an event says how many", ..issue };
        return Some(Counted {
            number: None,
            text: values,
            filter: None,
            last,
            issue: Some(issue),
        });
    }
    let text = format!("{} of {values}", unit(line, kind));
    Some(Counted { number: Some(number), text, filter: None, last, issue: Some(issue) })
}

/// `orders.total`, `flights`, `miles per flight` without a number before it.
fn own(line: &Line<'_, '_>, at: usize, is_score: bool) -> Option<Counted> {
    let one = Some(Decimal::from(1i64));
    let title = "A line of a score says how many points, and `per` what";
    if let Some((list, name, kind)) = dotted(line, at) {
        let values = format!("{}.{name}", list.name);
        if !is_score && kind == "number" {
            return Some(Counted {
                number: None,
                text: values,
                filter: None,
                last: at + 2,
                issue: None,
            });
        }
        let text = format!("{} of {values}", unit(line, kind));
        let issue = Some(issue(at..=at + 2, title, "how many points for how much?"));
        return Some(Counted { number: one, text, filter: None, last: at + 2, issue });
    }
    let names = line.spot.names;
    if line.text(at + 1) == "per" {
        let list = names.list(line.text(at + 2))?;
        let own = |(name, kind): &&(&str, &str)| *name == line.text(at) && *kind == "number";
        let (name, _) = list.attributes.iter().find(own)?;
        let values = format!("{}.{name}", list.name);
        let (number, text) = match is_score {
            true => (one, format!("1 of {values}")),
            false => (None, values.clone()),
        };
        let title = format!("Points that an event says are `{values}`");
        let issue = Some(issue(at..=at + 2, title, "an event says how many"));
        return Some(Counted { number, text, filter: None, last: at + 2, issue });
    }
    let list = names.list(line.text(at)).filter(|list| !list.bare)?;
    if is_score || line.text(at + 1) == "*" {
        let text = singular(line.text(at));
        let issue = Some(issue(at..=at, title, "how many points for each?"));
        return Some(Counted { number: one, text, filter: None, last: at, issue });
    }
    let values = format!("{}.{}", list.name, number_of(list)?);
    let title = format!("Say which value of the `{}`: `{values}`", list.name);
    let issue = Some(issue(at..=at, title, "how many points?"));
    Some(Counted { number: None, text: values, filter: None, last: at, issue })
}

/// `5% of orders.total`.
fn share(line: &Line<'_, '_>, at: usize, number: Decimal) -> Option<Counted> {
    let (list, name, kind) = dotted(line, at + 3)?;
    let text = format!("{} of {}.{name}", unit(line, kind), list.name);
    let number = Some(number.shifted_down(2).ok()?.normalized());
    let title = "A line of points has a number, not a percentage";
    let issue = Some(issue(at..=at + 1, title, "how many points for how much?"));
    Some(Counted { number, text, filter: None, last: at + 5, issue })
}

fn unit(line: &Line<'_, '_>, kind: &str) -> String {
    match kind {
        "money" => line.spot.names.amount("1"),
        _ => "1".to_owned(),
    }
}

/// The only number that the events of a list have.
fn number_of<'t>(list: &List<'t>) -> Option<&'t str> {
    let mut numbers = list.attributes.iter().filter(|(_, kind)| *kind == "number");
    let (name, _) = numbers.next()?;
    numbers.next().is_none().then_some(*name)
}

/// A value of each event: its list, its name and the word that begins its type.
fn dotted<'s>(line: &Line<'s, '_>, at: usize) -> Option<(&'s List<'s>, &'s str, &'s str)> {
    let list = line.spot.names.list(line.text(at)).filter(|list| !list.bare)?;
    (line.text(at + 1) == ".").then_some(())?;
    let own = |value: &&(&str, &str)| value.0 == line.text(at + 2);
    list.attributes.iter().find(own).map(|(name, kind)| (list, *name, *kind))
}
