//! A condition of one or more clauses, each about one value or one list.

use super::events;
use super::item::{Function, Item, Window};
use super::names::Names;
use super::pieces::Pieces;
use super::value;
use crate::check::Type;
use crate::check::model::{AttributeOf, Events, ExprKind, Named};
use crate::terms::Comparison;

/// What a clause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Events(usize),
    Value(Named),
    /// The field that some value is of.
    Owner(Named),
    Stage,
}

/// The condition that some words ask for; `None` unless it is clear from all of them.
pub(super) fn condition(names: &Names<'_>, items: &[Item]) -> Option<String> {
    let clauses = joined(names, split(items))?;
    is_clear(&clauses).then_some(())?;
    let mut whole = String::new();
    let mut subject = None;
    for (joint, clause) in clauses {
        let (own, said) = one(names, &clause, subject)?;
        subject = own.or(subject);
        whole = match joint {
            Some(Item::Or) => format!("{whole} or {said}"),
            Some(_) => format!("{whole} and {said}"),
            None => said,
        };
    }
    (!whole.is_empty()).then_some(whole)
}

/// The clauses with those made one that speak of the same events: `tickets that are urgent and unsolved`. `None`
/// where `or` is between them and they are counted, because how many of either is not said.
fn joined(
    names: &Names<'_>,
    clauses: Vec<(Option<Item>, Vec<Item>)>,
) -> Option<Vec<(Option<Item>, Vec<Item>)>> {
    let list_of = |items: &[Item]| match subject(&Pieces::new(names, items)) {
        Some(Subject::Events(list)) => {
            let is = |item: &Item| match item {
                Item::Named(all) => all.contains(&Named::List(list)),
                _ => false,
            };
            Some((list, items.iter().any(is)))
        }
        _ => None,
    };
    let counts = |item: &Item| {
        matches!(
            item,
            Item::Number(_)
                | Item::Money(_)
                | Item::Window(_)
                | Item::Length(_)
                | Item::Function(_)
                | Item::Not
        )
    };
    let mut all: Vec<(Option<Item>, Vec<Item>)> = Vec::new();
    for (joint, items) in clauses {
        let before = all.last().and_then(|(_, before)| list_of(before));
        let same = match (before, list_of(&items)) {
            (Some((one, named)), Some((other, named_too))) => one == other && named != named_too,
            _ => false,
        };
        match (all.last_mut(), &joint) {
            (Some((_, before)), Some(Item::And)) if same => before.extend(items),
            (Some((_, before)), Some(_)) if same && before.iter().chain(&items).any(counts) => {
                return None;
            }
            _ => all.push((joint, items)),
        }
    }
    Some(all)
}

/// Whether it is clear what each clause denies, and of what time it speaks: `no orders or visits` denies both,
/// and `ordered and visited in the last 30 days` may ask for both in that time.
fn is_clear(clauses: &[(Option<Item>, Vec<Item>)]) -> bool {
    let is_event = |item: &Item| match item {
        Item::Named(all) => all.iter().any(|named| matches!(named, Named::List(_))),
        _ => false,
    };
    let is_time = |item: &Item| {
        matches!(
            item,
            Item::Window(_) | Item::Length(_) | Item::Date(_) | Item::Since | Item::InStage
        )
    };
    let says_how = |item: &Item| {
        matches!(item, Item::Not | Item::How(_) | Item::OrHow(_) | Item::Number(_) | Item::Money(_))
    };
    clauses.windows(2).all(|pair| {
        let [(_, before), (joint, after)] = pair else { return true };
        let denied = before.contains(&Item::Not) && *joint == Some(Item::Or);
        let timed = before.iter().any(is_event)
            && !before.iter().any(is_time)
            && after.iter().any(|item| matches!(item, Item::Window(_)));
        // `3 orders or rides`
        let counted = before.iter().any(says_how)
            && after.iter().all(is_event)
            && after.len() == 1
            && !before.contains(&Item::Not);
        let denied_too = denied && !after.iter().any(says_how);
        !(timed || counted || denied_too)
    })
}

/// The clauses that `and` and `or` join, each with what joins it. Values that belong to the clause before,
/// such as those of `silver or gold`, stay with it.
fn split(items: &[Item]) -> Vec<(Option<Item>, Vec<Item>)> {
    let mut clauses: Vec<(Option<Item>, Vec<Item>)> = vec![(None, Vec::new())];
    let mut between = false;
    for (at, item) in items.iter().enumerate() {
        let joins = matches!(item, Item::And | Item::Or) && !between;
        between = (between || *item == Item::Between) && !matches!(item, Item::And | Item::Or);
        let rest = &items[at..];
        let is_first = clauses.last().is_none_or(|(_, clause)| clause.is_empty());
        if joins && !is_first && !continues(rest, clauses.last().map_or(&[], |(_, it)| it)) {
            clauses.push((Some(item.clone()), Vec::new()));
        } else if !joins && let Some((_, clause)) = clauses.last_mut() {
            clause.push(item.clone());
        }
    }
    clauses
}

/// Whether what follows `or` is only one more of the values before it.
fn continues(rest: &[Item], before: &[Item]) -> bool {
    let mut rest = rest.iter();
    let joint = rest.next();
    let next: Vec<&Item> = rest.take_while(|item| !matches!(item, Item::And | Item::Or)).collect();
    let is_value = |item: &Item| match item {
        Item::Named(all) => {
            all.iter().all(|named| matches!(named, Named::Value { .. } | Named::Stage(_)))
        }
        Item::Text(_) | Item::Proper(_) | Item::Number(_) => true,
        _ => false,
    };
    let denied = before.iter().any(|item| matches!(item, Item::Not | Item::How(Comparison::IsNot)));
    let joined = joint == Some(&Item::Or) || denied;
    // `plus or family level`: what has these values may come after the last of them.
    let is_owner = |item: &Item| match item {
        Item::Named(all) => {
            all.iter().any(|named| matches!(named, Named::Field(_) | Named::Attribute { .. }))
        }
        _ => false,
    };
    let (first, more) = match next.split_first() {
        Some((first, more)) => (first, more),
        None => return false,
    };
    joined
        && is_value(first)
        && more.iter().all(|item| is_owner(item))
        && before.last().is_some_and(is_value)
}

/// What one clause says, and what it is about; the clause before may have said that already.
fn one(
    names: &Names<'_>,
    items: &[Item],
    before: Option<Subject>,
) -> Option<(Option<Subject>, String)> {
    let mut pieces = Pieces::new(names, items);
    let own = subject(&pieces);
    let about = own.or(before)?;
    if let Subject::Value(named) = about
        && let Some(list) = summed(&mut pieces, named)
    {
        let said = events::condition(&mut pieces, list)?;
        return pieces.are_spent().then_some((Some(Subject::Events(list)), said));
    }
    let said = match about {
        Subject::Events(list) => {
            let others = customer(&mut pieces, list);
            let said = events::condition(&mut pieces, list)?;
            others.into_iter().fold(said, |said, other| format!("{other} and {said}"))
        }
        Subject::Value(named) => {
            pieces.named(|other| (other == named).then_some(()));
            // What a value adds up to is the value.
            pieces.has(&Item::Function(Function::Sum));
            pieces.has(&Item::Function(Function::Total));
            pieces.has(&Item::Function(Function::Spend));
            let (name, ty) = names.value_of(named)?;
            value::condition(&mut pieces, name, ty)?
        }
        Subject::Owner(named) => {
            let (name, ty) = names.value_of(named)?;
            value::condition(&mut pieces, name, ty)?
        }
        Subject::Stage => stage(&mut pieces)?,
    };
    let said = match pieces.has(&Item::InStage) {
        true => format!("{said} and {}", in_stage(&mut pieces)?),
        false => said,
    };
    pieces.is();
    pieces.are_spent().then_some((Some(about), said))
}

/// The list that a `let` adds up, where a time is said in which it should: `spent over $50 this month`. The
/// `let` is then replaced by what it adds up.
fn summed(pieces: &mut Pieces<'_, '_>, named: Named) -> Option<usize> {
    let Named::Let(place) = named else { return None };
    let ExprKind::Aggregate { function, different: false, events, attribute, filter } =
        &pieces.names.model.lets.get(place)?.value.kind
    else {
        return None;
    };
    let (Events::List(list), Some(AttributeOf::Declared(attribute))) = (events, attribute) else {
        return None;
    };
    let whole = *function == crate::terms::Function::Sum
        && filter.condition.is_none()
        && filter.window.is_none();
    let timed = pieces.find(|item| matches!(item, Item::Window(_)).then_some(())).is_some();
    (whole && timed).then_some(())?;
    pieces.named(|other| (other == named).then_some(()));
    pieces.has(&Item::Function(Function::Total));
    pieces.push(Item::Function(Function::Sum));
    pieces.push(Item::Named(vec![Named::Attribute { list: *list, attribute: *attribute }]));
    Some(*list)
}

/// What a clause is about: events before values, and values before those that only name one of a list.
fn subject(pieces: &Pieces<'_, '_>) -> Option<Subject> {
    let names = pieces.names;
    let list = |named| match named {
        Named::List(list) => Some(list),
        _ => None,
    };
    let value = |named| names.value_of(named).map(|_| named);
    if let Some((_, list)) = pieces.name_at(list) {
        return Some(Subject::Events(list));
    }
    if let Some((_, named)) = pieces.name_at(value) {
        return Some(Subject::Value(named));
    }
    let attribute = |named| match named {
        Named::Attribute { list, .. } => Some(list),
        _ => None,
    };
    if let Some((_, list)) = pieces.name_at(attribute) {
        return Some(Subject::Events(list));
    }
    let owner = |named| match named {
        Named::Value { choice, .. } => names.owner(choice),
        _ => None,
    };
    if let Some((_, named)) = pieces.name_at(owner) {
        return Some(match named {
            Named::Attribute { list, .. } => Subject::Events(list),
            named => Subject::Owner(named),
        });
    }
    let in_stage = pieces.find(|item| matches!(item, Item::InStage | Item::Tagged).then_some(()));
    let stage = |named| matches!(named, Named::Stage(_)).then_some(());
    (pieces.name_at(stage).is_some() || in_stage.is_some()).then_some(Subject::Stage)
}

/// What a clause about events says of the customer: `pro customers with 3 orders`.
fn customer(pieces: &mut Pieces<'_, '_>, list: usize) -> Vec<String> {
    let names = pieces.names;
    let attributes = &names.model.lists[list].attributes;
    let of_list = |choice| attributes.iter().any(|attribute| attribute.ty == Type::Choice(choice));
    let mut all = Vec::new();
    let value = |named| match named {
        Named::Value { choice, value } if !of_list(choice) => {
            let owner = names.owner(choice)?;
            Some((names.value_of(owner)?.0, names.value(choice, value)))
        }
        _ => None,
    };
    while let Some((at, (owner, value_name))) = pieces.name_at(value) {
        let not = pieces.denied_at(at);
        pieces.named(value);
        all.push(format!("{owner} is {}{value_name}", if not { "not " } else { "" }));
    }
    all
}

/// `stage is Trial`, `14 days in stage`, `tagged "vip"`.
fn stage(pieces: &mut Pieces<'_, '_>) -> Option<String> {
    let names = pieces.names;
    if pieces.has(&Item::Tagged) {
        pieces.is();
        let text = pieces.text()?;
        let not = if pieces.not() { "not " } else { "" };
        return Some(format!("{not}tagged \"{text}\""));
    }
    let mut stages: Vec<&str> = Vec::new();
    let stage = |named| match named {
        Named::Stage(stage) => names.model.stages.get(stage).map(|stage| stage.name.as_str()),
        _ => None,
    };
    while let Some(stage) = pieces.named(stage) {
        stages.push(stage);
    }
    if stages.is_empty() {
        pieces.has(&Item::InStage).then_some(())?;
        return in_stage(pieces);
    }
    pieces.is();
    let timed = pieces
        .find(|item| matches!(item, Item::Length(_) | Item::Window(_)).then_some(()))
        .is_some();
    let long = if timed { Some(in_stage(pieces)?) } else { None };
    let not = pieces.not();
    let said = match (stages.as_slice(), not) {
        ([one], false) => format!("stage is {one}"),
        ([one], true) => format!("stage is not {one}"),
        (all, false) => format!("stage in ({})", all.join(", ")),
        (all, true) => format!("not stage in ({})", all.join(", ")),
    };
    Some(match long {
        Some(long) => format!("{said} and {long}"),
        None => said,
    })
}

/// `14 days in stage`.
fn in_stage(pieces: &mut Pieces<'_, '_>) -> Option<String> {
    if let Some(window) = pieces.window() {
        pieces.is();
        let (Window::In(length) | Window::Within(length)) = window else { return None };
        return Some(format!("{length} in stage"));
    }
    let bound = pieces.bound(0, |item| matches!(item, Item::Length(_)))?;
    let Item::Length(length) = bound.value else { return None };
    pieces.is();
    match bound.how {
        None | Some(Comparison::Greater | Comparison::AtLeast) => {
            Some(format!("{length} in stage"))
        }
        Some(Comparison::Less | Comparison::AtMost) => Some(format!("not {length} in stage")),
        Some(Comparison::Is | Comparison::IsNot) => None,
    }
}
