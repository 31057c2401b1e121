//! One change to a record.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::eval::{Events, Record};
use crate::plan::Plan;
use crate::terms::FieldType;
use crate::values::{Instant, Value};

/// One change to a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Pull {
    /// A field gets a value.
    Set {
        /// By its slot.
        field: usize,
        /// The value.
        to: Value<'static>,
    },
    /// An entry comes into a set, or goes out of it.
    Entry {
        /// By its slot.
        field: usize,
        /// The entry.
        entry: String,
        /// Whether it is there from now on.
        there: bool,
    },
    /// A tag is set or taken away.
    Tag {
        /// The tag.
        tag: String,
        /// Whether it is there from now on.
        there: bool,
    },
    /// Events happen.
    Events(Added),
}

/// Events that happen, all alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The list, by its slot.
    pub list: usize,
    /// How many.
    pub count: usize,
    /// What they say, by the slots of the attributes that are asked for.
    pub attributes: BTreeMap<usize, Attribute>,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq)]
pub enum Attribute {
    /// This value.
    Is(Value<'static>),
    /// A text that no rule names; of events whose different values are counted, one that no other
    /// event has.
    Other,
}

impl Pull {
    /// Makes the change to a record; events happen at this instant.
    pub fn apply(&self, plan: &Plan, record: &mut Record<'_>, at: Instant) {
        match self {
            Pull::Set { field, to } => {
                record.fields[*field] = Some(to.clone());
                record.defaulted.retain(|slot| slot != field);
            }
            Pull::Entry { field, entry, there } => {
                let mut texts = match record.fields[*field].take() {
                    Some(Value::Set(texts)) => texts,
                    _ => Vec::new(),
                };
                texts.retain(|text| text != entry);
                if *there {
                    texts.push(Cow::Owned(entry.clone()));
                }
                record.fields[*field] = Some(Value::Set(texts));
                record.defaulted.retain(|slot| slot != field);
            }
            Pull::Tag { tag, there } => {
                record.tags.retain(|other| other != tag);
                if *there {
                    record.tags.push(Cow::Owned(tag.clone()));
                }
            }
            Pull::Events(added) => added.apply(plan, record, at),
        }
    }
}

impl Added {
    fn apply(&self, plan: &Plan, record: &mut Record<'_>, at: Instant) {
        let need = &plan.needs.lists[self.list];
        let none = || Events::none(need.attributes.len());
        let events = record.lists[self.list].get_or_insert_with(none);
        for _ in 0..self.count {
            let new = format!("\u{2026}{}", events.len());
            events.at.push(Some(at));
            if need.key.is_some() {
                events.keys.push(Some(Cow::Owned(new.clone())));
            }
            for (slot, column) in events.attributes.iter_mut().enumerate() {
                let value = match self.attributes.get(&slot) {
                    Some(Attribute::Is(value)) => value.clone(),
                    Some(Attribute::Other) => Value::Text(Cow::Owned(new.clone())),
                    None => plain(plan, &need.attributes[slot].kind, at),
                };
                column.push(Some(value));
            }
        }
    }
}

/// Some value of a type, where it does not matter which.
fn plain(plan: &Plan, kind: &FieldType, at: Instant) -> Value<'static> {
    match kind {
        FieldType::Number { .. } | FieldType::Count { .. } | FieldType::Money { .. } => {
            Value::Number(kind.range().nearest_to_zero())
        }
        FieldType::Text { .. } => Value::Text(Cow::Borrowed("\u{2026}")),
        FieldType::YesNo => Value::YesNo(false),
        FieldType::Date(_) => Value::Instant(at),
        FieldType::Day(_) => Value::Day(plan.zone.to_datetime(at).date()),
        FieldType::Choice(_) => Value::Choice(0),
        FieldType::Set { .. } => Value::Set(Vec::new()),
    }
}
