//! Names that are given once each.

use std::collections::BTreeSet;

use super::names::{is_taken, legal, snake};

/// Keys that say only that something is in them.
const EMPTY: &[&str] = &[
    "data",
    "value",
    "items",
    "attributes",
    "properties",
    "results",
    "list",
    "records",
    "nodes",
    "edges",
    "rows",
    "entries",
];

/// Whether a key says only that something is in it.
pub(super) fn says_nothing(key: &str) -> bool {
    EMPTY.contains(&snake(key).as_str())
}

/// The names that were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Naming {
    taken: BTreeSet<String>,
}

impl Naming {
    /// A name for what is at a path: the last key, with those before it if that is taken.
    pub(super) fn give(&mut self, path: &[&str], other: &str) -> String {
        let mut path = path;
        while let [before @ .., last] = path
            && !before.is_empty()
            && says_nothing(last)
        {
            path = before;
        }
        let longer = (0..path.len()).rev().map(|from| path[from..].join("_"));
        let is_good = |name: &String| {
            !is_taken(&snake(name)) && !self.taken.contains(&legal(name, other, |_| true))
        };
        let name =
            longer.clone().find(is_good).or_else(|| longer.clone().next_back()).unwrap_or_default();
        self.only(&name, other)
    }

    /// This name, or one like it that is free.
    pub(super) fn only(&mut self, name: &str, other: &str) -> String {
        let name = legal(name, other, |name| !self.taken.contains(name));
        self.taken.insert(name.clone());
        name
    }

    /// A name for a list, whose singular and plural are taken too.
    pub(super) fn give_list(&mut self, path: &[&str]) -> String {
        let name = self.give(path, "events");
        let singular = name.strip_suffix('s').unwrap_or(&name).to_owned();
        self.taken.insert(format!("{singular}s"));
        self.taken.insert(singular);
        name
    }
}
