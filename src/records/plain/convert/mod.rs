//! What a record says to the value that a field wants. Every function takes a value that was
//! found, gives `None` if it says nothing, and a fault in plain words where it does not fit.

mod choice;
mod date;
mod number;
mod set;
mod text;
mod wrong_type;
mod yes_no;

use jiff::tz::TimeZone;

pub(super) use choice::stage;
pub(super) use date::{Declared, date};
pub(super) use number::money;
pub(in crate::records) use set::parts;
pub(super) use set::texts;
pub(super) use text::{id, text};
pub(super) use wrong_type::wrong_type;
pub(in crate::records) use yes_no::yes_no;

use crate::plan::Needs;
use crate::records::json::{Found, Scanner};
use crate::records::plain::walk_fault::WalkFault;
use crate::terms::FieldType;
use crate::values::Value;

/// What conversions need to know besides the value.
#[derive(Clone, Copy, Debug)]
pub(in crate::records::plain) struct Context<'n> {
    pub zone: &'n TimeZone,
    /// Decimals of the minor unit of the file's currency.
    pub decimals: u8,
}

impl<'n> Context<'n> {
    pub(super) fn new(needs: &'n Needs) -> Context<'n> {
        Context { zone: &needs.zone, decimals: needs.currency.decimals }
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
    let at = scanner.at();
    let value = match kind {
        FieldType::Number { range } => {
            number::number(found, range.as_ref()).map(|n| n.map(Value::Number))
        }
        FieldType::Count => return number::count(found, scanner),
        FieldType::Money { in_cents } => {
            let decimals = if *in_cents { context.decimals } else { 0 };
            number::money(found, decimals).map(|n| n.map(Value::Number))
        }
        FieldType::Text => text::text(found).map(|t| t.map(Value::Text)),
        FieldType::YesNo => yes_no::yes_no(found).map(|yes| yes.map(Value::YesNo)),
        FieldType::Date(written) => {
            date::date(found, *written, Declared::Type, context.zone).map(|d| d.map(Value::Instant))
        }
        FieldType::Choice(choices) => {
            choice::choice(found, choices.outside()).map(|c| c.map(Value::Choice))
        }
        FieldType::Set { split } => {
            return set::texts(found, split.as_deref(), scanner).map(|s| s.map(Value::Set));
        }
    };
    value.map_err(|fault| WalkFault::from(fault.at(at)))
}
