//! Columns in which each row has a list.

use std::sync::Arc;

use arrow_array::builder::{Decimal128Builder, StringBuilder, TimestampMicrosecondBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, FieldRef, Fields};

use super::schema;

/// Lists, a row each.
pub(super) struct Lists<T> {
    /// Where each begins and the one before ends.
    pub ends: Vec<i32>,
    pub items: T,
}

/// Exact numbers.
pub(super) fn numbers() -> Decimal128Builder {
    Decimal128Builder::new().with_data_type(schema::number())
}

/// Moments.
pub(super) fn moments() -> TimestampMicrosecondBuilder {
    TimestampMicrosecondBuilder::new().with_data_type(schema::moment())
}

/// Texts.
pub(super) fn text(mut column: StringBuilder) -> ArrayRef {
    Arc::new(column.finish())
}

impl<T> Lists<T> {
    pub(super) fn new(items: T) -> Lists<T> {
        Lists { ends: vec![0], items }
    }

    /// Ends a list; this many items are in all of them. A part has fewer than 2^31, because its text is shorter.
    pub(super) fn end(&mut self, items: usize) {
        self.ends.push(items as i32);
    }

    fn list(ends: Vec<i32>, items: ArrayRef, item: FieldRef) -> Result<ArrayRef, ArrowError> {
        let ends = OffsetBuffer::new(ends.into());
        Ok(Arc::new(ListArray::try_new(item, ends, items, None)?))
    }

    pub(super) fn structs(
        self,
        fields: &Fields,
        columns: impl FnOnce(T) -> Vec<ArrayRef>,
    ) -> Result<ArrayRef, ArrowError> {
        let items = StructArray::try_new(fields.clone(), columns(self.items), None)?;
        let item = schema::item(DataType::Struct(fields.clone()));
        Lists::<T>::list(self.ends, Arc::new(items), item)
    }
}

impl Lists<StringBuilder> {
    pub(super) fn texts(self) -> Result<ArrayRef, ArrowError> {
        Lists::<StringBuilder>::list(self.ends, text(self.items), schema::item(DataType::Utf8))
    }

    /// The same where an item may be missing.
    pub(super) fn texts_or_nulls(self) -> Result<ArrayRef, ArrowError> {
        Lists::<StringBuilder>::list(self.ends, text(self.items), schema::text_or_null())
    }
}
