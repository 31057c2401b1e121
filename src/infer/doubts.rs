//! What a join leaves out, in comments.

use super::names::shown;
use super::sketch::Found;
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
        None => "a customer's".to_owned(),
        Some(list) => format!("in `{list}`"),
    };
    if is_sample {
        let percent = (missing * 100).div_ceil(all);
        return Some(format!(
            "About {percent}% of the {noun}s in \"{column}\" are not {whose}, so their rows are left \
             out."
        ));
    }
    let (is, their) = if missing == 1 { ("is", "its") } else { ("are", "their") };
    let nouns = if all == 1 { noun.to_owned() } else { format!("{noun}s") };
    Some(format!(
        "{missing} of {all} {nouns} in \"{column}\" {is} not {whose}, so {their} rows are left out."
    ))
}

/// How many customers cannot be told apart by the field that rows name them by.
pub(super) fn several(sharing: u64) -> Option<String> {
    (sharing > 0).then(|| {
        format!(
            "{sharing} customers share their email with another customer. Rows with that email are left out."
        )
    })
}
