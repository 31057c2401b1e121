//! Rows that belong to no customer.

use std::fmt;

use super::near::Near;
use crate::plan::{ListNeed, Needs, Owner};
use crate::values::{Path, Step};

/// How many of them a report shows.
const SHOWN: usize = 3;

/// The rows of a table that belong to no customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strays {
    /// The table, as the rules call it.
    pub table: String,
    /// The column that says whose a row is.
    pub by: String,
    /// What that column has.
    pub names: Names,
    /// How many rows the table has.
    pub all: u64,
    /// How many of them belong to nobody.
    pub rows: u64,
    /// How many of these have no value in the column.
    pub blank: u64,
    /// Those whose value no customer has.
    pub unknown: Firsts,
    /// Those whose value several customers have.
    pub shared: Firsts,
}

/// What the column has that says whose a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// The id of a customer.
    Id,
    /// The value of a field, by its name in the rules.
    Field(String),
    /// The key of an event.
    Key {
        /// The list of the event.
        list: String,
        /// The column of the key.
        column: String,
    },
}

/// The first few values of some rows, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Firsts {
    /// The values.
    pub first: Vec<Stray>,
    /// Whether there are others.
    pub more: bool,
}

/// A row that belongs to no customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Its number among all rows of all tables.
    pub(super) place: u64,
    /// What it names.
    pub by: String,
    /// What a customer has that is nearly the same.
    pub near: Option<Near>,
}

/// Why a row belongs to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Nobody has what it names.
    Unknown,
    /// Several have, or the rows with its key are those of several.
    Shared,
}

impl Strays {
    /// None yet of the rows of a list.
    pub(super) fn of(need: &ListNeed, needs: &Needs) -> Option<Strays> {
        // A customer whom only a ledger knows is absent, which is said elsewhere.
        let table = need.table.as_ref().filter(|table| !table.is_ledger())?;
        Some(Strays {
            table: table.table.clone(),
            by: column(&table.by),
            names: Names::of(table.owner, needs),
            all: 0,
            rows: 0,
            blank: 0,
            unknown: Firsts::default(),
            shared: Firsts::default(),
        })
    }

    /// Notes another row.
    pub(super) fn add(&mut self, place: u64, by: &str, why: Why) {
        self.rows += 1;
        match why {
            Why::Unknown | Why::Shared if by.is_empty() => self.blank += 1,
            Why::Unknown => self.unknown.add(place, by),
            Why::Shared => self.shared.add(place, by),
        }
    }
}

impl Names {
    pub(super) fn of(owner: Owner, needs: &Needs) -> Names {
        match owner {
            Owner::Id => Names::Id,
            Owner::Field(field) => Names::Field(needs.fields[field].name.clone()),
            Owner::Event(list) => {
                let list = &needs.lists[list];
                let key = list.key.as_ref().and_then(|key| key.paths.first());
                Names::Key { list: list.name.clone(), column: key.map_or(String::new(), column) }
            }
        }
    }
}

/// As in `no customer has the id "c-9"`.
impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Names::Id => f.write_str("the id"),
            Names::Field(field) => write!(f, "the {field}"),
            Names::Key { list, column } => write!(f, "{list} with the \"{column}\""),
        }
    }
}

impl Firsts {
    fn add(&mut self, place: u64, by: &str) {
        // What several rows name is shown once.
        if let Some(other) = self.first.iter_mut().find(|other| other.by == by) {
            other.place = other.place.min(place);
        } else if self.first.len() < SHOWN || self.first.iter().any(|one| place < one.place) {
            self.first.push(Stray { place, by: by.to_owned(), near: None });
        } else {
            self.more = true;
        }
        self.first.sort_by_key(|stray| stray.place);
        self.more |= self.first.len() > SHOWN;
        self.first.truncate(SHOWN);
    }
}

/// A column, as the table calls it.
pub(super) fn column(path: &Path) -> String {
    match path.0.as_slice() {
        [Step::Key(key)] => key.clone(),
        _ => path.to_string(),
    }
}
