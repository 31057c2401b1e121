//! Rows that belong to no customer.

use crate::plan::{ListNeed, TableNeed};

/// How many of them a report shows.
const SHOWN: usize = 3;

/// The rows of a table that belong to no customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strays {
    /// The table, as the rules call it.
    pub table: String,
    /// The column that says whose a row is.
    pub by: String,
    /// How many rows there are.
    pub rows: u64,
    /// How many of them name nobody: they have no value in the column.
    pub blank: u64,
    /// The first few of the others, in the order of the table.
    pub first: Vec<Stray>,
}

/// A row that belongs to no customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Its number among all rows of all tables.
    pub(super) place: u64,
    /// What it names.
    pub by: String,
}

impl Strays {
    /// None yet of the rows of a list.
    pub(super) fn of(need: &ListNeed) -> Option<Strays> {
        let TableNeed { table, by, .. } = need.table.as_ref()?;
        let (table, by) = (table.clone(), by.to_string());
        Some(Strays { table, by, rows: 0, blank: 0, first: Vec::new() })
    }

    /// Notes another row.
    pub(super) fn add(&mut self, place: u64, by: &str) {
        self.rows += 1;
        if by.is_empty() {
            self.blank += 1;
        } else if self.first.len() < SHOWN || self.first.iter().any(|stray| place < stray.place) {
            self.note(Stray { place, by: by.to_owned() });
        }
    }

    fn note(&mut self, stray: Stray) {
        // What several rows name is shown once.
        match self.first.iter_mut().find(|other| other.by == stray.by) {
            Some(other) => other.place = other.place.min(stray.place),
            None => self.first.push(stray),
        }
        self.first.sort_by_key(|stray| stray.place);
        self.first.truncate(SHOWN);
    }
}
