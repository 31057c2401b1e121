//! What a record says to the value that a field wants. Every function takes a value that was
//! found, gives `None` if it says nothing, and a fault in plain words where it does not fit.

mod choice;
mod date;
mod number;
mod quoted;
mod set;
mod text;
mod wrong_type;
mod yes_no;

use jiff::tz::TimeZone;

pub(super) use choice::{own_stage, stage};
pub(super) use date::{Declared, date, text_date};
pub(super) use number::money;
pub(in crate::records) use set::parts;
pub(super) use set::texts;
pub(super) use text::{id, text};
pub(super) use wrong_type::wrong_type;
pub(in crate::records) use yes_no::yes_no;

use crate::plan::Needs;
use crate::records::json::{Found, Scanner};
use crate::records::plain::walk_fault::WalkFault;
use crate::terms::{DataForms, FieldType};
use crate::values::Value;
use crate::values::currency::Currency;

/// What conversions need to know besides the value.
#[derive(Clone, Copy, Debug)]
pub(in crate::records::plain) struct Context<'n> {
    pub zone: &'n TimeZone,
    pub currency: Currency,
    pub forms: &'n DataForms,
}

impl<'n> Context<'n> {
    pub(super) fn new(needs: &'n Needs) -> Context<'n> {
        Context { zone: &needs.zone, currency: needs.currency, forms: &needs.forms }
    }

    /// What was found, or nothing if it is a text that says nothing.
    #[inline]
    pub(super) fn said(self, found: Found<'_>) -> Found<'_> {
        let Found::Text(text) = found else { return found };
        let missing = match text.escaped {
            false => self.forms.is_missing(text.raw),
            true => text.decode().is_some_and(|text| self.forms.is_missing(&text)),
        };
        if missing { Found::Null } else { found }
    }
}

/// The value of a field or attribute; leaves the scanner after it.
#[inline]
pub(super) fn value<'a>(
    kind: &FieldType,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    context: Context<'_>,
) -> Result<Option<Value<'a>>, WalkFault> {
    let (at, found) = (scanner.at(), context.said(found));
    let value = match kind {
        FieldType::Number { range, notation } => {
            number::number(found, *notation, *range).map(|n| n.map(Value::Number))
        }
        FieldType::Count { notation } => return number::count(found, *notation, scanner),
        FieldType::Money { in_cents, range, notation } => {
            number::money(found, *notation, *in_cents, *range, context.currency)
                .map(|n| n.map(Value::Number))
        }
        FieldType::Text { ignoring_case } => {
            let value = text::text(found).map(|t| t.map(Value::Text));
            value.map(|value| folded(value, *ignoring_case))
        }
        FieldType::YesNo => yes_no::yes_no(found).map(|yes| yes.map(Value::YesNo)),
        FieldType::Date(form) => {
            date::date(found, form, Declared::Type, context.zone).map(|d| d.map(Value::Instant))
        }
        FieldType::Day(form) => date::day(found, form).map(|d| d.map(Value::Day)),
        FieldType::Choice(choices) => {
            choice::choice(found, choices.outside()).map(|c| c.map(Value::Choice))
        }
        FieldType::Set { split, ignoring_case } => {
            let value = set::texts(found, split.as_deref(), scanner).map(|s| s.map(Value::Set));
            return value.map(|value| folded(value, *ignoring_case));
        }
    };
    value.map_err(|fault| WalkFault::from(fault.at(at)))
}

/// A value as it is, or as if its case did not matter.
#[inline]
fn folded(value: Option<Value<'_>>, ignoring_case: bool) -> Option<Value<'_>> {
    if ignoring_case { value.map(Value::folded) } else { value }
}
