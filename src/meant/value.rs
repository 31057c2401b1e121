//! Conditions on one value of the customer: a field, a `let` or a score.

use super::item::{Item, Window, mark};
use super::pieces::{Bound, Pieces};
use crate::check::Type;
use crate::check::model::Named;
use crate::syntax;
use crate::terms::Comparison;

/// What a clause says of a value.
pub(super) fn condition(pieces: &mut Pieces<'_, '_>, name: &str, ty: Type) -> Option<String> {
    if let Some(known) =
        pieces.take(|item| if let Item::Known(known) = item { Some(*known) } else { None })
    {
        let known = known != pieces.not();
        return Some(format!("{name} is {}", if known { "known" } else { "missing" }));
    }
    if ty.is_date() {
        pieces.take_all(|item| (*item == Item::Was).then_some(()));
    }
    match ty {
        Type::Number | Type::Money => number(pieces, name, ty),
        Type::Choice(choice) => chosen(pieces, name, choice),
        Type::Text => text(pieces, name),
        Type::Date | Type::Day => date(pieces, name),
        Type::YesNo => truth(pieces, name),
        Type::Set => {
            pieces.take(|item| matches!(item, Item::Test("contains")).then_some(()));
            pieces.is();
            let not = pieces.not();
            let text = pieces.text().or_else(|| pieces.proper())?;
            Some(format!("{}{name} contains \"{text}\"", if not { "not " } else { "" }))
        }
        Type::Duration | Type::Stage | Type::Broken => None,
    }
}

/// A number or an amount as rules write it for a value of a type.
pub(super) fn written(pieces: &Pieces<'_, '_>, item: &Item, ty: Type) -> Option<String> {
    match (item, ty) {
        (Item::Number(number) | Item::Money(number), Type::Money) => {
            Some(pieces.names.amount(number))
        }
        (Item::Number(number), Type::Number) => Some(number.clone()),
        (Item::Share(number), Type::Number) => Some(format!("{number}%")),
        (Item::Date(date), Type::Date | Type::Day) => Some(date.clone()),
        (Item::Today, Type::Date | Type::Day) => Some("today".to_owned()),
        _ => None,
    }
}

/// Whether a piece can be compared with a value of a type.
pub(super) fn fits(item: &Item, ty: Type) -> bool {
    match item {
        Item::Number(_) => matches!(ty, Type::Number | Type::Money),
        Item::Money(_) => ty == Type::Money,
        Item::Share(_) => ty == Type::Number,
        Item::Date(_) | Item::Today => ty.is_date(),
        _ => false,
    }
}

/// `nps ≥ 9`, `nps between 7 and 8`, `nps in (9, 10)`.
fn number(pieces: &mut Pieces<'_, '_>, name: &str, ty: Type) -> Option<String> {
    // Values of the same kind compare too.
    let between = pieces.has(&Item::Between);
    let mut bounds: Vec<Bound> = Vec::new();
    while let Some(bound) = pieces.bound(0, |item| fits(item, ty)) {
        bounds.push(bound);
    }
    let values: Option<Vec<String>> =
        bounds.iter().map(|bound| written(pieces, &bound.value, ty)).collect();
    let values = values?;
    match (bounds.as_slice(), values.as_slice()) {
        ([one], [value]) if !between => {
            let how = one.how?;
            pieces.is();
            let not = if pieces.not() { "not " } else { "" };
            Some(format!("{not}{name} {} {value}", mark(how)))
        }
        ([_, _], [low, high]) if between => {
            pieces.has(&Item::And);
            pieces.is();
            let not = if pieces.not() { "not " } else { "" };
            Some(format!("{not}{name} between {low} and {high}"))
        }
        ([first, rest @ ..], [_, _, ..]) if rest.iter().all(|one| one.how.is_none()) => {
            pieces.is();
            let differs = first.how == Some(Comparison::IsNot);
            let not = if pieces.not() != differs { "not " } else { "" };
            (differs || matches!(first.how, None | Some(Comparison::Is))).then_some(())?;
            Some(format!("{not}{name} in ({})", values.join(", ")))
        }
        ([], _) => {
            let (other, _) = another(pieces, name, ty)?;
            let how = pieces.take(|item| if let Item::How(how) = item { Some(*how) } else { None });
            Some(format!("{name} {} {other}", mark(how?)))
        }
        _ => None,
    }
}

/// Another value of the customer of the same type.
fn another(pieces: &mut Pieces<'_, '_>, name: &str, ty: Type) -> Option<(String, Type)> {
    let names = pieces.names;
    pieces.named(|named| {
        let (other, its) = names.value_of(named)?;
        (its.matches(ty) && other != name).then(|| (other.to_owned(), its))
    })
}

/// `plan is pro`, `not plan in (free, basic)`.
fn chosen(pieces: &mut Pieces<'_, '_>, name: &str, choice: usize) -> Option<String> {
    let names = pieces.names;
    let mut values: Vec<&str> = Vec::new();
    let is = |named| match named {
        Named::Value { choice: of, value } if of == choice => Some(names.value(choice, value)),
        _ => None,
    };
    for value in pieces.named_all(is) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if let Some(how) =
        pieces.take(|item| if let Item::OrHow(how) = item { Some(*how) } else { None })
    {
        let all = names.model.choices[choice].values.names();
        let from = all.iter().position(|value| values == [value.as_str()])?;
        let at_least = how == Comparison::AtLeast;
        let reached = if at_least { &all[from..] } else { &all[..=from] };
        values = reached.iter().map(String::as_str).collect();
    }
    pieces.is();
    let not = pieces.not();
    match (values.as_slice(), not) {
        ([], _) => None,
        ([value], false) => Some(format!("{name} is {value}")),
        ([value], true) => Some(format!("{name} is not {value}")),
        (values, false) => Some(format!("{name} in ({})", values.join(", "))),
        (values, true) => Some(format!("not {name} in ({})", values.join(", "))),
    }
}

fn text(pieces: &mut Pieces<'_, '_>, name: &str) -> Option<String> {
    let texts = pieces.take_all(|item| match item {
        Item::Text(text) | Item::Proper(text) => Some(format!("\"{text}\"")),
        _ => None,
    });
    let test = pieces.take(|item| if let Item::Test(test) = item { Some(*test) } else { None });
    pieces.is();
    let not = pieces.not();
    match (texts.as_slice(), test) {
        ([text], Some(test)) => {
            Some(format!("{}{name} {test} {text}", if not { "not " } else { "" }))
        }
        ([text], None) => Some(format!("{name} is {}{text}", if not { "not " } else { "" })),
        ([_, _, ..], None) => {
            Some(format!("{}{name} in ({})", if not { "not " } else { "" }, texts.join(", ")))
        }
        _ => None,
    }
}

/// `30 days since joined`, `renews within next 7 days`, `joined < 2026-01-01`.
fn date(pieces: &mut Pieces<'_, '_>, name: &str) -> Option<String> {
    let to_come = syntax::is_to_come(name);
    if let Some(said) = pieces.window() {
        pieces.is();
        pieces.take_all(|item| (*item == Item::How(Comparison::AtMost)).then_some(()));
        let not = if pieces.not() { "not " } else { "" };
        if syntax::is_birthday(name) {
            let window = match &said {
                Window::This(period) => format!("this calendar {}", period.word()),
                Window::Next(length) | Window::In(length) => format!("within next {length}"),
                Window::Within(_) | Window::Last(_) | Window::SinceEntering => return None,
            };
            pieces.has(&Item::Anniversary);
            return Some(format!("{not}anniversary of {name} {window}"));
        }
        let window = match &said {
            Window::Within(length) => format!("within {length}"),
            Window::In(length) if to_come => format!("within next {length}"),
            // `arrives in 3 days` is still to come, whatever its name.
            Window::In(_) if !is_over(name) => return None,
            Window::In(length) => format!("within {length}"),
            Window::Next(length) => format!("within next {length}"),
            Window::This(period) => format!("this calendar {}", period.word()),
            Window::Last(period) => format!("last calendar {}", period.word()),
            Window::SinceEntering => "> stage_since".to_owned(),
        };
        if let Window::Within(length) | Window::In(length) = &said
            && !not.is_empty()
            && !to_come
        {
            return Some(format!("{length} since {name}"));
        }
        return Some(format!("{not}{name} {window}"));
    }
    if let Some((_, length)) = pieces.find(length_of) {
        // How long ago, unless it says that it is ahead.
        let bound = pieces.bound(0, |item| length_of(item).is_some())?;
        let said_ago = pieces.has(&Item::Ago);
        let ago = pieces.has(&Item::Since) || said_ago;
        pieces.has(&Item::Today);
        let not = pieces.not();
        if to_come && !ago {
            let less = matches!(bound.how, Some(Comparison::Less | Comparison::AtMost));
            return (less && !not).then(|| format!("{name} within next {length}"));
        }
        // `joined 30 days ago` may be on that day, or at any time since.
        (bound.how.is_some() || !said_ago).then_some(())?;
        let since = format!("{length} since {name}");
        return match bound.how {
            None | Some(Comparison::Greater | Comparison::AtLeast) if not => {
                Some(format!("not {since}"))
            }
            None | Some(Comparison::Greater | Comparison::AtLeast) => Some(since),
            Some(Comparison::Less | Comparison::AtMost) if not => Some(since),
            Some(Comparison::Less | Comparison::AtMost) => Some(format!("{name} within {length}")),
            Some(Comparison::Is | Comparison::IsNot) => None,
        };
    }
    if pieces.has(&Item::Anniversary) || syntax::is_birthday(name) && pieces.has(&Item::Today) {
        pieces.has(&Item::Today);
        return Some(format!("{}anniversary of {name}", if pieces.not() { "not " } else { "" }));
    }
    let since = pieces.has(&Item::Since);
    let between = pieces.has(&Item::Between);
    let mut bounds: Vec<Bound> = Vec::new();
    while let Some(bound) = pieces.bound(0, |item| fits(item, Type::Date)) {
        bounds.push(bound);
    }
    let values: Option<Vec<String>> =
        bounds.iter().map(|bound| written(pieces, &bound.value, Type::Date)).collect();
    let values = values?;
    match (bounds.as_slice(), values.as_slice()) {
        ([one], [value]) => {
            let how = one.how.or(since.then_some(Comparison::AtLeast)).unwrap_or(Comparison::Is);
            Some(format!("{name} {} {value}", mark(how)))
        }
        ([_, _], [low, high]) if between => {
            pieces.has(&Item::And);
            pieces.is();
            Some(format!("{name} between {low} and {high}"))
        }
        _ => None,
    }
}

fn length_of(item: &Item) -> Option<String> {
    if let Item::Length(length) = item { Some(length.clone()) } else { None }
}

/// Whether the name of a date says that it is over: `joined`, `last_seen`, `member_since`.
fn is_over(name: &str) -> bool {
    let parts = super::stem::parts(name);
    let over = ["last", "first", "since", "start", "began", "birthday", "born"];
    parts.iter().any(|part| part.ends_with("ed") || over.contains(&part.as_str()))
        || matches!(parts.last().map(String::as_str), Some("at" | "up" | "seen"))
}

/// `vip`, `not vip`.
fn truth(pieces: &mut Pieces<'_, '_>, name: &str) -> Option<String> {
    let said = pieces.take(|item| match item {
        Item::Truth(yes) => Some(*yes),
        Item::Number(number) if number == "1" => Some(true),
        Item::Number(number) if number == "0" => Some(false),
        _ => None,
    });
    pieces.is();
    let yes = said.unwrap_or(true) != pieces.not();
    Some(if yes { name.to_owned() } else { format!("not {name}") })
}
