//! Values of events that a line of points asks for without `where`: `per visit longer than 3`,
//! `per visit to "/pricing"`, `per web purchase`.

use super::Points;
use crate::syntax::habits::lexicon::{List, amount};
use crate::syntax::habits::shapes::Line;
use crate::syntax::habits::{Spot, numbers};
use crate::syntax::words::Kind;

/// `longer than 3`, `over $20`, `to "/pricing"`; the place after it.
pub(super) fn compared(line: &Line<'_, '_>, at: usize, points: &mut Points) -> Option<usize> {
    let list = line.spot.names.list(&points.counted).filter(|list| !list.bare)?;
    let (asked, last) = text(line, list, at).or_else(|| number(line, list, at))?;
    if points.lasting.is_some() {
        return None;
    }
    points.issue(at..=last, format!("Say which `{}` with `where`", list.name), "which of them?");
    points.wheres.push(asked);
    Some(last + 1)
}

/// `to "/pricing"`, where only one value is a text.
fn text(line: &Line<'_, '_>, list: &List<'_>, at: usize) -> Option<(String, usize)> {
    let leads = ["to", "on", "of", "from", "via", "in", "at", "by", "with", "called", "named"];
    let fits = leads.contains(&line.text(at)) && line.spot.kind(at + 1) == Some(Kind::Text);
    let name = only(list, "text").filter(|_| fits && at < line.last)?;
    Some((format!("{name} is {}", line.text(at + 1)), at + 1))
}

/// `longer than 3`, `over $20`.
fn number(line: &Line<'_, '_>, list: &List<'_>, at: usize) -> Option<(String, usize)> {
    let than = line.text(at + 1) == "than";
    let (mark, next) = match (line.text(at), than) {
        ("longer" | "more" | "greater" | "larger" | "bigger" | "higher" | "above", true) => {
            (">", at + 2)
        }
        ("shorter" | "less" | "smaller" | "lower" | "fewer", true) => ("<", at + 2),
        ("over" | "above" | "exceeding" | ">", false) => (">", at + 1),
        ("under" | "below" | "<", false) => ("<", at + 1),
        (">=" | "≥", false) => ("≥", at + 1),
        ("<=" | "≤", false) => ("≤", at + 1),
        _ => return None,
    };
    let money = matches!(line.text(next), "$" | "€" | "£");
    let number = next + usize::from(money);
    (line.spot.kind(number) == Some(Kind::Number) && number <= line.last).then_some(())?;
    let long = matches!(line.text(at), "longer" | "shorter");
    let lengths = ["length", "duration", "minutes", "seconds", "time"];
    let named = list
        .attributes
        .iter()
        .find(|(name, kind)| long && *kind == "number" && lengths.contains(name));
    let name = match (money, named) {
        (true, _) => amount(list)?,
        (false, Some((name, _))) => name,
        (false, None) => only(list, "number")?,
    };
    // What a plain number of minutes is called is said by the name of the value.
    let unit = usize::from(long && numbers::is_unit(line.text(number + 1)));
    Some((format!("{name} {mark} {}", line.spot.written(next, number)), number + unit))
}

/// The only value of events of this type.
fn only<'t>(list: &List<'t>, wanted: &str) -> Option<&'t str> {
    let mut fitting = list.attributes.iter().filter(|(_, kind)| *kind == wanted);
    let (name, _) = fitting.next()?;
    fitting.next().is_none().then_some(*name)
}

/// What a word says of events, where only one of their values can be that.
pub(super) fn of_word(spot: &Spot<'_>, list: &List<'_>, word: &str) -> Option<String> {
    let listed = spot.names.values.contains(&word);
    match (only(list, "one"), only(list, "text")) {
        (Some(name), _) if listed => Some(format!("{name} is {word}")),
        (_, Some(name)) if !listed => Some(format!("{name} is \"{word}\"")),
        _ => None,
    }
}
