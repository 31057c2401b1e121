//! What a customer is owed.

use std::sync::Arc;

use crate::plan::{Needs, Owed, OwedNeed};

use super::convert::{self, Context, Declared};
use super::gift_entry::{Entries, Entry, part};
use super::walk_fault::WalkFault;
use crate::records::json::{Found, Scanner};

/// Reads what is owed. Gifts that are not kept, or that no rule gives, are left out.
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

fn one(
    need: &OwedNeed,
    needs: &Needs,
    entries: &Entries,
    entry: Entry<'_>,
    context: Context<'_>,
) -> Result<Option<Owed>, WalkFault> {
    let Some(gift) = entries.gift(&entry, needs)? else { return Ok(None) };
    let Some(given_by) = need.given_by[gift] else { return Ok(None) };
    let since = part(entry.since, "since", |found| {
        let dates = &context.forms.dates;
        convert::text_date(context.said(found), dates, Declared::Nowhere, context.zone)
    })?;
    let since = since.ok_or_else(|| entries.lacks(&entry, "since"))?;
    let event = entry.event.filter(|_| needs.for_each[gift]);
    let event = part(event, "for", |found| convert::text(context.said(found)))?.map(Arc::from);
    let rule = match entry.rule {
        Some((Found::Text(label), _)) => need.rules.iter().position(|rule| label.is(rule)),
        Some(_) | None => None,
    };
    Ok(Some(Owed { gift, event, since, rule: rule.unwrap_or(given_by) }))
}
