//! What a join leaves out, in comments.

use super::column::Column;
use super::names::shown;
use super::sketch::{Found, Twice};
use super::words::Words;

/// How many values of a column find no customer, or no event of another list.
pub(super) fn nobody(column: &str, found: Found, of: Option<&str>) -> Option<String> {
    let Found { all, both, is_sample } = found;
    let missing = all - both;
    if missing == 0 {
        return None;
    }
    let noun = if Words::of(column).is_email() { "email" } else { "value" };
    let column = shown(column);
    let whose = match of {
        None => "to no customer".to_owned(),
        Some(list) => format!("to nothing in `{list}`"),
    };
    if is_sample {
        let percent = (missing * 100).div_ceil(all);
        return Some(format!(
            "About {percent}% of the {noun}s in \"{column}\" belong {whose}; their rows are left out."
        ));
    }
    let (belong, their) = if missing == 1 { ("belongs", "its") } else { ("belong", "their") };
    let nouns = if all == 1 { noun.to_owned() } else { format!("{noun}s") };
    Some(format!(
        "{missing} of {all} {nouns} in \"{column}\" {belong} {whose}; {their} rows are left out."
    ))
}

/// What is said of ids that appear twice, of which the first is taken.
pub(super) fn twice(column: &Column) -> Option<String> {
    let Twice { value, first, second } = column.sketch.twice()?;
    let (value, places) = (shown(value), first.write_both(*second));
    let others = match column.sketch.surplus() {
        0 | 1 => String::new(),
        2 => ", and another row has an id again".to_owned(),
        more => format!(", and {} other rows have an id again", more - 1),
    };
    let so = match others.is_empty() {
        true => "The second is rejected.",
        false => "Only the first row of each id is used; the others are rejected.",
    };
    Some(format!("`{value}` appears twice{places}{others}. {so}"))
}

/// How many customers cannot be told apart by the field that rows name them by.
pub(super) fn several(sharing: u64) -> Option<String> {
    (sharing > 0).then(|| {
        format!(
            "{sharing} customers share their email with another customer. Rows with that email are left out."
        )
    })
}
