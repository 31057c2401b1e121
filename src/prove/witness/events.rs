//! The events of lists, and what was given.

use std::borrow::Cow;

use num_traits::{CheckedDiv, CheckedMul, CheckedSub, Zero};

use super::times::Times;
use super::values;
use crate::eval::Events;
use crate::plan::{ExprKind, Grant, Scope};
use crate::prove::facts::{About, Domain, SourceId, Theory};
use crate::prove::linear::Fraction;
use crate::prove::search::{EventsModel, Model};
use crate::values::{Instant, Value};

/// More events than this are no example for anybody.
const MOST: i128 = 1000;

/// The events of a list; `None` if they are to be unknown, or cannot be written.
pub(super) fn events(
    theory: &Theory<'_>,
    model: &Model<'_>,
    slot: usize,
    times: &Times<'_>,
) -> Option<Events<'static>> {
    let need = &theory.plan.needs.lists[slot];
    let mut events = Events::none(need.attributes.len());
    for alike in model.events.iter().filter(|alike| *alike.scope == Scope::List(slot)) {
        let count = whole(alike.count)?;
        let at = time(theory, alike, times);
        let rows = (0..count).map(|place| attributes(theory, alike, (place, count), times));
        for row in rows.collect::<Option<Vec<_>>>()? {
            events.at.push(at);
            for (column, value) in events.attributes.iter_mut().zip(row) {
                column.push(value);
            }
        }
    }
    if need.key.is_some() {
        events.keys = (1..=events.at.len()).map(|n| Some(Cow::Owned(format!("e{n}")))).collect();
    }
    if need.parent().is_some() {
        events.parents = vec![None; events.at.len()];
    }
    Some(events)
}

fn whole(count: Fraction) -> Option<i128> {
    let count = count.ceil().to_integer();
    (count <= MOST).then_some(count)
}

/// When they happened; `None` if that is to be unknown.
fn time(theory: &Theory<'_>, alike: &EventsModel<'_>, times: &Times<'_>) -> Option<Instant> {
    let now = times.clock.as_of();
    let facts = theory.events.get(alike.scope)?;
    let Some(fact) = facts.find(&About::EventTime) else { return Some(now) };
    match alike.like.get(&fact) {
        Some(Domain::Date(set)) if set.has_time() => {
            // Something else may be counted from the last of them.
            let last = times.others.iter().find(|(point, at)| {
                let is = |kind: &SourceId| {
                    let base = theory.source(*kind).base;
                    point.fold().is_some_and(|fold| *base == theory.plan.folds[fold].source)
                };
                alike.kinds.iter().any(is) && times.instant(set, Some(**at)).is_some()
            });
            match last {
                Some((_, at)) => times.instant(set, Some(*at)),
                None => times.instant(set, Some(now)),
            }
        }
        Some(Domain::Date(_)) => None,
        Some(Domain::Number(_) | Domain::Choice(_)) | None => Some(now),
    }
}

/// The attributes of one of so many events that are alike. What they come to in sum is spread evenly.
fn attributes(
    theory: &Theory<'_>,
    alike: &EventsModel<'_>,
    (place, count): (i128, i128),
    times: &Times<'_>,
) -> Option<Vec<Option<Value<'static>>>> {
    let Scope::List(slot) = alike.scope else { return None };
    let needs = &theory.plan.needs.lists[*slot].attributes;
    let mut row: Vec<Option<Value<'static>>> = vec![None; needs.len()];
    let Some(facts) = theory.events.get(alike.scope) else { return Some(row) };
    for (id, fact) in facts.all() {
        let About::Value(value) = &fact.about else { continue };
        let mut attribute = &value.kind;
        if let ExprKind::Folded(inner) = attribute {
            attribute = &inner.kind;
        }
        let ExprKind::Attribute(slot) = attribute else { continue };
        let domain = alike.like.get(&id).unwrap_or(&fact.domain);
        let summed = alike.sums.iter().find(|(fact, _)| *fact == id);
        row[*slot] = match summed {
            Some((_, sum)) => {
                let share = share(*sum, place, count)?;
                // Events that are not as they are declared would be no customer's.
                if matches!(domain, Domain::Number(set) if !set.has(share)) {
                    return None;
                }
                Some(Value::Number(values::decimal(share)?))
            }
            None if *domain == fact.domain => None,
            None => values::value(theory, fact, &needs[*slot].kind, domain, times),
        };
    }
    Some(row)
}

/// What one of several has of a sum, in cents; the first has what is left.
fn share(sum: Fraction, place: i128, count: i128) -> Option<Fraction> {
    let cents = Fraction::from_integer(100);
    let each = sum.checked_mul(&cents)?.checked_div(&Fraction::from_integer(count))?;
    let each = each.floor().checked_div(&cents)?;
    if place > 0 {
        return Some(each);
    }
    sum.checked_sub(&each.checked_mul(&Fraction::from_integer(count - 1))?)
}

/// What was given.
pub(super) fn given(
    theory: &Theory<'_>,
    model: &Model<'_>,
    times: &Times<'_>,
) -> Option<Vec<Grant>> {
    let mut given = Vec::new();
    for alike in &model.events {
        let Scope::Given(gifts) = alike.scope else { continue };
        let gift = *gifts.first()?;
        for _ in 0..whole(alike.count)? {
            let at = time(theory, alike, times);
            given.push(Grant { gift, at, event: None, cost: None, worth: None });
        }
    }
    given.sort_by_key(|grant| grant.at);
    Some(given)
}

/// Whether a list has to be unknown for a customer to be like the model.
pub(super) fn is_unknown(theory: &Theory<'_>, model: &Model<'_>, slot: usize) -> bool {
    if model.known.iter().any(|scope| **scope == Scope::List(slot)) {
        return false;
    }
    let about = |(id, domain)| (&theory.customer.at(id).about, domain);
    let asked = model.domains.iter().map(|(id, domain)| about((*id, domain)));
    asked.into_iter().any(|asked| match asked {
        (About::ListKnown(list), Domain::Choice(set)) => *list == slot && !set.has(1),
        (About::Possible(source), Domain::Number(set)) => {
            *theory.source(*source).scope() == Scope::List(slot)
                && set.hull().is_some_and(|(from, _)| {
                    from > crate::prove::facts::Edge::Before(Fraction::zero())
                })
        }
        (About::Sure(source), Domain::Number(set)) => {
            *theory.source(*source).scope() == Scope::List(slot) && !set.has(Fraction::zero())
        }
        _ => false,
    })
}
