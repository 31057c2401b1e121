//! How far a way can be worded: `9 or more` rather than 9, if that is so.

use std::collections::BTreeMap;

use super::levers::{attributes, named, number, with_others};
use super::pull::{Added, Attribute, Pull};
use super::search::{Found, Search};
use super::way::{Allowed, Bound, Change, Range, Way, When};
use crate::eval::Record;
use crate::prove::{Cells, Numbers};
use crate::values::{Decimal, Value, ValueKind};

/// So many combinations of what was found to be enough are tried with the next change.
const TOGETHER: usize = 12;
/// Where a number has no end, this stands for it.
const FAR: i64 = 1_000_000_000;

/// Changes that are known to be enough together: each widening must hold with all of them.
struct Widening<'w, 's> {
    search: &'w mut Search<'s>,
    known: Vec<Vec<Pull>>,
}

impl Search<'_> {
    /// The way, each of its changes as wide as it is enough.
    pub(super) fn widened(&mut self, found: &Found, when: When) -> Way {
        let mut widening = Widening { search: self, known: vec![found.pulls.clone()] };
        let changes = (0..found.pulls.len()).map(|place| widening.change(place)).collect();
        let (least, decision) = (found.pulls.clone(), found.decision.clone());
        Way { changes: joined(changes), when, decision, least }
    }
}

/// The changes, those of events that need not differ as one.
fn joined(all: Vec<Change>) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    for change in all {
        let same = joined.iter_mut().find_map(|other| other.same_events(&change));
        match same {
            Some(count) => *count += change.events(),
            None => joined.push(change),
        }
    }
    joined
}

impl Widening<'_, '_> {
    fn change(&mut self, place: usize) -> Change {
        match self.known[0][place].clone() {
            Pull::Set { field, to } => match to.number() {
                Some(to) => self.number(place, field, to),
                None => self.value(place, field, &to),
            },
            Pull::Entry { field, entry, there } => Change::Entry { field, entry, there },
            Pull::Tag { tag, there } => Change::Tag { tag, there },
            Pull::Events(added) => self.events(place, &added),
        }
    }

    /// Whether it is enough with something else in one place, whatever else is known to be.
    fn holds(&mut self, place: usize, pull: &Pull) -> bool {
        let Widening { search, known } = self;
        known.iter().all(|pulls| {
            let mut pulls = pulls.clone();
            pulls[place] = pull.clone();
            let changed = search.changed(&search.record, &pulls);
            search.reaches(&changed).is_some()
        })
    }

    /// Notes what is enough in one place too.
    fn note(&mut self, place: usize, pulls: Vec<Pull>) {
        let before = self.known.clone();
        for pull in pulls {
            for known in &before {
                let mut other = known.clone();
                other[place] = pull.clone();
                if self.known.len() < TOGETHER && !self.known.contains(&other) {
                    self.known.push(other);
                }
            }
        }
    }

    /// The record with all changes but one.
    fn without(&self, place: usize) -> Record<'static> {
        let mut others = self.known[0].clone();
        others.remove(place);
        self.search.changed(&self.search.record, &others)
    }

    fn number(&mut self, place: usize, field: usize, to: Decimal) -> Change {
        let was = self.search.record.fields[field].as_ref().and_then(Value::number);
        let cells = self.search.domain().fields.get(&field).and_then(Cells::numbers).cloned();
        let exactly = Some(Bound { value: to, open: false });
        let Some(numbers) = cells else {
            return Change::Number { field, was, to: Range { from: exactly, to: exactly } };
        };
        let others = self.without(place);
        let numbers = self.search.cut(field, &numbers, &others);
        if self.search.is_blind() {
            return Change::Number { field, was, to: Range { from: exactly, to: exactly } };
        }
        let make = |to: Decimal| Pull::Set { field, to: Value::Number(to) };
        let range = self.range(place, &numbers, to, was, &make);
        Change::Number { field, was, to: range }
    }

    /// How far a number may go from where it is enough; on the side where it was, it is as near as it
    /// may be.
    fn range(
        &mut self,
        place: usize,
        numbers: &Numbers,
        to: Decimal,
        was: Option<Decimal>,
        make: &dyn Fn(Decimal) -> Pull,
    ) -> Range {
        let up = numbers.above(to).into_iter().chain([numbers.within(Decimal::from(FAR))]);
        let down = numbers.below(to).into_iter().chain([numbers.within(Decimal::from(-FAR))]);
        let up: Vec<Decimal> = up.filter(|value| *value > to).collect();
        let down: Vec<Decimal> = down.filter(|value| *value < to).collect();
        let upward = match was {
            Some(was) if was > to => Some(upper(numbers, to)),
            _ => self.first_failing(place, &up, make).map(|fails| before(numbers, fails)),
        };
        let downward = match was {
            Some(was) if was < to => Some(lower(numbers, to)),
            _ => self.first_failing(place, &down, make).map(|fails| after(numbers, fails)),
        };
        // `10`, not `10 or more`, where 10 is the most.
        let (low, high) = (numbers.low.map(closed), numbers.high.map(closed));
        Range {
            from: downward.or_else(|| low.filter(|_| low == upward)),
            to: upward.or_else(|| high.filter(|_| high == downward)),
        }
    }

    /// The first of some values that is not enough. Those before it are noted.
    fn first_failing(
        &mut self,
        place: usize,
        values: &[Decimal],
        make: &dyn Fn(Decimal) -> Pull,
    ) -> Option<Decimal> {
        let mut last = None;
        let mut failing = None;
        for value in values {
            if !self.holds(place, &make(*value)) {
                failing = Some(*value);
                break;
            }
            last = Some(make(*value));
        }
        self.note(place, last.into_iter().collect());
        failing
    }

    fn value(&mut self, place: usize, field: usize, to: &Value<'static>) -> Change {
        let was = self.search.record.fields[field].clone();
        let cells = self.search.domain().fields.get(&field).cloned().unwrap_or(Cells::Dates);
        let all = named(&cells, was.as_ref());
        let mut enough = Vec::new();
        for value in all.into_iter().filter(|value| was.as_ref() != Some(value)) {
            if value == *to || self.holds(place, &Pull::Set { field, to: value.clone() }) {
                enough.push(value);
            }
        }
        self.note(place, enough.iter().map(|to| Pull::Set { field, to: to.clone() }).collect());
        Change::Value { field, was, to: with_others(&cells, enough) }
    }

    fn events(&mut self, place: usize, added: &Added) -> Change {
        let Added { list, count, .. } = *added;
        let cells = self.search.domain().lists.get(&list).cloned().unwrap_or_default();
        let mut allowed = Vec::new();
        for (slot, attribute) in &added.attributes {
            let with = |attribute: &Attribute| {
                let mut other: BTreeMap<usize, Attribute> = added.attributes.clone();
                other.insert(*slot, attribute.clone());
                Pull::Events(Added { attributes: other, ..added.clone() })
            };
            let Some(of) = cells.attributes.get(slot) else { continue };
            if let (Cells::Numbers(numbers), Attribute::Is(Value::Number(amount))) = (of, attribute)
            {
                let mut numbers = numbers.clone();
                if cells.summed.contains(slot) {
                    let others = self.without(place);
                    let turns = self.search.amounts_of(added, *slot, &numbers, &others);
                    numbers.borders.extend(turns);
                    if self.search.is_blind() {
                        let exactly = Some(closed(*amount));
                        let range = Range { from: exactly, to: exactly };
                        allowed.push((*slot, Allowed::Range(range)));
                        continue;
                    }
                }
                // Nobody thinks of an amount below 0, unless the rules do.
                let is_low = |border: &Decimal| *border <= Decimal::ZERO;
                if numbers.low.is_none() && !numbers.borders.iter().any(is_low) {
                    numbers.low = Some(Decimal::ZERO);
                }
                let make = |amount: Decimal| with(&number(amount));
                let range = self.range(place, &numbers, *amount, None, &make);
                if range.from.is_some() || range.to.is_some() {
                    allowed.push((*slot, Allowed::Range(range)));
                }
                continue;
            }
            let different = cells.different.contains(slot);
            allowed
                .extend(self.allowed(place, of, different, attribute, &with).map(|a| (*slot, a)));
        }
        let more = self.search.record.lists[list].as_ref().is_some_and(|events| !events.is_empty());
        Change::Events { list, count, more, attributes: allowed }
    }

    /// The texts that events of the same list say, and one that all new events might share.
    fn known_texts(&self, place: usize) -> Vec<Value<'static>> {
        let mut texts = vec![Value::Text("\u{2026}".into())];
        if let Pull::Events(added) = &self.known[0][place]
            && let Some(events) = &self.search.record.lists[added.list]
        {
            let all = events.attributes.iter().flatten().flatten();
            texts.extend(all.filter(|value| value.kind() == ValueKind::Text).take(3).cloned());
        }
        texts
    }

    /// What else an event may say; nothing if it may say anything.
    fn allowed(
        &mut self,
        place: usize,
        cells: &Cells,
        different: bool,
        own: &Attribute,
        with: &dyn Fn(&Attribute) -> Pull,
    ) -> Option<Allowed> {
        let mut all = attributes(cells, different);
        if different {
            all.extend(self.known_texts(place).into_iter().map(Attribute::Is));
        }
        let mut enough = Vec::new();
        for attribute in &all {
            if attribute == own || self.holds(place, &with(attribute)) {
                enough.push(attribute.clone());
            }
        }
        self.note(place, enough.iter().map(with).collect());
        if enough.len() == all.len() {
            return None;
        }
        let values = enough.iter().filter_map(|attribute| match attribute {
            Attribute::Is(value) => Some(value.clone()),
            Attribute::Other => None,
        });
        let values = with_others(cells, values.collect());
        Some(match (enough.contains(&Attribute::Other), different) {
            (true, true) => Allowed::Different,
            (true, false) => Allowed::ValuesAndOthers(values),
            (false, _) => Allowed::Values(values),
        })
    }
}

fn closed(value: Decimal) -> Bound {
    Bound { value, open: false }
}

/// A beginning: of a number that goes in small steps which stand for any, `more than 8`, not 8.1.
fn lower(numbers: &Numbers, value: Decimal) -> Bound {
    match value.checked_sub(numbers.grid.step) {
        Ok(border) if is_next(numbers, value, border) => Bound { value: border, open: true },
        Ok(_) | Err(_) => Bound { value, open: false },
    }
}

fn upper(numbers: &Numbers, value: Decimal) -> Bound {
    match value.checked_add(numbers.grid.step) {
        Ok(border) if is_next(numbers, value, border) => Bound { value: border, open: true },
        Ok(_) | Err(_) => Bound { value, open: false },
    }
}

fn is_next(numbers: &Numbers, value: Decimal, border: Decimal) -> bool {
    !numbers.is_stepped && numbers.borders.contains(&border) && !numbers.borders.contains(&value)
}

/// The end before a value that is no longer enough.
fn before(numbers: &Numbers, fails: Decimal) -> Bound {
    if !numbers.is_stepped && numbers.borders.contains(&fails) {
        return Bound { value: fails, open: true };
    }
    let value = fails.checked_sub(numbers.grid.step).unwrap_or(fails);
    Bound { value, open: false }
}

/// The beginning after a value that is not enough yet.
fn after(numbers: &Numbers, fails: Decimal) -> Bound {
    if !numbers.is_stepped && numbers.borders.contains(&fails) {
        return Bound { value: fails, open: true };
    }
    let value = fails.checked_add(numbers.grid.step).unwrap_or(fails);
    Bound { value, open: false }
}
