//! Whether a number belongs to one customer and one time, or starts again: receipt 1 of each day.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sketch::hash;
use crate::records::Tree;
use crate::values::folded;

/// How many different numbers are kept: of more, those with the lowest hashes.
const MOST: usize = 4096;

/// For the numbers in one column, the first customer or time that each was seen with.
#[derive(Clone, Debug)]
pub(super) struct Owners {
    /// The column with the numbers, and the one that may say whose they are, or when they were.
    pub key: Arc<str>,
    pub by: Arc<str>,
    /// By the hash of a number, that of its customer, and whether there are others.
    owners: BTreeMap<u64, (u64, bool)>,
    limit: Option<u64>,
}

impl Owners {
    pub(super) fn new(key: &Arc<str>, by: &Arc<str>) -> Owners {
        let (key, by) = (Arc::clone(key), Arc::clone(by));
        Owners { key, by, owners: BTreeMap::new(), limit: None }
    }

    pub(super) fn see(&mut self, row: &[(Arc<str>, Tree)]) {
        let of = |column: &Arc<str>| {
            let (_, value) = row.iter().find(|(name, _)| name == column)?;
            let text = match value {
                Tree::Text(text) => &**text,
                Tree::Number(text) => &**text,
                Tree::Null | Tree::YesNo(_) | Tree::List(_) | Tree::Object(_) => return None,
            };
            (!text.trim().is_empty()).then(|| hash(&folded(text)))
        };
        let (Some(number), Some(owner)) = (of(&self.key), of(&self.by)) else { return };
        if self.limit.is_some_and(|limit| number > limit) {
            return;
        }
        let (first, is_shared) = self.owners.entry(number).or_insert((owner, false));
        *is_shared |= *first != owner;
        if self.owners.len() > MOST {
            self.owners.pop_last();
            self.limit = self.owners.last_key_value().map(|(number, _)| *number);
        }
    }

    /// Whether numbers belong to several customers each. One in a hundred may do so by mistake.
    pub(super) fn are_several(&self) -> bool {
        let shared = self.owners.values().filter(|(_, is_shared)| *is_shared).count();
        shared * 100 > self.owners.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sees rows in which the number and the customer are made of the number of the row.
    fn of(rows: u32, made: impl Fn(u32) -> (u32, u32)) -> Owners {
        let (key, by): (Arc<str>, Arc<str>) = (Arc::from("receipt_no"), Arc::from("customer_id"));
        let mut owners = Owners::new(&key, &by);
        for row in 0..rows {
            let (number, owner) = made(row);
            let cell = |value: u32| Tree::Text(value.to_string());
            owners.see(&[(Arc::clone(&key), cell(number)), (Arc::clone(&by), cell(owner))]);
        }
        owners
    }

    #[test]
    fn numbers_that_start_again_are_seen_in_a_sample_too() {
        assert!(!of(50_000, |row| (row / 2, row / 2 % 700)).are_several());
        assert!(of(50_000, |row| (row % 20_000, row)).are_several());
        assert!(of(3, |row| (row % 2, row)).are_several());
    }

    #[test]
    fn one_number_in_a_hundred_may_have_several_by_mistake() {
        assert!(!of(1_001, |row| (row % 1_000, row)).are_several());
        assert!(of(1_050, |row| (row % 1_000, row)).are_several());
    }

    #[test]
    fn a_blank_customer_is_nobody() {
        let (key, by): (Arc<str>, Arc<str>) = (Arc::from("no"), Arc::from("email"));
        let mut owners = Owners::new(&key, &by);
        for email in ["Ann@example.com", " ", "ann@example.com"] {
            let row = [("no", "1"), ("email", email)];
            owners.see(&row.map(|(name, value)| (name.into(), Tree::Text(value.into()))));
        }
        assert!(!owners.are_several());
    }
}
