//! What is known of one customer.

use std::borrow::Cow;

use crate::plan::{Grant, Owed, StageId};
use crate::values::{Instant, Value};

/// What the plan needs of one customer; `None` is unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<'a> {
    /// The id of the customer.
    pub id: Id<'a>,
    /// `None`: the customer has not entered any stage yet.
    pub stage: Option<StageId>,
    /// The stage that the record itself says, if that of a ledger counts and is another one.
    pub own_stage: Option<Cow<'a, str>>,
    /// When that stage was entered.
    pub stage_since: Option<Instant>,
    /// The tags, in the order of the record.
    pub tags: Vec<Cow<'a, str>>,
    /// Where the tags are from, if a ledger keeps some.
    pub tag_sources: Option<Box<TagSources<'a>>>,
    /// The history, in the order of the record.
    pub given: Vec<Grant>,
    /// What a ledger assumes that the customer was given before it began: it counts for how often a gift
    /// may be given, and for nothing else.
    pub assumed: Vec<Grant>,
    /// What is still to be given, in the order of the record.
    pub owed: Vec<Owed>,
    /// By the slots of [`Needs::fields`](crate::plan::Needs::fields).
    pub fields: Vec<Option<Value<'a>>>,
    /// The slots of the fields that have no value in the record, and so have their default.
    pub defaulted: Vec<usize>,
    /// By the slots of [`Needs::lists`](crate::plan::Needs::lists).
    pub lists: Vec<Option<Events<'a>>>,
    /// The experiments whose arm is set, with its place, rather than drawn by the id: a test may.
    pub arms: Vec<(usize, u16)>,
}

impl Record<'_> {
    /// The same record, which borrows nothing.
    pub fn into_owned(self) -> Record<'static> {
        let Record { id, stage, stage_since, tags, tag_sources, given, assumed, owed, .. } = self;
        let Record { own_stage, fields, defaulted, lists, arms, .. } = self;
        Record {
            id: id.into_owned(),
            stage,
            own_stage: own_stage.map(owned),
            stage_since,
            tags: tags.into_iter().map(owned).collect(),
            tag_sources: tag_sources.map(|sources| Box::new(sources.into_owned())),
            given,
            assumed,
            owed,
            fields: values(fields),
            defaulted,
            lists: lists.into_iter().map(|events| events.map(Events::into_owned)).collect(),
            arms,
        }
    }
}

/// Where the tags of a customer are from: a tag may be from both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagSources<'a> {
    /// The tags that the record itself has, also those that rules have taken away.
    pub record: Vec<Cow<'a, str>>,
    /// Those that rules have set.
    pub rules: Vec<Cow<'a, str>>,
    /// Those that rules have taken away, whether or not the record still has them.
    pub taken: Vec<Cow<'a, str>>,
}

impl TagSources<'_> {
    fn into_owned(self) -> TagSources<'static> {
        let TagSources { record, rules, taken } = self;
        let all = |tags: Vec<Cow<'_, str>>| tags.into_iter().map(owned).collect();
        TagSources { record: all(record), rules: all(rules), taken: all(taken) }
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

fn values(values: Vec<Option<Value<'_>>>) -> Vec<Option<Value<'static>>> {
    values.into_iter().map(|value| value.map(Value::into_owned)).collect()
}

/// The id: a text, or a number as the record writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id<'a> {
    /// What is in the record, digits and all.
    pub text: Cow<'a, str>,
    /// Decisions write a number back as a number.
    pub is_number: bool,
}

impl Id<'_> {
    /// The same, for longer than the record lives.
    pub fn into_owned(self) -> Id<'static> {
        Id { text: Cow::Owned(self.text.into_owned()), is_number: self.is_number }
    }
}

/// A list of events, column by column; all columns have the same length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events<'a> {
    /// When each happened.
    pub at: Vec<Option<Instant>>,
    /// What tells repeats apart; empty where the list has no key.
    pub keys: Vec<Option<Cow<'a, str>>>,
    /// The key of the event that each belongs to; empty where they belong to the customer.
    pub parents: Vec<Option<Cow<'a, str>>>,
    /// By attribute slot, then by event.
    pub attributes: Vec<Vec<Option<Value<'a>>>>,
}

impl Events<'_> {
    /// No events, of that many attributes.
    pub fn none(attributes: usize) -> Self {
        Events { attributes: vec![Vec::new(); attributes], ..Events::default() }
    }

    fn into_owned(self) -> Events<'static> {
        let keys = self.keys.into_iter().map(|key| key.map(owned));
        let parents = self.parents.into_iter().map(|key| key.map(owned));
        let attributes = self.attributes.into_iter().map(values);
        Events {
            at: self.at,
            keys: keys.collect(),
            parents: parents.collect(),
            attributes: attributes.collect(),
        }
    }

    /// Leaves out all but the first so many.
    pub fn truncate(&mut self, len: usize) {
        let Events { at, keys, parents, attributes } = self;
        at.truncate(len);
        keys.truncate(len);
        parents.truncate(len);
        attributes.iter_mut().for_each(|column| column.truncate(len));
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }
}
