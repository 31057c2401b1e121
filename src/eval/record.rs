//! What is known of one customer.

use std::borrow::Cow;

use crate::plan::{Grant, StageId};
use crate::values::{Instant, Value};

/// What the plan needs of one customer; `None` is unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<'a> {
    /// The id of the customer.
    pub id: Id<'a>,
    /// `None`: the customer has not entered any stage yet.
    pub stage: Option<StageId>,
    /// When that stage was entered.
    pub stage_since: Option<Instant>,
    /// The tags, in the order of the record.
    pub tags: Vec<Cow<'a, str>>,
    /// The history, in the order of the record.
    pub given: Vec<Grant>,
    /// By the slots of [`Needs::fields`](crate::plan::Needs::fields).
    pub fields: Vec<Option<Value<'a>>>,
    /// By the slots of [`Needs::lists`](crate::plan::Needs::lists).
    pub lists: Vec<Option<Events<'a>>>,
}

/// The id: a text, or a number as the record writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id<'a> {
    /// What is in the record, digits and all.
    pub text: Cow<'a, str>,
    /// Decisions write a number back as a number.
    pub is_number: bool,
}

/// A list of events, column by column; all columns have the same length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events<'a> {
    /// When each happened.
    pub at: Vec<Option<Instant>>,
    /// What tells repeats apart; empty where the list has no key.
    pub keys: Vec<Option<Cow<'a, str>>>,
    /// By attribute slot, then by event.
    pub attributes: Vec<Vec<Option<Value<'a>>>>,
}

impl Events<'_> {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }
}
