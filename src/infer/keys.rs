//! Which column of a table names the events of another one, as lines name their order.

use super::leaf::leaves;
use super::names::snake;
use super::page::table_name;
use super::roles::Join;
use super::table::Table;
use super::words::Words;

/// A column that may name the events of a table which is joined.
struct Candidate {
    join: Join,
    /// Whether it is the own number of that table by its name: `order_id` of `orders`.
    is_its: bool,
    /// Whether numbers belong to several customers each, so that they are no key.
    is_shared: bool,
}

/// A column that names the events of a table which is joined. Of several tables, the one whose own
/// number it is by its name.
pub(super) fn by_key(
    tables: &[Table],
    place: usize,
    joins: &[(usize, Option<Join>)],
) -> Option<Join> {
    let all = candidates(tables, place, joins).into_iter();
    let found = all.filter(|candidate| !candidate.is_shared);
    found.rev().max_by_key(|candidate| candidate.is_its).map(|candidate| candidate.join)
}

/// The column by which a table would be joined if its numbers did not start again, with the place
/// of the table that has them.
pub(super) fn starting_again(
    tables: &[Table],
    place: usize,
    joins: &[(usize, Option<Join>)],
) -> Option<(String, usize)> {
    let all = candidates(tables, place, joins).into_iter();
    let shared = all.filter(|candidate| candidate.is_shared);
    shared.rev().max_by_key(|candidate| candidate.is_its).and_then(|found| match found.join {
        Join::Key(column, of, _) => Some((column, of)),
        Join::Id(_) | Join::Field(..) => None,
    })
}

fn candidates(tables: &[Table], place: usize, joins: &[(usize, Option<Join>)]) -> Vec<Candidate> {
    let (all, _) = leaves(&tables[place].shape);
    let joined = joins.iter().filter(|(of, join)| join.is_some() && *of != place);
    let mut found = Vec::new();
    for (of, join) in joined {
        let (theirs, _) = leaves(&tables[*of].shape);
        let name = Words::of(&table_name(&tables[*of].name));
        for leaf in all.iter().filter(|leaf| leaf.path.len() == 1) {
            if !leaf.words.is_happening() || leaf.words.is_person() {
                continue;
            }
            let first = leaf.words.all().first().map_or("", String::as_str);
            let is_its = name.last() == first || name.last().strip_suffix('s') == Some(first);
            let same = theirs.iter().find(|other| other.text() == leaf.text());
            let own = || theirs.iter().find(|other| is_its && snake(&other.text()) == "id");
            let Some(key) = same.or_else(own) else { continue };
            // `invoice` is the number of an invoice where it is different in each.
            let tells_apart = || key.column().identifies(tables[*of].records());
            if !leaf.words.is_id() && !tells_apart() {
                continue;
            }
            let share = leaf.column().sketch.share_in(&key.column().sketch).unwrap_or(100);
            // Parts of an order do not belong to another part of it.
            let is_part = matches!(join, Some(Join::Key(column, ..)) if *column == key.text());
            let is_shared = match join {
                Some(Join::Id(by) | Join::Field(by, _)) => tables[*of].is_shared(&key.text(), by),
                Some(Join::Key(..)) | None => false,
            };
            if !is_part && share > 0 {
                let join = Join::Key(leaf.text(), *of, key.text());
                found.push(Candidate { join, is_its, is_shared });
            }
        }
    }
    found
}
