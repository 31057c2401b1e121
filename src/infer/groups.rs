//! Rows that are the lines of one thing: the lines of an order, say, which all have its number.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::names::snake;
use super::owners::Owners;
use super::words::Words;
use crate::records::Tree;

/// What rows that follow each other have in common, for a column that may group them.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    /// The column: `Order ID`, or `Name` where names begin with a `#`.
    pub key: Arc<str>,
    /// How many rows have the same value as the one before.
    pub together: u64,
    /// The columns that differ within a group. One that is blank after the first row does not.
    varying: BTreeSet<Arc<str>>,
}

/// The columns that may group rows, and the row before.
#[derive(Clone, Debug, Default)]
pub(super) struct Grouping {
    pub groups: Vec<Groups>,
    /// For each column that may be a key, and each that may say whose it is.
    pub owners: Vec<Owners>,
    before: Vec<(Arc<str>, Tree)>,
}

impl Grouping {
    pub(super) fn see(&mut self, record: Tree) {
        let Tree::Object(row) = record else { return };
        if self.before.is_empty() {
            let keys = row.iter().filter(|(name, _)| may_group(name));
            let group = |(name, _): &(Arc<str>, Tree)| Groups {
                key: Arc::clone(name),
                together: 0,
                varying: BTreeSet::new(),
            };
            self.groups = keys.map(group).collect();
            self.owners = owners(&row);
        }
        for groups in &mut self.groups {
            groups.see(&self.before, &row);
        }
        for owners in &mut self.owners {
            owners.see(&row);
        }
        self.before = row;
    }
}

impl Groups {
    /// Whether a column says something else in each row of a group.
    pub(super) fn varies(&self, column: &str) -> bool {
        self.varying.contains(column)
    }

    fn see(&mut self, before: &[(Arc<str>, Tree)], row: &[(Arc<str>, Tree)]) {
        let of = |row: &[(Arc<str>, Tree)]| {
            let found = row.iter().find(|(name, _)| *name == self.key);
            found.map(|(_, value)| value.clone()).filter(|value| !is_blank(value))
        };
        let (Some(one), Some(other)) = (of(before), of(row)) else { return };
        if one != other {
            return;
        }
        self.together += 1;
        for (place, (name, value)) in row.iter().enumerate() {
            let likely = before.get(place).filter(|(other, _)| other == name);
            let same = likely.or_else(|| before.iter().find(|(other, _)| other == name));
            let differs = same.is_none_or(|(_, other)| other != value);
            if differs && !is_blank(value) && !self.varying.contains(name) {
                self.varying.insert(Arc::clone(name));
            }
        }
    }
}

/// The columns of a row that may be keys, each with those that may say whose it is, or when it was.
fn owners(row: &[(Arc<str>, Tree)]) -> Vec<Owners> {
    let keys = row.iter().filter(|(name, _)| may_group(name) || snake(name) == "id");
    let pairs = keys.flat_map(|(key, _)| {
        let may_tell = |by: &str| may_own(by) || is_time(by);
        let others = row.iter().filter(move |(by, _)| by != key && may_tell(by));
        others.map(move |(by, _)| Owners::new(key, by))
    });
    pairs.collect()
}

fn may_own(name: &str) -> bool {
    let words = Words::of(name);
    words.is_person() || words.is_membership() || words.is_id() && !words.is_happening()
}

/// Whether a column may say when something with a number happened.
pub(super) fn is_time(name: &str) -> bool {
    let words = Words::of(name);
    words.is_time() && !words.is_birthday() && !words.has("joined member since until")
}

fn may_group(name: &str) -> bool {
    let words = Words::of(name);
    let is_name = name.eq_ignore_ascii_case("name");
    is_name || words.is_happening() && words.is_id() && !words.has("line item lineitem")
}

fn is_blank(value: &Tree) -> bool {
    match value {
        Tree::Null => true,
        Tree::Text(text) => text.trim().is_empty(),
        Tree::YesNo(_) | Tree::Number(_) | Tree::List(_) | Tree::Object(_) => false,
    }
}
