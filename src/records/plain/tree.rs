//! What is wanted of a record, as a tree of keys.

use crate::records::json::RawText;
use crate::values::{Path, Step};

/// Paths with what is wanted at each, folded into a tree, so that a record is walked once.
#[derive(Clone, Debug)]
pub(in crate::records) struct Node<U> {
    /// What the value here is wanted for; several fields may share a path.
    pub uses: Vec<U>,
    pub keys: Vec<(Box<str>, Node<U>)>,
    pub indexes: Vec<(usize, Node<U>)>,
    /// A bit for each length of a key, the last one for all longer ones: most keys of a record
    /// are told apart by this alone.
    lengths: u64,
}

impl<U> Default for Node<U> {
    fn default() -> Node<U> {
        Node { uses: Vec::new(), keys: Vec::new(), indexes: Vec::new(), lengths: 0 }
    }
}

impl<U> Node<U> {
    /// Adds a use of the value at the path.
    pub(crate) fn want(&mut self, path: &Path, wanted: U) {
        let end = path.0.iter().fold(self, |node, step| match step {
            Step::Key(key) => node.key(key),
            Step::Index(index) => node.index(*index),
        });
        end.uses.push(wanted);
    }

    fn key(&mut self, key: &str) -> &mut Node<U> {
        self.lengths |= length_bit(key.len());
        let place = self.keys.iter().position(|(name, _)| **name == *key).unwrap_or_else(|| {
            self.keys.push((key.into(), Node::default()));
            self.keys.len() - 1
        });
        &mut self.keys[place].1
    }

    fn index(&mut self, index: usize) -> &mut Node<U> {
        let place = self.indexes.iter().position(|(i, _)| *i == index).unwrap_or_else(|| {
            self.indexes.push((index, Node::default()));
            self.indexes.len() - 1
        });
        &mut self.indexes[place].1
    }

    /// The place among `keys` of a key as the record writes it. `likely` is the place to look at
    /// first: records mostly keep their keys in one order.
    #[inline]
    pub(crate) fn find(&self, key: RawText<'_>, likely: usize) -> Option<usize> {
        if !key.escaped && self.lengths & length_bit(key.raw.len()) == 0 {
            return None;
        }
        if self.keys.get(likely).is_some_and(|(name, _)| key.is(name)) {
            return Some(likely);
        }
        self.keys.iter().position(|(name, _)| key.is(name))
    }

    /// The node at the end of a path, if the tree has it.
    pub(crate) fn at(&self, path: &Path) -> Option<&Node<U>> {
        path.0.iter().try_fold(self, |node, step| match step {
            Step::Key(key) => node.keys.iter().find(|(name, _)| **name == **key).map(|(_, n)| n),
            Step::Index(index) => node.indexes.iter().find(|(i, _)| i == index).map(|(_, n)| n),
        })
    }

    pub(crate) fn has_children(&self) -> bool {
        !self.keys.is_empty() || !self.indexes.is_empty()
    }
}

fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}
