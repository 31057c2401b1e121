//! Days as whole numbers.

use jiff::civil::Date;

/// A day as a whole number that sorts as days do: `20260131`.
pub(super) fn packed(day: Date) -> i128 {
    let (year, month, day) = (i128::from(day.year()), day.month(), day.day());
    year * 10_000 + i128::from(month) * 100 + i128::from(day)
}

/// The day itself; `None` of a number that is none.
pub(super) fn unpacked(packed: i128) -> Option<Date> {
    let part = |divisor: i128, size: i128| packed.div_euclid(divisor).rem_euclid(size);
    let year = i16::try_from(packed.div_euclid(10_000)).ok()?;
    Date::new(year, part(100, 100) as i8, part(1, 100) as i8).ok()
}
