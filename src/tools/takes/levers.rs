//! The changes that there are: of each fact, the nearest value in each cell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::pull::{Added, Attribute, Pull};
use super::search::Search;
use super::turns::{Standing, Turns};
use crate::eval::{Answer, Events, Fault, Record, Seen, Situation};
use crate::prove::{Asked, Cells, Domain, Numbers, Weighed};
use crate::terms::FieldType;
use crate::values::{Decimal, Truth, Value};

/// No number is thought of that is further from 0.
const FAR: i64 = 1_000_000_000;
/// Up to so many events are tried one number after the other.
const FEW: usize = 4;
/// Over so many events at most, an amount is found that just reaches a sum.
const SHARED: usize = 5;
/// Of two kinds of events together, hardly more are thought of.
const PAIRS: usize = 3_000;
/// No more kinds of events are thought of.
const KINDS: usize = 64;

/// Something that may change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    Field(usize),
    Entry(usize, String),
    Tag(String),
    Events(usize),
}

impl Fact {
    /// What is asked for, unless it is a tag.
    pub(super) fn asked(&self) -> Option<Asked> {
        match self {
            Fact::Field(slot) | Fact::Entry(slot, _) => Some(Asked::Field(*slot)),
            Fact::Events(list) => Some(Asked::List(*list)),
            Fact::Tag(_) => None,
        }
    }

    /// Whether a change is one of this fact.
    pub(super) fn is_of(&self, pull: &Pull) -> bool {
        match (self, pull) {
            (Fact::Field(slot), Pull::Set { field, .. }) => slot == field,
            (Fact::Entry(slot, own), Pull::Entry { field, entry, .. }) => {
                (slot, own) == (field, entry)
            }
            (Fact::Tag(own), Pull::Tag { tag, .. }) => own == tag,
            (Fact::Events(list), Pull::Events(added)) => *list == added.list,
            (Fact::Field(_) | Fact::Entry(..) | Fact::Tag(_) | Fact::Events(_), _) => false,
        }
    }

    /// The facts of a domain that can change, those of fields first.
    pub(super) fn all(search: &Search<'_>, domain: &Domain) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (slot, cells) in &domain.fields {
            match cells {
                Cells::Dates => {}
                Cells::Entries(entries) => {
                    facts.extend(entries.iter().map(|entry| Fact::Entry(*slot, entry.clone())));
                }
                Cells::Numbers(_) | Cells::YesNo | Cells::Choices { .. } | Cells::Texts(_) => {
                    facts.push(Fact::Field(*slot));
                }
            }
        }
        facts.extend(domain.tags.iter().map(|tag| Fact::Tag(tag.clone())));
        // Events that belong to other events would need one that they belong to.
        let own =
            domain.lists.keys().filter(|list| search.needs().lists[**list].parent().is_none());
        facts.extend(own.map(|list| Fact::Events(*list)));
        facts
    }
}

impl Search<'_> {
    /// The changes of one fact, starting from a record in which others may have changed already. Of
    /// events, there may be two kinds together.
    pub(super) fn changes(&mut self, fact: &Fact, record: &Record<'static>) -> Vec<Vec<Pull>> {
        let one = |pulls: Vec<Pull>| pulls.into_iter().map(|pull| vec![pull]).collect();
        match fact {
            Fact::Field(slot) => {
                let field = *slot;
                let values = self.values(field, record);
                one(values.into_iter().map(|to| Pull::Set { field, to }).collect())
            }
            Fact::Entry(slot, entry) => {
                let has = match &record.fields[*slot] {
                    Some(Value::Set(texts)) => texts.iter().any(|text| text == entry),
                    _ => false,
                };
                one(vec![Pull::Entry { field: *slot, entry: entry.clone(), there: !has }])
            }
            Fact::Tag(tag) => {
                let has = record.tags.iter().any(|other| other == tag);
                one(vec![Pull::Tag { tag: tag.clone(), there: !has }])
            }
            Fact::Events(list) => self.events(*list, record),
        }
    }

    /// The values that a field may get, those nearest to what it is first.
    fn values(&mut self, slot: usize, record: &Record<'static>) -> Vec<Value<'static>> {
        let old = record.fields[slot].clone();
        let Some(cells) = self.domain().fields.get(&slot).cloned() else { return Vec::new() };
        if let Cells::Numbers(numbers) = &cells {
            let numbers = self.cut(slot, numbers, record);
            let values = match old.as_ref().and_then(Value::number) {
                Some(from) => {
                    let only_up = matches!(self.needs().fields[slot].kind, FieldType::Count { .. });
                    let down = if only_up { Vec::new() } else { numbers.below(from) };
                    numbers.above(from).into_iter().chain(down).collect()
                }
                None => numbers.nearest(Decimal::ZERO),
            };
            return values.into_iter().map(Value::Number).collect();
        }
        let is_new = |value: &Value<'static>| old.as_ref() != Some(value);
        named(&cells, old.as_ref()).into_iter().filter(is_new).collect()
    }

    /// The cells of a field, cut at where weighed comparisons turn too.
    pub(super) fn cut(
        &mut self,
        slot: usize,
        numbers: &Numbers,
        record: &Record<'static>,
    ) -> Numbers {
        let mut numbers = numbers.clone();
        let weighed = self.weighed(Asked::Field(slot));
        if weighed.is_empty() {
            return numbers;
        }
        let (grid, mut changed) = (numbers.grid, record.clone());
        let end = |limit: Option<Decimal>, far: i64| {
            let far = Decimal::from(far);
            let limit =
                limit.map_or(far, |limit| limit.max(Decimal::from(-FAR)).min(Decimal::from(FAR)));
            grid.down(limit).unwrap_or(0)
        };
        let (first, last) = (end(numbers.low, -FAR), end(numbers.high, FAR));
        let turns = Turns::between(first, last, |index| {
            changed.fields[slot] = grid.number(index).map(Value::Number);
            self.weigh(&weighed, &changed)
        });
        // A border cuts on both sides: what is before it is another cell.
        numbers.borders.extend(turns.into_iter().filter_map(|index| grid.number(index)));
        numbers
    }

    fn weighed(&self, asked: Asked) -> Vec<Weighed> {
        let all = self.domain().weighed.iter();
        all.filter(|weighed| weighed.of.contains(&asked)).cloned().collect()
    }

    /// How comparisons stand for a record.
    fn weigh(&mut self, weighed: &[Weighed], record: &Record<'static>) -> Vec<Standing> {
        if !self.may_probe(record) {
            return Vec::new();
        }
        let (evaluator, places) = (Arc::clone(&self.evaluator), Arc::clone(&self.places));
        let situation = Situation::placed(&evaluator, record, places);
        let parts = weighed.iter().flat_map(|weighed| {
            let [left, right] = weighed.sides;
            [weighed.cond, left, right]
        });
        let answers = situation.answers(parts);
        answers.chunks_exact(3).map(standing).collect()
    }

    /// Events that may happen: those of one kind, and those of two kinds together.
    fn events(&mut self, list: usize, record: &Record<'static>) -> Vec<Vec<Pull>> {
        let alike = self.alike(list, record);
        let mut all: Vec<Vec<Pull>> =
            alike.iter().map(|added| vec![Pull::Events(added.clone())]).collect();
        if self.kinds(list).len() < 2 {
            return all;
        }
        for first in alike.into_iter().filter(|first| first.count <= FEW) {
            if self.is_spent() || all.len() > PAIRS {
                break;
            }
            let mut changed = record.clone();
            let pull = Pull::Events(first.clone());
            pull.apply(self.plan(), &mut changed, self.at());
            for second in self.alike(list, &changed) {
                if second.attributes != first.attributes {
                    all.push(vec![pull.clone(), Pull::Events(second)]);
                }
            }
        }
        all
    }

    /// Events that are all alike.
    fn alike(&mut self, list: usize, record: &Record<'static>) -> Vec<Added> {
        let Some(cells) = self.domain().lists.get(&list).cloned() else { return Vec::new() };
        let weighed = match cells.summed.is_empty() && cells.most <= FEW {
            true => Vec::new(),
            false => self.weighed(Asked::List(list)),
        };
        let mut all = Vec::new();
        for attributes in self.kinds(list) {
            let added = |count| Added { list, count, attributes: attributes.clone() };
            let counts = self.counts(cells.most, &weighed, record, &added);
            all.extend(counts.iter().map(|count| added(*count)));
            let shared = counts.into_iter().chain(1..=cells.most.min(SHARED));
            let shared: BTreeSet<usize> = shared.collect();
            for slot in &cells.summed {
                let Some(numbers) = cells.attributes.get(slot).and_then(Cells::numbers) else {
                    continue;
                };
                // From the first cell on, all amounts are passed.
                let first = numbers.nearest(Decimal::ZERO).first().copied();
                if attributes.get(slot) != first.map(number).as_ref() {
                    continue;
                }
                for count in &shared {
                    all.extend(self.amounts(numbers, *slot, &added(*count), &weighed, record));
                }
            }
        }
        let mut once: Vec<Added> = Vec::new();
        for added in all {
            if !once.contains(&added) {
                once.push(added);
            }
        }
        once
    }

    /// How many events of a kind make a difference.
    fn counts(
        &mut self,
        most: usize,
        weighed: &[Weighed],
        record: &Record<'static>,
        added: &dyn Fn(usize) -> Added,
    ) -> Vec<usize> {
        if most <= FEW || weighed.is_empty() {
            return (1..=most.min(FEW)).collect();
        }
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let (mut changed, list) = (record.clone(), added(0).list);
        let before = changed.lists[list].as_ref().map_or(0, Events::len);
        let turns = Turns::between(0, most, |count| {
            let count = usize::try_from(count).unwrap_or(0);
            changed.lists[list].iter_mut().for_each(|events| events.truncate(before));
            Pull::Events(added(count)).apply(self.plan(), &mut changed, self.at());
            self.weigh(weighed, &changed)
        });
        let counts = turns.into_iter().filter_map(|count| usize::try_from(count).ok());
        let counts: BTreeSet<usize> = counts.chain(1..=FEW).filter(|count| *count > 0).collect();
        counts.into_iter().collect()
    }

    /// So many events of a kind, with the amounts at which a sum or an average turns.
    fn amounts(
        &mut self,
        numbers: &Numbers,
        slot: usize,
        added: &Added,
        weighed: &[Weighed],
        record: &Record<'static>,
    ) -> Vec<Added> {
        let pulls = [Pull::Events(added.clone())];
        let turns = self.amount_turns(numbers, slot, (added.list, &pulls), weighed, record);
        let with = |amount: Decimal| {
            let mut added = added.clone();
            added.attributes.insert(slot, number(amount));
            added
        };
        turns.into_iter().map(with).collect()
    }

    /// The amounts at which a sum or an average turns, if all of these events of a list have them.
    fn amount_turns(
        &mut self,
        numbers: &Numbers,
        slot: usize,
        (list, added): (usize, &[Pull]),
        weighed: &[Weighed],
        record: &Record<'static>,
    ) -> Vec<Decimal> {
        let grid = numbers.grid;
        let low = numbers.low.unwrap_or(Decimal::ZERO).max(Decimal::ZERO);
        let high = numbers.high.unwrap_or(Decimal::from(FAR)).min(Decimal::from(FAR));
        let (Some(first), Some(last)) = (grid.up(low), grid.down(high)) else { return Vec::new() };
        let mut changed = record.clone();
        let before = changed.lists[list].as_ref().map_or(0, Events::len);
        added.iter().for_each(|pull| pull.apply(self.plan(), &mut changed, self.at()));
        let turns = Turns::between(first, last, |index| {
            let columns = changed.lists[list].iter_mut();
            let column = columns.flat_map(|events| events.attributes.get_mut(slot)).next();
            let new = column.and_then(|column| column.get_mut(before..));
            if let (Some(new), Some(amount)) = (new, grid.number(index)) {
                new.fill(Some(Value::Number(amount)));
            }
            self.weigh(weighed, &changed)
        });
        turns.into_iter().filter_map(|index| grid.number(index)).collect()
    }

    /// The same for events that were added already.
    pub(super) fn amounts_of(
        &mut self,
        list: usize,
        added: &[Pull],
        slot: usize,
        numbers: &Numbers,
        record: &Record<'static>,
    ) -> Vec<Decimal> {
        let weighed = self.weighed(Asked::List(list));
        self.amount_turns(numbers, slot, (list, added), &weighed, record)
    }

    /// The kinds of events: a cell of each attribute that is asked for.
    fn kinds(&self, list: usize) -> Vec<BTreeMap<usize, Attribute>> {
        let Some(cells) = self.domain().lists.get(&list) else { return Vec::new() };
        let mut kinds = vec![BTreeMap::new()];
        for (slot, of) in &cells.attributes {
            let values = attributes(of, cells.different.contains(slot));
            if values.is_empty() || kinds.len() * values.len() > KINDS {
                continue;
            }
            let with = |kind: &BTreeMap<usize, Attribute>| {
                let with = |value: &Attribute| {
                    let mut kind = kind.clone();
                    kind.insert(*slot, value.clone());
                    kind
                };
                values.iter().map(with).collect::<Vec<_>>()
            };
            kinds = kinds.iter().flat_map(with).collect();
        }
        kinds
    }
}

/// How a comparison stands, by the answers of the condition and of its sides.
fn standing(answers: &[Option<Result<Answer<'_>, Fault>>]) -> Standing {
    let number = |place: usize| match answers.get(place) {
        Some(Some(Ok(Answer::Value(Seen::Value(value))))) => value.number(),
        Some(_) | None => None,
    };
    let truth = match answers.first() {
        Some(Some(Ok(Answer::Truth(truth)))) => *truth,
        Some(_) | None => Truth::Unknown,
    };
    let gap = number(1).zip(number(2));
    Standing { truth, gap: gap.and_then(|(left, right)| left.checked_sub(right).ok()) }
}

pub(super) fn number(number: Decimal) -> Attribute {
    Attribute::Is(Value::Number(number))
}

/// What an event may say: one value of each cell.
pub(super) fn attributes(cells: &Cells, different: bool) -> Vec<Attribute> {
    match cells {
        Cells::Numbers(numbers) => numbers.nearest(Decimal::ZERO).into_iter().map(number).collect(),
        Cells::Texts(texts) => {
            let named = texts.iter().map(|text| Attribute::Is(Value::Text(text.clone().into())));
            let others = (different || !texts.is_empty()).then_some(Attribute::Other);
            named.chain(others).collect()
        }
        Cells::Entries(entries) => {
            let sets = entries.iter().map(|entry| vec![entry.clone().into()]);
            sets.chain([Vec::new()]).map(|set| Attribute::Is(Value::Set(set))).collect()
        }
        Cells::YesNo | Cells::Choices { .. } | Cells::Dates => {
            named(cells, None).into_iter().map(Attribute::Is).collect()
        }
    }
}

/// The values that rules name, and one of the others if they are declared.
pub(super) fn named(cells: &Cells, old: Option<&Value<'static>>) -> Vec<Value<'static>> {
    match cells {
        Cells::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        Cells::Choices { named, of } => {
            let is_old = |choice: &u16| old == Some(&Value::Choice(*choice));
            let others = (0..*of).filter(|choice| !named.contains(choice));
            let other = match old {
                // One that is none of those that are named is so already.
                Some(Value::Choice(old)) if !named.contains(old) => None,
                _ => others.into_iter().find(|choice| !is_old(choice)),
            };
            named.iter().copied().chain(other).map(Value::Choice).collect()
        }
        Cells::Texts(texts) => texts.iter().map(|text| Value::Text(text.clone().into())).collect(),
        Cells::Numbers(_) | Cells::Entries(_) | Cells::Dates => Vec::new(),
    }
}

/// All values of the same cells: of a `one of`, those that are not named are one cell.
pub(super) fn with_others(cells: &Cells, values: Vec<Value<'static>>) -> Vec<Value<'static>> {
    let Cells::Choices { named, of } = cells else { return values };
    let is_named =
        |value: &Value<'static>| !matches!(value, Value::Choice(choice) if !named.contains(choice));
    let others = (0..*of).filter(|choice| !named.contains(choice)).map(Value::Choice);
    let others: Vec<Value<'static>> =
        if values.iter().all(is_named) { Vec::new() } else { others.collect() };
    values.into_iter().filter(is_named).chain(others).collect()
}
