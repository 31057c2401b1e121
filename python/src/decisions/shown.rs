//! The columns of what the rules show.

use std::fmt::Display;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, ListArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType};
use flywheel::plan::{PartId, Plan};
use flywheel::values::Value;

use super::lists::{Lists, moments, numbers, text};
use super::{exact, schema};

/// The values that the rules show under one name.
pub(super) enum Shown {
    YesNo(BooleanBuilder),
    Number(Decimal128Builder),
    Text(StringBuilder),
    Moment(TimestampMicrosecondBuilder),
    Day(Date32Builder),
    Texts { lists: Lists<StringBuilder>, known: Vec<bool> },
}

impl Shown {
    /// A column of a type of the schema.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the schema has no other types of Arrow")]
    pub(super) fn new(kind: &DataType) -> Shown {
        match kind {
            DataType::Boolean => Shown::YesNo(BooleanBuilder::new()),
            DataType::Decimal128(..) => Shown::Number(numbers()),
            DataType::Timestamp(..) => Shown::Moment(moments()),
            DataType::Date32 => Shown::Day(Date32Builder::new()),
            DataType::List(_) => {
                Shown::Texts { lists: Lists::new(StringBuilder::new()), known: Vec::new() }
            }
            _ => Shown::Text(StringBuilder::new()),
        }
    }

    /// Adds the value of a part of the rules, or that it is unknown.
    ///
    /// # Errors
    /// Why the value has no place here.
    pub(super) fn add(
        &mut self,
        plan: &Plan,
        part: PartId,
        value: Option<&Value<'static>>,
    ) -> Result<(), String> {
        match (self, value) {
            (Shown::YesNo(column), None) => column.append_null(),
            (Shown::Number(column), None) => column.append_null(),
            (Shown::Text(column), None) => column.append_null(),
            (Shown::Moment(column), None) => column.append_null(),
            (Shown::Day(column), None) => column.append_null(),
            (Shown::Texts { lists, known }, None) => {
                lists.end(lists.items.len());
                known.push(false);
            }
            (Shown::YesNo(column), Some(Value::YesNo(yes))) => column.append_value(*yes),
            (Shown::Number(column), Some(Value::Number(number))) => {
                let why = || exact::too_long(*number);
                column.append_value(exact::number(*number).ok_or_else(why)?);
            }
            (Shown::Text(column), Some(Value::Text(text))) => column.append_value(text),
            (Shown::Text(column), Some(Value::Choice(choice))) => {
                column.append_value(plan.choice(part, *choice).unwrap_or_default());
            }
            (Shown::Moment(column), Some(Value::Instant(at))) => {
                let why = || format!("{at} has a part of a microsecond");
                column.append_value(exact::moment(*at).ok_or_else(why)?);
            }
            (Shown::Day(column), Some(Value::Day(day))) => {
                column.append_value(exact::day(*day));
            }
            (Shown::Texts { lists, known }, Some(Value::Set(texts))) => {
                texts.iter().for_each(|text| lists.items.append_value(text));
                lists.end(lists.items.len());
                known.push(true);
            }
            (_, Some(value)) => return Err(other(format!("{value:?}"))),
        }
        Ok(())
    }

    /// The column.
    ///
    /// # Errors
    /// If lists do not fit together, which is a mistake of this file.
    pub(super) fn column(self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Shown::YesNo(mut column) => Arc::new(column.finish()),
            Shown::Number(mut column) => Arc::new(column.finish()),
            Shown::Text(column) => text(column),
            Shown::Moment(mut column) => Arc::new(column.finish()),
            Shown::Day(mut column) => Arc::new(column.finish()),
            Shown::Texts { lists, known } => {
                let ends = OffsetBuffer::new(lists.ends.into());
                let (item, items) = (schema::item(DataType::Utf8), text(lists.items));
                Arc::new(ListArray::try_new(item, ends, items, Some(known.into()))?)
            }
        })
    }
}

fn other(value: impl Display) -> String {
    format!("{value} is not of the type of its column")
}
