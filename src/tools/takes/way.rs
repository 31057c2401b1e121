//! A way to what is asked for, as it is told.

use super::Pull;
use crate::eval::Decision;
use crate::values::{AsOf, Decimal, Value};

/// A way to what is asked for: changes, which are enough together.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What changes, each as far as any of it is enough.
    pub changes: Vec<Change>,
    /// When it is enough.
    pub when: When,
    /// What is decided then.
    pub decision: Decision,
    /// The smallest changes that are enough, for which that was decided.
    pub least: Vec<Pull>,
}

/// When changes are enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// At once.
    Now,
    /// If they are made at this moment, not at once: something else happened just now.
    From(AsOf),
    /// If they are made now and nothing else happens until this moment.
    Until(AsOf),
}

impl When {
    /// The moment at which they are enough, if that is not now.
    pub fn later(self) -> Option<AsOf> {
        match self {
            When::Now => None,
            When::From(at) | When::Until(at) => Some(at),
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A number becomes one of these.
    Number {
        /// The field, by its slot.
        field: usize,
        /// What it is, if that is known.
        was: Option<Decimal>,
        /// What it must be.
        to: Range,
    },
    /// A value that is no number becomes one of these.
    Value {
        /// The field, by its slot.
        field: usize,
        /// What it is, if that is known.
        was: Option<Value<'static>>,
        /// What it must be.
        to: Vec<Value<'static>>,
    },
    /// An entry comes into a set, or goes out of it.
    Entry {
        /// The field, by its slot.
        field: usize,
        /// The entry.
        entry: String,
        /// Whether it must be there.
        there: bool,
    },
    /// A tag is set or taken away.
    Tag {
        /// The tag.
        tag: String,
        /// Whether it must be there.
        there: bool,
    },
    /// Events happen.
    Events {
        /// The list, by its slot.
        list: usize,
        /// How many.
        count: usize,
        /// Whether there are some already.
        more: bool,
        /// What they must say, by the slots of the attributes. What is not here may be anything.
        attributes: Vec<(usize, Allowed)>,
    },
}

/// What an event may say.
#[derive(Clone, Debug, PartialEq)]
pub enum Allowed {
    /// A number in a range.
    Range(Range),
    /// One of these values.
    Values(Vec<Value<'static>>),
    /// One of these values, or one that the rules do not name.
    ValuesAndOthers(Vec<Value<'static>>),
    /// One that no other event has.
    Different,
}

/// Numbers from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Where they begin; `None`: anywhere.
    pub from: Option<Bound>,
    /// Where they end.
    pub to: Option<Bound>,
}

/// The beginning or the end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: Decimal,
    /// Whether the number itself does not belong to it.
    pub open: bool,
}

impl Way {
    /// How many events happen.
    pub fn events(&self) -> usize {
        self.changes.iter().map(Change::events).sum()
    }

    /// How many facts change: the events of one list are one.
    pub fn facts(&self) -> usize {
        let mut lists: Vec<usize> = Vec::new();
        let mut others = 0;
        for change in &self.changes {
            match change {
                Change::Events { list, .. } => lists.push(*list),
                Change::Number { .. }
                | Change::Value { .. }
                | Change::Entry { .. }
                | Change::Tag { .. } => others += 1,
            }
        }
        lists.sort_unstable();
        lists.dedup();
        lists.len() + others
    }

    /// Whether a tag changes, which whoever writes the rules sets.
    pub fn is_ours(&self) -> bool {
        self.changes.iter().any(|change| matches!(change, Change::Tag { .. }))
    }
}

impl Change {
    /// The number of its events, if they need not differ from those of another change.
    pub(super) fn same_events(&mut self, other: &Change) -> Option<&mut usize> {
        match (self, other) {
            (
                Change::Events { list, attributes, count, .. },
                Change::Events { list: other, attributes: asked, .. },
            ) if list == other && attributes == asked => Some(count),
            _ => None,
        }
    }

    /// How many events happen.
    pub(super) fn events(&self) -> usize {
        match self {
            Change::Events { count, .. } => *count,
            Change::Number { .. }
            | Change::Value { .. }
            | Change::Entry { .. }
            | Change::Tag { .. } => 0,
        }
    }
}
