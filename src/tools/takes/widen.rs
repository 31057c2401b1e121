//! How far a way can be worded: `9 or more` rather than 9, if that is so.

use std::collections::{BTreeMap, BTreeSet};

use super::levers::{attributes, named, number, with_others};
use super::pull::{Added, Attribute, Pull};
use super::search::{Found, Search};
use super::together::Together;
use super::way::{Allowed, Bound, Change, Range, Way, When};
use crate::prove::{Asked, Cells, Numbers};
use crate::values::{Decimal, Value, ValueKind};

/// Where a number has no end, this stands for it.
const FAR: i64 = 1_000_000_000;

/// The changes of a way, as far as they are widened.
struct Widening<'w, 's> {
    search: &'w mut Search<'s>,
    pulls: &'w [Pull],
    together: Together,
    /// How far numbers of events may go, by list, attribute and where they start: events that start
    /// alike go as far as each other.
    ranges: BTreeMap<(usize, usize, Decimal), Range>,
}

/// Where a number is changed, and how.
struct Place<'p> {
    parts: &'p [usize],
    numbers: &'p Numbers,
    make: &'p dyn Fn(&Pull, Decimal) -> Pull,
}

impl Search<'_> {
    /// The way, each of its changes as wide as it is enough.
    pub(super) fn widened(&mut self, found: &Found, when: When) -> Way {
        let (pulls, ranges) = (&found.pulls, BTreeMap::new());
        let together = Together::of(pulls);
        let mut widening = Widening { search: self, pulls, together, ranges };
        let changes = (0..pulls.len()).map(|own| widening.change(own)).collect();
        let (least, decision) = (pulls.clone(), found.decision.clone());
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
    fn change(&mut self, own: usize) -> Change {
        match self.pulls[own].clone() {
            Pull::Set { field, to } => match to.number() {
                Some(to) => self.number(own, field, to),
                None => self.value(own, field, &to),
            },
            Pull::Entry { field, entry, there } => Change::Entry { field, entry, there },
            Pull::Tag { tag, there } => Change::Tag { tag, there },
            Pull::Events(added) => self.events(own, &added),
        }
    }

    /// Whether it is enough too if something else is in any of these parts. If so, it is known.
    fn extend(&mut self, parts: &[usize], other: &dyn Fn(&Pull) -> Pull) -> bool {
        let search = &mut *self.search;
        self.together.extend(parts, other, &mut |pulls| {
            let changed = search.changed(&search.record, pulls);
            search.reaches(&changed).is_some()
        })
    }

    /// Whether a change is compared together with another one of the way.
    fn is_weighed_with_others(&self, own: usize) -> bool {
        let asked = |pull: &Pull| match pull {
            Pull::Set { field, .. } | Pull::Entry { field, .. } => Some(Asked::Field(*field)),
            Pull::Events(added) => Some(Asked::List(added.list)),
            Pull::Tag { .. } => None,
        };
        let is_of = |of: &BTreeSet<Asked>, place: usize| {
            asked(&self.pulls[place]).is_some_and(|asked| of.contains(&asked))
        };
        self.search.domain().weighed.iter().any(|weighed| {
            let mut others = (0..self.pulls.len()).filter(|place| *place != own);
            is_of(&weighed.of, own) && others.any(|place| is_of(&weighed.of, place))
        })
    }

    fn number(&mut self, own: usize, field: usize, to: Decimal) -> Change {
        let was = self.search.record.fields[field].as_ref().and_then(Value::number);
        let cells = self.search.domain().fields.get(&field).and_then(Cells::numbers).cloned();
        let exactly = Some(closed(to));
        let Some(mut numbers) = cells else {
            return Change::Number { field, was, to: Range { from: exactly, to: exactly } };
        };
        let parts = self.together.parts_of(own);
        for others in self.together.others(&parts) {
            let others = self.search.changed(&self.search.record, &others);
            numbers = self.search.cut(field, &numbers, &others);
        }
        // `7.9 or less`, not `less than 8`: how near to 8 it may be depends on the other change.
        numbers.is_stepped |= self.is_weighed_with_others(own);
        if self.search.is_blind() {
            return Change::Number { field, was, to: Range { from: exactly, to: exactly } };
        }
        let make = |_: &Pull, to: Decimal| Pull::Set { field, to: Value::Number(to) };
        let place = Place { parts: &parts, numbers: &numbers, make: &make };
        Change::Number { field, was, to: self.range(&place, to, was) }
    }

    /// How far a number may go from where it is enough; on the side where it was, it is as near as it
    /// may be.
    fn range(&mut self, place: &Place<'_>, to: Decimal, was: Option<Decimal>) -> Range {
        let numbers = place.numbers;
        let upward = match was {
            Some(was) if was > to => Some(upper(numbers, to)),
            _ => self.end(place, to, 1),
        };
        let downward = match was {
            Some(was) if was < to => Some(lower(numbers, to)),
            _ => self.end(place, to, -1),
        };
        // `10`, not `10 or more`, where 10 is the most.
        let (low, high) = (numbers.low.map(closed), numbers.high.map(closed));
        Range {
            from: downward.or_else(|| low.filter(|_| low == upward)),
            to: upward.or_else(|| high.filter(|_| high == downward)),
        }
    }

    /// How far a number may go one way, up or down, if not as far as it can: to the end of the last
    /// cell that is enough, or less far if that is not enough together with all else that is.
    fn end(&mut self, place: &Place<'_>, to: Decimal, way: i64) -> Option<Bound> {
        let numbers = place.numbers;
        let near = if way > 0 { numbers.above(to) } else { numbers.below(to) };
        let far = numbers.within(Decimal::from(FAR * way));
        let is_further =
            |one: Decimal, other: Decimal| if way > 0 { one > other } else { one < other };
        let mut enough = to;
        let mut fails = None;
        for value in near.into_iter().chain([far]) {
            if !is_further(value, enough) {
                continue;
            }
            if !self.extend(place.parts, &|pull| (place.make)(pull, value)) {
                fails = Some(value);
                break;
            }
            enough = value;
        }
        let fails = fails?;
        let last = next(numbers, fails, -way).filter(|last| is_further(*last, enough));
        let is_all = last.is_none_or(|last| {
            self.extend(place.parts, &|pull| (place.make)(pull, last)) && {
                enough = last;
                true
            }
        });
        if is_all && !numbers.is_stepped && numbers.borders.contains(&fails) {
            return Some(Bound { value: fails, open: true });
        }
        Some(closed(match last {
            Some(last) if !is_all => self.furthest(place, enough, last),
            Some(_) | None => enough,
        }))
    }

    /// The furthest number that is enough, between one that is and one that is not.
    fn furthest(&mut self, place: &Place<'_>, enough: Decimal, fails: Decimal) -> Decimal {
        let grid = place.numbers.grid;
        let (Some(mut near), Some(mut far)) = (grid.up(enough), grid.up(fails)) else {
            return enough;
        };
        let mut furthest = enough;
        while near.abs_diff(far) > 1 {
            let middle = near + (far - near) / 2;
            let value = grid.number(middle);
            let is_enough =
                value.filter(|value| self.extend(place.parts, &|pull| (place.make)(pull, *value)));
            match is_enough {
                Some(value) => (near, furthest) = (middle, value),
                None => far = middle,
            }
        }
        furthest
    }

    fn value(&mut self, own: usize, field: usize, to: &Value<'static>) -> Change {
        let was = self.search.record.fields[field].clone();
        let cells = self.search.domain().fields.get(&field).cloned().unwrap_or(Cells::Dates);
        let all = named(&cells, was.as_ref());
        let parts = self.together.parts_of(own);
        let mut enough = Vec::new();
        for value in all.into_iter().filter(|value| was.as_ref() != Some(value)) {
            let set = |_: &Pull| Pull::Set { field, to: value.clone() };
            if value == *to || self.extend(&parts, &set) {
                enough.push(value);
            }
        }
        Change::Value { field, was, to: with_others(&cells, enough) }
    }

    fn events(&mut self, own: usize, added: &Added) -> Change {
        let Added { list, count, .. } = *added;
        let cells = self.search.domain().lists.get(&list).cloned().unwrap_or_default();
        let mut allowed = Vec::new();
        for (slot, attribute) in &added.attributes {
            let Some(of) = cells.attributes.get(slot) else { continue };
            if let (Cells::Numbers(numbers), Attribute::Is(Value::Number(amount))) = (of, attribute)
            {
                let is_summed = cells.summed.contains(slot);
                let range = self.amounts(added.list, *slot, numbers, *amount, is_summed);
                if range.from.is_some() || range.to.is_some() {
                    allowed.push((*slot, Allowed::Range(range)));
                }
                continue;
            }
            let different = cells.different.contains(slot);
            let allows = self.allowed(own, *slot, of, different, attribute);
            allowed.extend(allows.map(|allows| (*slot, allows)));
        }
        let more = self.search.record.lists[list].as_ref().is_some_and(|events| !events.is_empty());
        Change::Events { list, count, more, attributes: allowed }
    }

    /// How far the numbers may go of all events of a list that start with the same one: each of them
    /// may be anything in the range.
    fn amounts(
        &mut self,
        list: usize,
        slot: usize,
        numbers: &Numbers,
        amount: Decimal,
        is_summed: bool,
    ) -> Range {
        if let Some(range) = self.ranges.get(&(list, slot, amount)) {
            return *range;
        }
        let starts = |pull: &Pull| match pull {
            Pull::Events(added) => {
                added.list == list && added.attributes.get(&slot) == Some(&number(amount))
            }
            Pull::Set { .. } | Pull::Entry { .. } | Pull::Tag { .. } => false,
        };
        let alike: Vec<usize> =
            (0..self.pulls.len()).filter(|own| starts(&self.pulls[*own])).collect();
        let parts: Vec<usize> = alike.iter().flat_map(|own| self.together.parts_of(*own)).collect();
        let mut numbers = numbers.clone();
        if is_summed {
            let added: Vec<Pull> = alike.iter().map(|own| self.pulls[*own].clone()).collect();
            for others in self.together.others(&parts) {
                let others = self.search.changed(&self.search.record, &others);
                let turns = self.search.amounts_of(list, &added, slot, &numbers, &others);
                numbers.borders.extend(turns);
            }
        }
        let is_one = parts.len() == 1 && !alike.iter().any(|own| self.is_weighed_with_others(*own));
        numbers.is_stepped |= is_summed && !is_one;
        // Nobody thinks of an amount below 0, unless the rules do.
        let is_low = |border: &Decimal| *border <= Decimal::ZERO;
        if numbers.low.is_none() && !numbers.borders.iter().any(is_low) {
            numbers.low = Some(Decimal::ZERO);
        }
        let range = if is_summed && self.search.is_blind() {
            Range { from: Some(closed(amount)), to: Some(closed(amount)) }
        } else {
            let make = |pull: &Pull, amount: Decimal| saying(pull, slot, &number(amount));
            let place = Place { parts: &parts, numbers: &numbers, make: &make };
            self.range(&place, amount, None)
        };
        self.ranges.insert((list, slot, amount), range);
        range
    }

    /// The texts that events of the same list say, and one that all new events might share.
    fn known_texts(&self, own: usize) -> Vec<Value<'static>> {
        let mut texts = vec![Value::Text("\u{2026}".into())];
        if let Pull::Events(added) = &self.pulls[own]
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
        own: usize,
        slot: usize,
        cells: &Cells,
        different: bool,
        said: &Attribute,
    ) -> Option<Allowed> {
        let mut all = attributes(cells, different);
        if different {
            all.extend(self.known_texts(own).into_iter().map(Attribute::Is));
        }
        let parts = self.together.parts_of(own);
        let mut enough = Vec::new();
        for attribute in &all {
            let says = |pull: &Pull| saying(pull, slot, attribute);
            if attribute == said || self.extend(&parts, &says) {
                enough.push(attribute.clone());
            }
        }
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

/// The same events, which say something else.
fn saying(pull: &Pull, slot: usize, attribute: &Attribute) -> Pull {
    let mut pull = pull.clone();
    if let Pull::Events(added) = &mut pull {
        added.attributes.insert(slot, attribute.clone());
    }
    pull
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

/// The number a step further up or down.
fn next(numbers: &Numbers, value: Decimal, way: i64) -> Option<Decimal> {
    let step = numbers.grid.step;
    if way > 0 { value.checked_add(step).ok() } else { value.checked_sub(step).ok() }
}
