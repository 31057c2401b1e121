//! The spaces in which rows find who has them.

use crate::plan::{Needs, Owner};

/// What a value is looked for among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// The ids of the customers.
    Ids,
    /// The values of a field.
    Values {
        /// The slot of the field.
        field: usize,
    },
    /// The keys of the events of a list.
    Keys {
        /// The slot of the list.
        list: usize,
    },
}

/// The spaces of some rules, in an order in which each can be resolved once those before it are.
#[derive(Clone, Debug)]
pub(super) struct Spaces {
    pub all: Vec<Space>,
}

impl Spaces {
    pub(super) fn of(needs: &Needs) -> Spaces {
        let mut all = vec![Space::Ids];
        let mut keys = Vec::new();
        for (slot, list) in needs.lists.iter().enumerate() {
            let Some(table) = &list.table else { continue };
            if let Owner::Field(field) = table.owner
                && !all.contains(&Space::Values { field })
            {
                all.push(Space::Values { field });
            }
            if list.key.is_some() {
                keys.push((depth(needs, slot), Space::Keys { list: slot }));
            }
        }
        keys.sort_by_key(|(depth, _)| *depth);
        all.extend(keys.into_iter().map(|(_, space)| space));
        Spaces { all }
    }

    /// Its place among the others.
    pub(super) fn place(&self, space: Space) -> Option<usize> {
        self.all.iter().position(|other| *other == space)
    }

    /// Where the rows of a list look for their owner.
    pub(super) fn of_owner(&self, owner: Owner) -> Option<usize> {
        self.place(match owner {
            Owner::Id => Space::Ids,
            Owner::Field(field) => Space::Values { field },
            Owner::Event(list) => Space::Keys { list },
        })
    }
}

/// How many lists there are between a list and the customers.
fn depth(needs: &Needs, list: usize) -> usize {
    let parents = std::iter::successors(Some(list), |list| needs.lists[*list].parent());
    parents.take(needs.lists.len()).count()
}
