//! The lists that are made of rows of tables.

use flywheel::plan::{ListNeed, Needs, Owner};

/// A list that is made of rows of a table: its slot, its name, the table, the column that says whose its rows are, whose
/// they are, and which of the rows with one key counts, if they have keys. Whose they are is said by a word, `id`, `field` or
/// `event`, and the slot of the field or the list.
pub(crate) type Relation =
    (usize, String, String, String, (&'static str, Option<usize>), Option<&'static str>);

/// The lists that are made of rows of tables, each after the one whose events it belongs to.
pub(crate) fn relations(needs: &Needs) -> Vec<Relation> {
    let lists = needs.lists.iter().enumerate();
    let relation = |(slot, list): (usize, &ListNeed)| {
        let table = list.table.as_ref()?;
        let owner = match table.owner {
            Owner::Id => ("id", None),
            Owner::Field(field) => ("field", Some(field)),
            Owner::Event(parent) => ("event", Some(parent)),
        };
        let counts = list.key.as_ref().map(|key| if key.last_counts { "last" } else { "first" });
        let (name, by) = (list.name.clone(), table.by.name());
        Some((depth(needs, slot), (slot, name, table.table.clone(), by, owner, counts)))
    };
    let mut all: Vec<(usize, Relation)> = lists.filter_map(relation).collect();
    all.sort_by_key(|(depth, _)| *depth);
    all.into_iter().map(|(_, relation)| relation).collect()
}

/// How many lists there are between a list and the customers.
fn depth(needs: &Needs, list: usize) -> usize {
    let parents = std::iter::successors(Some(list), |list| needs.lists[*list].parent());
    parents.take(needs.lists.len()).count()
}
