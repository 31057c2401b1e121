//! What the plan needs of a record: the reader builds this and skips everything else.

use crate::values::currency::Currency;
use crate::values::{Decimal, Instant, Path};

use super::Value;

/// Everything to read of one record. A slot is an index into `fields` or `lists`.
#[derive(Clone, Debug)]
pub struct Needs {
    pub id: Path,
    pub stage: Path,
    pub stage_since: Path,
    pub tags: Path,
    pub given: Path,
    pub fields: Vec<FieldNeed>,
    pub lists: Vec<ListNeed>,
    /// The outside names of the stages, by stage index.
    pub stages: Vec<String>,
    /// The names of the gifts, by gift index.
    pub gifts: Vec<String>,
    pub currency: Currency,
    pub zone: jiff::tz::TimeZone,
}

/// A single value, a count or a set.
#[derive(Clone, Debug)]
pub struct FieldNeed {
    /// As the rule file calls it.
    pub name: String,
    pub path: Path,
    pub kind: Kind,
    /// Taken where the record has nothing.
    pub default: Option<Value<'static>>,
    /// A record that has nothing here is rejected.
    pub required: bool,
}

/// A list of events.
#[derive(Clone, Debug)]
pub struct ListNeed {
    pub name: String,
    pub path: Path,
    /// A record that has nothing here is rejected.
    pub required: bool,
    /// The path, within an event, of its time.
    pub at: Path,
    pub at_kind: DateKind,
    /// The path, within an event, of what tells repeats of it apart.
    pub key: Option<Path>,
    pub attributes: Vec<AttributeNeed>,
}

/// A value of an event.
#[derive(Clone, Debug)]
pub struct AttributeNeed {
    pub name: String,
    pub path: Path,
    pub kind: Kind,
}

/// How a value is written in the record and what it becomes. See `docs/language.md`.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Becomes [`Value::Number`]; outside the range the record is rejected.
    Number {
        range: Option<(Decimal, Decimal)>,
    },
    /// Becomes [`Value::Number`]: a whole number of 0 or more, or the length of an array.
    Count,
    /// Becomes [`Value::Number`], in the file's currency; from minor units with `in_cents`.
    Money {
        in_cents: bool,
    },
    Text,
    YesNo,
    Date(DateKind),
    /// Becomes [`Value::Choice`], the index of the outside name that the record says.
    Choice(Vec<String>),
    /// Becomes [`Value::Set`].
    Set {
        split: Option<String>,
    },
}

pub use crate::syntax::tree::Epoch as DateKind;

/// One grant in the history of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Index into [`Needs::gifts`].
    pub gift: usize,
    pub at: Option<Instant>,
    pub cost: Option<Decimal>,
    pub worth: Option<Decimal>,
}
