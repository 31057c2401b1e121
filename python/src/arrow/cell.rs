//! The values of a column as JSON.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
    Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use flywheel::records::write_text;
use flywheel::values::Step;

use super::{Wanted, text};

/// A member of an object.
pub(super) struct Member {
    /// As JSON has it: `"nps":`.
    pub key: Vec<u8>,
    pub cell: Cell,
}

/// The values of a column, or of a part of one.
pub(super) enum Cell {
    /// Nothing but nulls.
    Nothing,
    YesNo(BooleanArray),
    Text(StringArray),
    LargeText(LargeStringArray),
    TextView(StringViewArray),
    Int8(PrimitiveArray<Int8Type>),
    Int16(PrimitiveArray<Int16Type>),
    Int32(PrimitiveArray<Int32Type>),
    Int64(PrimitiveArray<Int64Type>),
    UInt8(PrimitiveArray<UInt8Type>),
    UInt16(PrimitiveArray<UInt16Type>),
    UInt32(PrimitiveArray<UInt32Type>),
    UInt64(PrimitiveArray<UInt64Type>),
    Float16(PrimitiveArray<Float16Type>),
    Float32(PrimitiveArray<Float32Type>),
    Float64(PrimitiveArray<Float64Type>),
    Decimal32(PrimitiveArray<Decimal32Type>, i8),
    Decimal64(PrimitiveArray<Decimal64Type>, i8),
    Decimal128(PrimitiveArray<Decimal128Type>, i8),
    Decimal256(PrimitiveArray<Decimal256Type>, i8),
    Day(PrimitiveArray<Date32Type>),
    /// Days as milliseconds.
    LongDay(PrimitiveArray<Date64Type>),
    Time(Times),
    Object(Option<NullBuffer>, Vec<Member>),
    List(Spans, Box<Cell>),
    /// Values by their places among all that there are.
    Dictionary {
        places: Vec<usize>,
        nulls: Option<NullBuffer>,
        values: Box<Cell>,
    },
}

/// Times, as numbers of parts of a second.
pub(super) struct Times {
    counts: PrimitiveArray<Int64Type>,
    per_second: i64,
    is_utc: bool,
}

/// Which items each list has.
pub(super) struct Spans {
    /// Where each begins and the one before ends.
    ends: Vec<usize>,
    nulls: Option<NullBuffer>,
}

/// The name of a type that cannot be used, or of a part of it.
pub(super) fn unusable(data_type: &DataType, wanted: &Wanted) -> Option<String> {
    use DataType::*;
    match data_type {
        Null | Boolean | Utf8 | LargeUtf8 | Utf8View | Int8 | Int16 | Int32 | Int64 | UInt8
        | UInt16 | UInt32 | UInt64 | Float16 | Float32 | Float64 | Date32 | Date64
        | Timestamp(..) | Decimal32(..) | Decimal64(..) | Decimal128(..) | Decimal256(..) => None,
        Struct(fields) => fields.iter().find_map(|field| {
            let wanted = wanted.member(field.name())?;
            unusable(field.data_type(), wanted)
        }),
        List(item) | LargeList(item) | FixedSizeList(item, _) => {
            unusable(item.data_type(), wanted.item())
        }
        Dictionary(_, values) => unusable(values, wanted),
        Time32(_) | Time64(_) | Duration(_) | Interval(_) | Binary | LargeBinary | BinaryView
        | FixedSizeBinary(_) | ListView(_) | LargeListView(_) | Union(..) | Map(..)
        | RunEndEncoded(..) => Some(data_type.to_string()),
    }
}

/// Whether a column of some type has something at a path.
pub(super) fn has(data_type: &DataType, path: &[Step]) -> bool {
    let Some((step, rest)) = path.split_first() else { return true };
    match (data_type, step) {
        (DataType::Struct(fields), Step::Key(key)) => {
            fields.iter().any(|field| field.name() == key && has(field.data_type(), rest))
        }
        (DataType::Dictionary(_, values), _) => has(values, path),
        _ => true,
    }
}

/// A key as JSON has it: `"nps":`.
pub(super) fn key(name: &str) -> Vec<u8> {
    let mut key = Vec::new();
    write_text(name, &mut key);
    key.push(b':');
    key
}

impl Cell {
    /// The values of a column, as far as they are needed; nothing if it has a type that is not usable.
    pub(super) fn of(array: &ArrayRef, wanted: &Wanted) -> Option<Cell> {
        use DataType::*;
        Some(match array.data_type() {
            Null => Cell::Nothing,
            Boolean => Cell::YesNo(array.as_boolean().clone()),
            Utf8 => Cell::Text(array.as_string().clone()),
            LargeUtf8 => Cell::LargeText(array.as_string().clone()),
            Utf8View => Cell::TextView(array.as_string_view().clone()),
            Int8 => Cell::Int8(numbers(array)),
            Int16 => Cell::Int16(numbers(array)),
            Int32 => Cell::Int32(numbers(array)),
            Int64 => Cell::Int64(numbers(array)),
            UInt8 => Cell::UInt8(numbers(array)),
            UInt16 => Cell::UInt16(numbers(array)),
            UInt32 => Cell::UInt32(numbers(array)),
            UInt64 => Cell::UInt64(numbers(array)),
            Float16 => Cell::Float16(numbers(array)),
            Float32 => Cell::Float32(numbers(array)),
            Float64 => Cell::Float64(numbers(array)),
            Decimal32(_, scale) => Cell::Decimal32(numbers(array), *scale),
            Decimal64(_, scale) => Cell::Decimal64(numbers(array), *scale),
            Decimal128(_, scale) => Cell::Decimal128(numbers(array), *scale),
            Decimal256(_, scale) => Cell::Decimal256(numbers(array), *scale),
            Date32 => Cell::Day(numbers(array)),
            Date64 => Cell::LongDay(numbers(array)),
            Timestamp(unit, zone) => Cell::Time(Times::of(array, *unit, zone.is_some())),
            Struct(_) => {
                let array = array.as_struct();
                let fields = array.fields().iter().zip(array.columns());
                let needed = fields.filter_map(|(field, column)| {
                    let wanted = wanted.member(field.name())?;
                    let cell = Cell::of(column, wanted)?;
                    Some(Member { key: key(field.name()), cell })
                });
                Cell::Object(array.nulls().cloned(), needed.collect())
            }
            List(_) => {
                let array = array.as_list::<i32>();
                let ends = array.value_offsets().iter().map(|end| *end as usize).collect();
                let spans = Spans { ends, nulls: array.nulls().cloned() };
                Cell::List(spans, Box::new(Cell::of(array.values(), wanted.item())?))
            }
            LargeList(_) => {
                let array = array.as_list::<i64>();
                let ends = array.value_offsets().iter().map(|end| *end as usize).collect();
                let spans = Spans { ends, nulls: array.nulls().cloned() };
                Cell::List(spans, Box::new(Cell::of(array.values(), wanted.item())?))
            }
            FixedSizeList(..) => {
                let array = array.as_fixed_size_list();
                let ends = (0..=array.len()).map(|at| array.value_offset(at) as usize).collect();
                let spans = Spans { ends, nulls: array.nulls().cloned() };
                Cell::List(spans, Box::new(Cell::of(array.values(), wanted.item())?))
            }
            Dictionary(..) => {
                let array = array.as_any_dictionary();
                Cell::Dictionary {
                    places: array.normalized_keys(),
                    nulls: array.nulls().cloned(),
                    values: Box::new(Cell::of(array.values(), wanted)?),
                }
            }
            Time32(_) | Time64(_) | Duration(_) | Interval(_) | Binary | LargeBinary
            | BinaryView | FixedSizeBinary(_) | ListView(_) | LargeListView(_) | Union(..)
            | Map(..) | RunEndEncoded(..) => return None,
        })
    }

    /// Writes the value in a row. Says whether there is one: of null, nothing is written.
    pub(super) fn write(&self, row: usize, out: &mut Vec<u8>) -> bool {
        match self {
            Cell::Nothing => false,
            Cell::YesNo(array) => at(array, row, |row| {
                let word: &[u8] = if array.value(row) { b"true" } else { b"false" };
                out.extend_from_slice(word);
            }),
            Cell::Text(array) => at(array, row, |row| write_text(array.value(row), out)),
            Cell::LargeText(array) => at(array, row, |row| write_text(array.value(row), out)),
            Cell::TextView(array) => at(array, row, |row| write_text(array.value(row), out)),
            Cell::Int8(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::Int16(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::Int32(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::Int64(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::UInt8(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::UInt16(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::UInt32(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::UInt64(array) => at(array, row, |row| text::whole(array.value(row), out)),
            Cell::Float16(array) => at(array, row, |row| {
                let number = array.value(row).to_f32();
                text::float(number.into(), |out| text::whole(number, out), out);
            }),
            Cell::Float32(array) => at(array, row, |row| {
                let number = array.value(row);
                text::float(number.into(), |out| text::whole(number, out), out);
            }),
            Cell::Float64(array) => at(array, row, |row| {
                let number = array.value(row);
                text::float(number, |out| text::whole(number, out), out);
            }),
            Cell::Decimal32(array, scale) => decimal(array, row, *scale, out),
            Cell::Decimal64(array, scale) => decimal(array, row, *scale, out),
            Cell::Decimal128(array, scale) => decimal(array, row, *scale, out),
            Cell::Decimal256(array, scale) => decimal(array, row, *scale, out),
            Cell::Day(array) => at(array, row, |row| {
                quoted(out, |out| text::day(array.value(row).into(), out));
            }),
            Cell::LongDay(array) => at(array, row, |row| {
                let count = array.value(row);
                match count % 86_400_000 {
                    0 => quoted(out, |out| text::day(count / 86_400_000, out)),
                    _ => quoted(out, |out| text::time(count, 1_000, false, out)),
                }
            }),
            Cell::Time(times) => at(&times.counts, row, |row| {
                let Times { counts, per_second, is_utc } = times;
                quoted(out, |out| text::time(counts.value(row), *per_second, *is_utc, out));
            }),
            Cell::Object(nulls, members) => not_null(nulls, row, || object(members, row, out)),
            Cell::List(Spans { ends, nulls }, items) => not_null(nulls, row, || {
                out.push(b'[');
                for (place, item) in (ends[row]..ends[row + 1]).enumerate() {
                    if place > 0 {
                        out.push(b',');
                    }
                    if !items.write(item, out) {
                        out.extend_from_slice(b"null");
                    }
                }
                out.push(b']');
            }),
            Cell::Dictionary { places, nulls, values } => {
                nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row))
                    && values.write(places[row], out)
            }
        }
    }
}

/// Writes a row as an object, without the members that are null.
pub(super) fn object(members: &[Member], row: usize, out: &mut Vec<u8>) {
    out.push(b'{');
    let start = out.len();
    for Member { key, cell } in members {
        let before = out.len();
        if before > start {
            out.push(b',');
        }
        out.extend_from_slice(key);
        if !cell.write(row, out) {
            out.truncate(before);
        }
    }
    out.push(b'}');
}

impl Times {
    fn of(array: &ArrayRef, unit: TimeUnit, is_utc: bool) -> Times {
        let (counts, per_second) = match unit {
            TimeUnit::Second => (array.as_primitive::<TimestampSecondType>().reinterpret_cast(), 1),
            TimeUnit::Millisecond => {
                (array.as_primitive::<TimestampMillisecondType>().reinterpret_cast(), 1_000)
            }
            TimeUnit::Microsecond => {
                (array.as_primitive::<TimestampMicrosecondType>().reinterpret_cast(), 1_000_000)
            }
            TimeUnit::Nanosecond => {
                (array.as_primitive::<TimestampNanosecondType>().reinterpret_cast(), 1_000_000_000)
            }
        };
        Times { counts, per_second, is_utc }
    }
}

fn numbers<T: ArrowPrimitiveType>(array: &ArrayRef) -> PrimitiveArray<T> {
    array.as_primitive::<T>().clone()
}

/// Writes a value unless it is null.
fn at(array: &impl Array, row: usize, write: impl FnOnce(usize)) -> bool {
    let there = array.is_valid(row);
    if there {
        write(row);
    }
    there
}

fn not_null(nulls: &Option<NullBuffer>, row: usize, write: impl FnOnce()) -> bool {
    let there = nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
    if there {
        write();
    }
    there
}

fn decimal<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    row: usize,
    scale: i8,
    out: &mut Vec<u8>,
) -> bool
where
    T::Native: ToString,
{
    at(array, row, |row| text::decimal(&array.value(row).to_string(), scale, out))
}

fn quoted(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'"');
    write(out);
    out.push(b'"');
}
