//! Values of the rules as those of Arrow, exactly or not at all.

use flywheel::values::{Decimal, Instant};
use jiff::civil::{Date, date};

use super::schema::{DIGITS, SCALE};

/// A number as one with a fixed number of digits after the point; nothing if it has no place there.
pub(super) fn number(number: Decimal) -> Option<i128> {
    let (digits, scale) = number.normalized().fraction();
    let more = u32::from(SCALE.checked_sub(scale)?);
    let whole = digits.checked_mul(10_i128.pow(more))?;
    (whole.unsigned_abs() < 10_u128.pow(u32::from(DIGITS))).then_some(whole)
}

/// The end of a day, which the rules take to be its last nanosecond.
const END_OF_DAY: i32 = 999_999_999;

/// A moment in microseconds; nothing if it has a part of one. The end of a day is its last microsecond.
pub(super) fn moment(at: Instant) -> Option<i64> {
    let part = at.subsec_nanosecond();
    (part % 1_000 == 0 || part == END_OF_DAY).then(|| at.as_microsecond())
}

/// A day by the number of days since 1970-01-01.
pub(super) fn day(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

/// Why a number has no place.
pub(super) fn too_long(number: Decimal) -> String {
    let before = DIGITS - SCALE;
    format!("{number} has more than {before} digits before the point, or {} after it", SCALE)
}
