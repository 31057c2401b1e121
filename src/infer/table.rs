//! A file, or several of the same kind, and what was seen in it.

use std::sync::Arc;

use super::groups::{Grouping, Groups, is_time};
use super::leaf::{Leaf, leaves};
use super::naming;
use super::owners::Owners;
use super::shape::Shape;
use super::spot::Spot;
use crate::records::{Fault, Format, Looker, Tree};

/// A file, or several of the same kind, and what was seen in it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the rules call it.
    pub name: String,
    /// The files, as commands name them.
    pub files: Vec<String>,
    /// Whether the user says that it is a table of events.
    pub is_table: bool,
    pub(super) is_csv: bool,
    /// Whether records follow a header, so that they are rows.
    has_header: bool,
    pub(super) shape: Shape,
    pub(super) grouping: Grouping,
    pub(super) records: u64,
    /// Records that cannot be read, and the first of them.
    pub(super) unread: u64,
    pub(super) first_unread: Option<(u64, Fault)>,
}

impl Table {
    /// A table of which nothing was seen yet.
    pub fn new(name: &str, file: &str, is_table: bool) -> Table {
        Table { name: name.to_owned(), files: vec![file.to_owned()], is_table, ..Table::default() }
    }

    /// What the file turned out to be.
    pub fn is_of(&mut self, format: Format) {
        self.is_csv = format == Format::Csv;
    }

    /// How many records there are.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// How many records cannot be read, and the line and fault of the first.
    pub fn unread(&self) -> Option<(u64, u64, &Fault)> {
        self.first_unread.as_ref().map(|(line, fault)| (self.unread, *line, fault))
    }

    /// Whether the numbers in a column belong to several customers each: they start again each day,
    /// or in each store.
    pub(super) fn is_shared(&self, key: &str, by: &str) -> bool {
        let owners = self.grouping.owners.iter();
        owners.filter(|owners| *owners.key == *key && *owners.by == *by).any(Owners::are_several)
    }

    /// Whether each number in a column stands for several times, by all columns with times, so that
    /// numbers start again for one customer too.
    pub(super) fn starts_again(&self, key: &str) -> bool {
        let owners = self.grouping.owners.iter();
        let mut times =
            owners.filter(|owners| *owners.key == *key && is_time(&owners.by)).peekable();
        times.peek().is_some() && times.all(Owners::are_several)
    }

    /// What groups the rows, if they are lines of something, in the order of the columns.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Groups> {
        let is_numbered = move |groups: &&Groups| {
            let shape = self.shape.keys.iter().find(|(name, _)| *name == groups.key);
            let numbered = shape.is_some_and(|(_, shape)| shape.column.numbered);
            numbered || !groups.key.eq_ignore_ascii_case("name")
        };
        self.grouping.groups.iter().filter(|groups| groups.together > 0).filter(is_numbered)
    }

    /// The key of the list in which an answer of a web service has its customers, if this file is
    /// one, or its pages: an object that says nothing of one customer.
    pub fn wrapped(&self) -> Option<&str> {
        let keys = &self.shape.keys;
        let is_of_objects = |shape: &Shape| {
            shape.lists > 0 && shape.items.as_ref().is_some_and(|items| items.objects > 0)
        };
        let is_link = |name: &str| name.starts_with('_') || name == "links";
        let mut lists = keys.iter().filter(|(name, shape)| !is_link(name) && is_of_objects(shape));
        let (name, _) = lists.next().filter(|(name, _)| {
            !self.is_csv && (self.records == 1 || naming::says_nothing(name))
        })?;
        let (all, _) = leaves(&self.shape);
        let says_who = |leaf: &Leaf<'_>| {
            let words = &leaf.words;
            let is_id =
                words.is_id() && words.last() != "number" && !words.has("list page request");
            leaf.shape.lists == 0 && (is_id || words.is_person() || words.is_membership())
        };
        (lists.next().is_none() && !all.iter().any(says_who)).then_some(&**name)
    }

    /// Whether another file is a part of the same table: the user says so, or its keys are the same
    /// ones in the same order.
    pub fn takes_in(&self, other: &Table) -> bool {
        match self.is_table {
            true => other.is_table && self.name == other.name,
            false => !other.is_table && self.is_like(other) && !self.shape.keys.is_empty(),
        }
    }

    fn is_like(&self, other: &Table) -> bool {
        let names = |table: &Table| -> Vec<Arc<str>> {
            table.shape.keys.iter().map(|(name, _)| Arc::clone(name)).collect()
        };
        names(self) == names(other)
    }
}

impl Looker for Table {
    fn header(&mut self, names: &[Arc<str>]) {
        self.has_header = true;
        for (place, name) in names.iter().enumerate() {
            let _ = self.shape.key(name, place);
        }
    }

    fn record(&mut self, record: Tree) {
        self.records += 1;
        let place = self.records + self.unread;
        let spot = match self.files.len() {
            1 if self.has_header => Spot::Row(place + 1),
            1 => Spot::Record(place),
            _ => Spot::Somewhere,
        };
        self.shape.see(&record, spot);
        self.grouping.see(record);
    }

    fn unread(&mut self, line: u64, fault: Fault) {
        self.unread += 1;
        self.first_unread.get_or_insert((line, fault));
    }
}
