//! Where a record has something.

use std::collections::BTreeSet;

use super::Tree;
use crate::records::stream::Written;
use crate::values::{Path, Step};

/// A place in a record where there is something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path to it, as rule files write it, or the name of the column.
    pub path: String,
    /// The last key of it.
    pub key: String,
    /// Whether a list is there.
    pub is_list: bool,
}

/// The places in a record where there is something, but not those within lists; of a row of CSV, the
/// columns.
pub fn places(written: &Written<'_>) -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    match written.columns() {
        Some(columns) => places.extend(columns.names().into_iter().flatten().map(|name| Place {
            path: name.clone(),
            key: name,
            is_list: false,
        })),
        None => {
            if let Ok(tree) = Tree::read(written.raw) {
                add(&tree, &mut Vec::new(), &mut places);
            }
        }
    }
    places
}

fn add(tree: &Tree, steps: &mut Vec<Step>, places: &mut BTreeSet<Place>) {
    let is_list = match tree {
        Tree::Null => return,
        Tree::Object(members) => {
            for (key, value) in members {
                steps.push(Step::Key(key.to_string()));
                add(value, steps, places);
                steps.pop();
            }
            return;
        }
        Tree::List(_) => true,
        Tree::YesNo(_) | Tree::Number(_) | Tree::Text(_) => false,
    };
    if let Some(Step::Key(key)) = steps.last() {
        let (path, key) = (Path(steps.clone()).to_string(), key.clone());
        places.insert(Place { path, key, is_list });
    }
}
