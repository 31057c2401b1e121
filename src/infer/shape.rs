//! What was seen at one place of many records, and at the places within it.

use std::sync::Arc;

use super::column::Column;
use super::spot::Spot;
use crate::records::Tree;

/// No object has more keys that are looked at. One that has names its values by ids.
const MOST_KEYS: usize = 1000;

/// Nothing is looked for deeper within.
const DEEPEST: usize = 12;

/// What was seen at one place of many records, and at the places within it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// The single values here.
    pub column: Column,
    pub objects: u64,
    pub lists: u64,
    /// What the objects have, in the order in which it was first seen.
    pub keys: Vec<(Arc<str>, Shape)>,
    /// What is in the lists.
    pub items: Option<Box<Shape>>,
    /// How often there was nothing in a list.
    pub nulls: u64,
    /// Whether one object had this key twice.
    pub twice: bool,
    pub too_many_keys: bool,
    /// Which object of the shape around it had it last.
    stamp: u64,
}

impl Shape {
    pub(super) fn see(&mut self, tree: &Tree, spot: Spot) {
        self.see_at(tree, spot, 0);
    }

    fn see_at(&mut self, tree: &Tree, spot: Spot, depth: usize) {
        match tree {
            Tree::Null => self.nulls += 1,
            Tree::YesNo(yes) => self.column.yes_no(*yes),
            Tree::Number(number) => self.column.number(number, spot),
            Tree::Text(text) => self.column.text(text, spot),
            Tree::List(items) => {
                self.lists += 1;
                if depth < DEEPEST {
                    let shape = self.items.get_or_insert_default();
                    items.iter().for_each(|item| shape.see_at(item, spot, depth + 1));
                }
            }
            Tree::Object(members) => {
                self.objects += 1;
                if depth < DEEPEST {
                    self.members(members, spot, depth + 1);
                }
            }
        }
    }

    fn members(&mut self, members: &[(Arc<str>, Tree)], spot: Spot, depth: usize) {
        for (place, (name, value)) in members.iter().enumerate() {
            let stamp = self.objects;
            let Some(shape) = self.key(name, place) else {
                self.too_many_keys = true;
                continue;
            };
            shape.twice |= shape.stamp == stamp;
            shape.stamp = stamp;
            shape.see_at(value, spot, depth);
        }
    }

    /// The shape under a key. `likely` is the place to look at first: records mostly keep their
    /// keys in one order.
    pub(super) fn key(&mut self, name: &Arc<str>, likely: usize) -> Option<&mut Shape> {
        let is_it = |known: &(Arc<str>, Shape)| known.0 == *name;
        let place = match self.keys.get(likely).is_some_and(is_it) {
            true => Some(likely),
            false => self.keys.iter().position(is_it),
        };
        if place.is_none() && self.keys.len() < MOST_KEYS {
            self.keys.push((Arc::clone(name), Shape::default()));
        }
        let place = place.unwrap_or(self.keys.len() - 1);
        self.keys.get_mut(place).filter(|(known, _)| known == name).map(|(_, shape)| shape)
    }

    /// Whether `true` or `false` was seen.
    pub(super) fn has_yes_nos(&self) -> bool {
        self.column.yes_nos > 0
    }

    /// How many kinds of things were seen here: single values, objects, lists.
    pub(super) fn kinds(&self) -> usize {
        [self.column.values + self.column.markers.len() as u64, self.objects, self.lists]
            .iter()
            .filter(|seen| **seen > 0)
            .count()
    }

    /// Every column within it, each with the last key that leads there.
    pub(super) fn columns(&self) -> Vec<(&str, &Column)> {
        let mut all = Vec::new();
        for (name, shape) in &self.keys {
            all.push((&**name, &shape.column));
            all.extend(shape.columns());
        }
        all.extend(self.items.iter().flat_map(|shape| shape.columns()));
        all
    }
}
