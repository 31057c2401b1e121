//! The history of what a customer was given.

use std::sync::Arc;

use crate::plan::{Grant, Needs};

use super::convert::{self, Context, Declared};
use super::gift_entry::{Entries, Entry, part};
use super::walk_fault::WalkFault;
use crate::records::fault::Fault;
use crate::records::json::{Found, Scanner};
use crate::terms::Range;
use crate::values::Decimal;

/// Reads the history of what was given. Gifts that the rules do not declare are left out.
pub(super) fn grants<'a>(
    needs: &Needs,
    entries: &Entries,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    context: Context<'_>,
) -> Result<Vec<Grant>, WalkFault> {
    entries.read(found, scanner, context, |entry| match entries.gift(&entry, needs)? {
        Some(gift) => grant(entry, gift, needs.for_each[gift], context).map(Some),
        None => Ok(None),
    })
}

/// Only a gift for each event says for which: of others, it is not asked.
fn grant(
    entry: Entry<'_>,
    gift: usize,
    for_each: bool,
    context: Context<'_>,
) -> Result<Grant, WalkFault> {
    let at = part(entry.at, "at", |found| {
        let dates = &context.forms.dates;
        convert::text_date(context.said(found), dates, Declared::Nowhere, context.zone)
    })?;
    let cost = part(entry.cost, "cost", |found| amount(found, context))?;
    let worth = part(entry.worth, "worth", |found| amount(found, context))?;
    let event = entry.event.filter(|_| for_each);
    let event = part(event, "for", |found| event_key(found, context))?;
    Ok(Grant { gift, at, event, cost, worth })
}

/// What a gift cost, or was worth.
pub(super) fn amount(found: Found<'_>, context: Context<'_>) -> Result<Option<Decimal>, Fault> {
    let notation = context.forms.notation;
    convert::money(context.said(found), notation, false, Range::default(), context.currency)
}

/// The key of the event that a gift was given for.
pub(super) fn event_key(found: Found<'_>, context: Context<'_>) -> Result<Option<Arc<str>>, Fault> {
    Ok(convert::text(context.said(found))?.map(Arc::from))
}
