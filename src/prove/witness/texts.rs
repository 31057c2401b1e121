//! Texts and sets that fulfil what is asked of them besides being equal to others.

use std::borrow::Cow;

use jiff::ToSpan;

use crate::eval::Record;
use crate::plan::{Atom, Expr, ExprKind};
use crate::prove::facts::{About, Domain, Theory};
use crate::prove::search::Model;
use crate::terms::{FieldType, TextTest};
use crate::values::{Clock, Value};

/// Adds what is asked of texts, sets and anniversaries.
pub(super) fn add(
    theory: &Theory<'_>,
    model: &Model<'_>,
    record: &mut Record<'static>,
    clock: &Clock,
) {
    for (id, domain) in &model.domains {
        let fact = theory.customer.at(*id);
        let (About::Asked(atom), Domain::Choice(set)) = (&fact.about, domain) else { continue };
        if *domain == fact.domain {
            continue;
        }
        let holds = !set.has(0) && !set.unknown;
        let fails = !set.has(1) && !set.unknown;
        if holds || fails {
            add_to(theory, record, atom, holds, clock);
        }
    }
}

/// What is asked of one of them.
fn add_to(
    theory: &Theory<'_>,
    record: &mut Record<'static>,
    atom: &Atom,
    holds: bool,
    clock: &Clock,
) {
    if let Atom::TextTest(value, test, text) = atom
        && let (Some(slot), Some(text)) = (field(value), constant(text))
    {
        let now = &mut record.fields[slot];
        *now = Some(Value::Text(Cow::Owned(joined(now.as_ref(), *test, text, holds))));
    } else if let Atom::Contains(value, text) = atom
        && let (Some(slot), Some(text)) = (field(value), constant(text))
    {
        let mut entries = Vec::new();
        if let Some(Value::Set(known)) = record.fields[slot].take() {
            entries = known;
        }
        if holds {
            entries.push(Cow::Owned(text.to_owned()));
        }
        record.fields[slot] = Some(Value::Set(entries));
    } else if let Atom::Anniversary { of, moved, window: None } = atom
        && let (Some(slot), Ok(day)) = (field(of), clock.today().checked_sub(1.years()))
        && holds
        && moved.is_empty()
    {
        let is_time = matches!(theory.plan.needs.fields[slot].kind, FieldType::Date(_));
        let begins = clock.first_instant(day);
        let value = if is_time { Value::Instant(begins) } else { Value::Day(day) };
        record.fields[slot] = Some(value);
    }
}

/// A text with something more that is asked of it.
fn joined(now: Option<&Value<'_>>, test: TextTest, text: &str, holds: bool) -> String {
    let mut before = String::new();
    if let Some(Value::Text(now)) = now
        && now != "other"
    {
        before = now.to_string();
    }
    if !holds {
        return if before.is_empty() { "other".to_owned() } else { before };
    }
    match test {
        TextTest::StartsWith => format!("{text}{before}"),
        TextTest::EndsWith | TextTest::Contains => format!("{before}{text}"),
    }
}

fn field(value: &Expr) -> Option<usize> {
    if let ExprKind::Field(slot) = &value.kind {
        return Some(*slot);
    }
    if let ExprKind::DayOf(inner) | ExprKind::Folded(inner) = &value.kind {
        return field(inner);
    }
    None
}

fn constant(value: &Expr) -> Option<&str> {
    let ExprKind::Constant(Value::Text(text)) = &value.kind else { return None };
    Some(text)
}
