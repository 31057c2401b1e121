//! What a customer is owed.

use std::sync::Arc;

use crate::plan::{Needs, Owed, OwedNeed};

use super::convert::{self, Context, Declared};
use super::gift_entry::{Entries, Entry, GiftLists, part};
use super::walk_fault::WalkFault;
use crate::records::json::{Found, Scanner};

/// Reads what is owed. What the rules cannot give is left alone: gifts that are not kept or that no
/// rule gives, and those with an event that are not for each, or without one that are.
pub(super) fn owed<'a>(
    need: &OwedNeed,
    needs: &Needs,
    entries: &Entries,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    context: Context<'_>,
) -> Result<Vec<Owed>, WalkFault> {
    entries.read(found, scanner, context, |entry| one(need, needs, entries, entry, context))
}

/// The items of a list that was read before, as they are written, each with what was read of it;
/// `None` of those that are left alone.
pub(in crate::records) fn owed_items<'a>(
    written: &'a str,
    need: &OwedNeed,
    needs: &Needs,
) -> Vec<(&'a str, Option<Owed>)> {
    let (lists, context) = (GiftLists::new(), Context::new(needs));
    let mut items = Vec::new();
    let mut scanner = Scanner::new(written);
    if !matches!(scanner.found(), Ok(Found::List)) || scanner.enter().is_err() {
        return items;
    }
    let mut first = true;
    while let Ok(true) = scanner.next_element(&mut first) {
        let start = scanner.at();
        let entry = lists.owed.one(&mut scanner);
        let Ok(read) = entry.and_then(|entry| one(need, needs, &lists.owed, entry, context)) else {
            break;
        };
        items.push((written[start..scanner.at()].trim(), read));
    }
    items
}

fn one(
    need: &OwedNeed,
    needs: &Needs,
    entries: &Entries,
    entry: Entry<'_>,
    context: Context<'_>,
) -> Result<Option<Owed>, WalkFault> {
    let Some(gift) = entries.gift(&entry, needs)? else { return Ok(None) };
    let Some(given_by) = need.given_by[gift] else { return Ok(None) };
    let event = match needs.for_each[gift] {
        true => part(entry.event, "for", |found| convert::text(context.said(found)))?,
        false => None,
    };
    let says = entry.event.is_some_and(|(found, _)| !matches!(context.said(found), Found::Null));
    if (says, event.is_some()) != (needs.for_each[gift], needs.for_each[gift]) {
        return Ok(None);
    }
    let since = part(entry.since, "since", |found| {
        let dates = &context.forms.dates;
        convert::text_date(context.said(found), dates, Declared::Nowhere, context.zone)
    })?;
    let since = since.ok_or_else(|| entries.lacks(&entry, "since"))?;
    let rule = match entry.rule {
        Some((Found::Text(label), _)) => need.rules.iter().position(|rule| label.is(rule)),
        Some(_) | None => None,
    };
    Ok(Some(Owed { gift, event: event.map(Arc::from), since, rule: rule.unwrap_or(given_by) }))
}
