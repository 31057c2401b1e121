//! Whether ids and emails are the same in several files only if their case does not matter.

use super::column::Column;
use super::roles::{Join, Roles, column_of};
use super::sketch::Found;
use super::table::Table;

/// So much more must be found in a sample than without it, in percent.
const NOISE: u64 = 3;

/// So few missing values in a sample may be there by chance.
const FEW: u64 = 10;

/// Whether ids are those of customers in more rows if their case does not matter. Then no two
/// customers may have the same.
pub(super) fn ids_differ(tables: &[Table], roles: &Roles) -> bool {
    let ids = || {
        roles.joins.iter().filter_map(|(place, join)| match join {
            Some(join @ Join::Id(column)) => Some((*place, join, column)),
            Some(Join::Field(..) | Join::Key(..)) | None => None,
        })
    };
    let Some((customers, id)) = &roles.customers else {
        // Only tables name the customers: in one and the same table, or in several.
        let columns: Vec<&Column> =
            ids().filter_map(|(place, _, column)| column_of(&tables[place], column)).collect();
        let within = columns.iter().any(|column| {
            !column.sketch.is_sample() && column.folded.repeats() > column.sketch.repeats()
        });
        let pairs = columns.iter().zip(columns.iter().skip(1));
        return within || pairs.into_iter().any(|(one, other)| finds_more(one, other));
    };
    let is_unique =
        column_of(&tables[*customers], id).is_some_and(|column| column.folded.is_unique());
    is_unique && any_finds_more(tables, roles, ids().map(|(place, join, _)| (place, join)))
}

/// The same for the field by which tables name customers.
pub(super) fn fields_differ(tables: &[Table], roles: &Roles) -> bool {
    let fields = roles.joins.iter().filter_map(|(place, join)| match join {
        Some(join @ Join::Field(..)) => Some((*place, join)),
        Some(Join::Id(_) | Join::Key(..)) | None => None,
    });
    any_finds_more(tables, roles, fields)
}

fn any_finds_more<'j>(
    tables: &[Table],
    roles: &Roles,
    mut joins: impl Iterator<Item = (usize, &'j Join)>,
) -> bool {
    joins.any(|(place, join)| {
        roles.both(tables, place, join).is_some_and(|(column, key)| finds_more(column, key))
    })
}

/// Whether more values of a column are in another one if case does not matter.
fn finds_more(column: &Column, key: &Column) -> bool {
    let exact = column.sketch.found_in(&key.sketch);
    let folded = column.folded.found_in(&key.folded);
    let (Some(exact), Some(folded)) = (exact, folded) else { return false };
    let percent = |found: Found| found.both * 100 / found.all;
    let missing = |found: Found| found.all - found.both;
    match exact.is_sample || folded.is_sample {
        // Two samples differ by chance, but neither as much nor by half of what is missing.
        true => {
            let by_half = missing(exact) >= FEW && missing(folded) * 2 < missing(exact);
            percent(folded) > percent(exact) + NOISE || by_half
        }
        // Values that differ only in case are one when it does not matter, so count those missing.
        false => missing(folded) < missing(exact),
    }
}
