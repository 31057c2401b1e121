//! The types of fields and attributes: from the declaration in the rules to the reading of a record.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Beyond, DateForm, Range};
use crate::values::{Decimal, Notation, Value, ValueKind, time};

/// What a field or an attribute of an event holds, and how records write it. See
/// `docs/language.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Becomes [`Value::Number`].
    Number {
        /// What is allowed.
        range: Range,
        /// How texts write it, if not as JSON does.
        notation: Option<Notation>,
    },
    /// Becomes [`Value::Number`]: a whole number of 0 or more, or the length of an array.
    Count {
        /// How texts write it, if not as JSON does.
        notation: Option<Notation>,
    },
    /// Becomes [`Value::Number`], in the file's currency.
    Money {
        /// Whether records write it in the smallest unit of the currency.
        in_cents: bool,
        /// What is allowed, in the currency.
        range: Range,
        /// How texts write it, if not as JSON does.
        notation: Option<Notation>,
    },
    /// A text, or a number as it is written.
    Text {
        /// Whether its case is folded, and so is what it is compared with.
        ignoring_case: bool,
    },
    /// Yes or no, or a word for it.
    YesNo,
    /// Becomes [`Value::Instant`]: a time, or a day, which means its first instant.
    Date(DateForm),
    /// Becomes [`Value::Day`]: the day that is written, in whatever zone.
    Day(DateForm),
    /// Becomes [`Value::Choice`], a place in the list.
    Choice(Arc<Choices>),
    /// Becomes [`Value::Set`].
    Set {
        /// What separates the entries where records write them as one text.
        split: Option<String>,
        /// Whether the case of the entries is folded, and so is what they are compared with.
        ignoring_case: bool,
    },
}

/// The values of a `one of`, by their places. Each has a name in the rules and one in records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    names: Vec<String>,
    outside: Vec<String>,
}

impl Choices {
    /// Their names in the rules.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Their names in records.
    pub fn outside(&self) -> &[String] {
        &self.outside
    }
}

/// From the name in the rules and the name in records of each.
impl FromIterator<(String, String)> for Choices {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Choices {
        let (names, outside) = pairs.into_iter().unzip();
        Choices { names, outside }
    }
}

/// Why a field cannot hold a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The value is of another type.
    OtherType,
    /// The number is outside the range.
    OutOfRange {
        /// The number that does not fit.
        number: Decimal,
        /// Why it does not.
        beyond: Beyond,
    },
    /// The number is negative or not whole, which a count never is.
    NotACount(Decimal),
}

/// What a field takes in besides the values that it holds.
#[derive(Clone, Copy, Debug)]
enum Takes {
    /// A day, as its first instant.
    Dates,
    /// A text, as a set of one.
    Texts,
    /// Nothing else.
    ItsOwn,
}

impl FieldType {
    /// What its values are once they are read.
    pub fn holds(&self) -> ValueKind {
        match self {
            FieldType::Number { .. } | FieldType::Count { .. } | FieldType::Money { .. } => {
                ValueKind::Number
            }
            FieldType::Text { .. } => ValueKind::Text,
            FieldType::YesNo => ValueKind::YesNo,
            FieldType::Date(_) => ValueKind::Instant,
            FieldType::Day(_) => ValueKind::Day,
            FieldType::Choice(_) => ValueKind::Choice,
            FieldType::Set { .. } => ValueKind::Set,
        }
    }

    /// Whether its numbers are amounts of money, which mix with no others.
    pub fn is_money(&self) -> bool {
        match self {
            FieldType::Money { .. } => true,
            FieldType::Number { .. }
            | FieldType::Count { .. }
            | FieldType::Text { .. }
            | FieldType::YesNo
            | FieldType::Date(_)
            | FieldType::Day(_)
            | FieldType::Choice(_)
            | FieldType::Set { .. } => false,
        }
    }

    /// A value that is written in the rules, as a record would give it to a field of this type.
    ///
    /// # Errors
    ///
    /// Where no record could give it.
    pub fn fit<'v>(&self, value: Value<'v>, zone: &TimeZone) -> Result<Value<'v>, Misfit> {
        let value = match (self.takes(), value) {
            // A date in a record means its first instant too.
            (Takes::Dates, Value::Day(day)) => Value::Instant(time::first_instant(day, zone)),
            (Takes::Texts, Value::Text(text)) => Value::Set(vec![text]),
            (Takes::Dates | Takes::Texts | Takes::ItsOwn, value) => value,
        };
        if value.kind() != self.holds() {
            return Err(Misfit::OtherType);
        }
        if let Value::Number(number) = &value {
            self.check_number(*number)?;
        }
        Ok(if self.ignores_case() { value.folded() } else { value })
    }

    /// Whether its texts are folded.
    pub fn ignores_case(&self) -> bool {
        match self {
            FieldType::Text { ignoring_case } | FieldType::Set { ignoring_case, .. } => {
                *ignoring_case
            }
            FieldType::Number { .. }
            | FieldType::Count { .. }
            | FieldType::Money { .. }
            | FieldType::YesNo
            | FieldType::Date(_)
            | FieldType::Day(_)
            | FieldType::Choice(_) => false,
        }
    }

    /// What else a record may give it than what it holds.
    fn takes(&self) -> Takes {
        match self {
            FieldType::Date(_) => Takes::Dates,
            FieldType::Set { .. } => Takes::Texts,
            FieldType::Number { .. }
            | FieldType::Count { .. }
            | FieldType::Money { .. }
            | FieldType::Text { .. }
            | FieldType::YesNo
            | FieldType::Day(_)
            | FieldType::Choice(_) => Takes::ItsOwn,
        }
    }

    fn check_number(&self, number: Decimal) -> Result<(), Misfit> {
        match self {
            FieldType::Number { range, .. } | FieldType::Money { range, .. } => {
                let check = range.check(number).map(|_| ());
                check.map_err(|beyond| Misfit::OutOfRange { number, beyond })
            }
            FieldType::Count { .. } if !number.is_whole() || number.is_negative() => {
                Err(Misfit::NotACount(number))
            }
            FieldType::Count { .. }
            | FieldType::Text { .. }
            | FieldType::YesNo
            | FieldType::Date(_)
            | FieldType::Day(_)
            | FieldType::Choice(_)
            | FieldType::Set { .. } => Ok(()),
        }
    }

    /// The numbers that it can hold.
    pub fn range(&self) -> Range {
        match self {
            FieldType::Number { range, .. } | FieldType::Money { range, .. } => *range,
            FieldType::Count { .. } => Range { low: Some(Decimal::ZERO), high: None },
            FieldType::Text { .. }
            | FieldType::YesNo
            | FieldType::Date(_)
            | FieldType::Day(_)
            | FieldType::Choice(_)
            | FieldType::Set { .. } => Range::default(),
        }
    }

    /// Whether a record may write it as an array, so that a cell of a CSV file may hold JSON.
    pub fn may_be_array(&self) -> bool {
        match self {
            FieldType::Count { .. } | FieldType::Set { .. } => true,
            FieldType::Number { .. }
            | FieldType::Money { .. }
            | FieldType::Text { .. }
            | FieldType::YesNo
            | FieldType::Date(_)
            | FieldType::Day(_)
            | FieldType::Choice(_) => false,
        }
    }
}
