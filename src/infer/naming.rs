//! Names that are given once each.

use std::collections::BTreeSet;

use super::names::{legal, snake};

/// The names that were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Naming {
    taken: BTreeSet<String>,
}

impl Naming {
    /// A name for what is at a path: the last key, with those before it if that is taken.
    pub(super) fn give(&mut self, path: &[&str], other: &str) -> String {
        let mut name = String::new();
        for from in (0..path.len()).rev() {
            // `data` says only that something is in it.
            if from > 0 && matches!(snake(path[from]).as_str(), "data" | "value" | "items" | "attributes" | "properties") && from + 1 == path.len() {
                continue;
            }
            name = legal(&path[from..].join("_"), other, |_| true);
            if !self.taken.contains(&name) {
                break;
            }
        }
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
