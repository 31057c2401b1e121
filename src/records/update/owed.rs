//! The gifts that a customer is owed, as an update writes them.

use std::collections::HashSet;

use super::value::text;
use crate::plan::{Needs, Owed, OwedNeed};
use crate::records::plain::owed_items;
use crate::values::time;

/// A list of all that is owed. What stays is as it was written, whatever it says besides, and so is
/// what was left alone: other rules may be for that. What begins to be owed comes after it.
pub(super) fn list(all: &[Owed], need: &OwedNeed, needs: &Needs, old: &str, out: &mut String) {
    let left: HashSet<&Owed> = all.iter().collect();
    let mut before = HashSet::new();
    let mut items: Vec<String> = Vec::new();
    for (written, owed) in owed_items(old, need, needs) {
        if owed.as_ref().is_none_or(|owed| left.contains(owed)) {
            items.push(written.to_owned());
        }
        before.extend(owed);
    }
    let begun = all.iter().filter(|owed| !before.contains(*owed));
    items.extend(begun.map(|owed| one(owed, need, needs)));
    out.push('[');
    out.push_str(&items.join(","));
    out.push(']');
}

fn one(owed: &Owed, need: &OwedNeed, needs: &Needs) -> String {
    let mut out = String::from("{\"name\":");
    text(&needs.gifts[owed.gift].written, &mut out);
    if let Some(event) = &owed.event {
        out.push_str(",\"for\":");
        text(event, &mut out);
    }
    out.push_str(",\"since\":");
    text(&time::written(owed.since, &needs.zone), &mut out);
    out.push_str(",\"rule\":");
    text(&need.rules[owed.rule], &mut out);
    out.push('}');
    out
}
