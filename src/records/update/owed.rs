//! The gifts that a customer is owed, as an update writes them.

use super::value::text;
use crate::plan::{GiftNames, Needs, Owed, OwedNeed};
use crate::records::json::{Found, Scanner};
use crate::values::time;

/// A list of all that is owed. What the old list says of gifts that the rules do not declare stays:
/// other rules may be for them.
pub(super) fn list(all: &[Owed], need: &OwedNeed, needs: &Needs, old: &str, out: &mut String) {
    let mut items = strangers(old, needs);
    items.extend(all.iter().map(|owed| one(owed, need, needs)));
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

/// The old items whose names the rules do not declare, as they were written.
fn strangers(old: &str, needs: &Needs) -> Vec<String> {
    let mut items = Vec::new();
    let mut scanner = Scanner::new(old);
    if !matches!(scanner.found(), Ok(Found::List)) || scanner.enter().is_err() {
        return items;
    }
    let mut first = true;
    while let Ok(true) = scanner.next_element(&mut first) {
        let start = scanner.at();
        let declared = match scanner.found() {
            Ok(Found::Object) => is_declared(&mut scanner, needs),
            Ok(_) => scanner.skip().ok().map(|()| false),
            Err(_) => None,
        };
        let Some(declared) = declared else { break };
        if !declared {
            items.push(old[start..scanner.at()].trim().to_owned());
        }
    }
    items
}

/// Whether an object has the name of a gift of the rules; `None` if it cannot be read.
fn is_declared(scanner: &mut Scanner<'_>, needs: &Needs) -> Option<bool> {
    let mut declared = false;
    scanner.enter().ok()?;
    let mut first = true;
    while let Some(key) = scanner.next_key(&mut first).ok()? {
        let found = scanner.found().ok()?;
        if let (true, Found::Text(name)) = (key.is("name"), found) {
            declared = needs.gifts.iter().flat_map(GiftNames::all).any(|called| name.is(called));
        }
        if matches!(found, Found::List | Found::Object) {
            scanner.skip().ok()?;
        }
    }
    Some(declared)
}
