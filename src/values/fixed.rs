//! Decimals with a fixed number of places, for the fast path.

use std::ops::Range;

use super::decimal::plain::Plain;
use super::decimal::quotient::half_even;
use super::decimal::short::{MAX_LENGTH, Short};
use super::decimal::{LIMIT, QUOTIENT_SCALE};
use super::{Decimal, Rounding};

/// An exact decimal number with 20 decimals, always: as many as quotients are rounded to. It is
/// between -10^18 and 10^18.
///
/// Where a [`Decimal`] has a scale of its own, all of these have the same, so that they compare
/// and add as whole numbers do. What does not fit is `None`, and a decimal may have room for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed(i128);

const ONE: i128 = 10i128.pow(QUOTIENT_SCALE as u32);

/// What 1 in the place of each decimal is worth, in the units of the 20th: ten times less from
/// one to the next, beginning with a whole 1.
const WORTH: [i128; QUOTIENT_SCALE as usize + 1] = {
    let mut worth = [ONE; QUOTIENT_SCALE as usize + 1];
    let mut at = 1;
    while at < worth.len() {
        worth[at] = worth[at - 1] / 10;
        at += 1;
    }
    worth
};

/// By how many of eight digits are before the point, what 1 in the place of the last of them is
/// worth.
const SHORT_WORTH: [u64; MAX_LENGTH + 1] = {
    let mut worth = [0; MAX_LENGTH + 1];
    let mut whole = 0;
    while whole < worth.len() {
        worth[whole] = WORTH[8 - whole] as u64;
        whole += 1;
    }
    worth
};

impl Fixed {
    /// Zero.
    pub const ZERO: Fixed = Fixed(0);

    /// Within the limits: as many digits as a decimal holds.
    #[inline]
    fn new(units: i128) -> Option<Fixed> {
        (units.unsigned_abs() < LIMIT).then_some(Fixed(units))
    }

    /// This many units of the 20th decimal, within the limits.
    #[inline]
    pub fn from_units(units: i128) -> Option<Fixed> {
        Fixed::new(units)
    }

    /// How many units of the 20th decimal it is.
    #[inline]
    pub fn units(self) -> i128 {
        self.0
    }

    /// Reads a number in JSON's form. `None` if there is no room for it, or it is not a number.
    #[inline]
    pub fn parse(text: &[u8]) -> Option<Fixed> {
        Fixed::parse_short_in(text, 0..text.len()).or_else(|| Fixed::parse_long(text))
    }

    /// The same, but only of a number of a few digits that is a part of a longer text, which is quicker;
    /// `None` says nothing.
    #[inline(always)]
    pub fn parse_short_in(text: &[u8], part: Range<usize>) -> Option<Fixed> {
        Short::read_in(text, part.start, part.end).map(Fixed::from_short)
    }

    /// The same of one without a point, which is quicker still.
    #[inline(always)]
    pub fn parse_whole_in(text: &[u8], part: Range<usize>) -> Option<Fixed> {
        Short::read_whole_in(text, part.start, part.end).map(Fixed::from_short)
    }

    /// Whether a part of a text is a number of a few digits, in JSON's form; if not, it may still be one.
    #[inline(always)]
    pub fn is_short_in(text: &[u8], part: Range<usize>) -> bool {
        Short::read_in(text, part.start, part.end).is_some()
    }

    /// Reads a number that is not short. It is called, so that reading most of them stays short.
    #[inline(never)]
    fn parse_long(text: &[u8]) -> Option<Fixed> {
        match Plain::parse(text) {
            Some(plain) => Fixed::from_plain(plain),
            None => Fixed::from_decimal(Decimal::parse(text).ok()?),
        }
    }

    #[inline(always)]
    fn from_short(short: Short) -> Fixed {
        let worth = SHORT_WORTH[short.whole as usize % SHORT_WORTH.len()];
        Fixed((u128::from(short.eight_digits()) * u128::from(worth)) as i128)
    }

    #[inline(always)]
    fn from_plain(plain: Plain) -> Option<Fixed> {
        // The mantissa is below 10^18, so the product is below 10^38.
        let worth = WORTH.get(usize::from(plain.decimals))?;
        Some(Fixed(i128::from(plain.mantissa) * worth))
    }

    /// The same number, if it has no more than 20 decimals, and room.
    pub fn from_decimal(decimal: Decimal) -> Option<Fixed> {
        let (mut mantissa, mut scale) = decimal.parts();
        if scale > QUOTIENT_SCALE {
            (mantissa, scale) = decimal.normalized().parts();
        }
        let worth = WORTH.get(usize::from(scale))?;
        Fixed::new(mantissa.checked_mul(*worth)?)
    }

    /// The most units that are no more than a number of any size.
    pub fn units_up_to(decimal: Decimal) -> i128 {
        let (mantissa, scale) = decimal.normalized().parts();
        match WORTH.get(usize::from(scale)) {
            Some(worth) => mantissa.saturating_mul(*worth),
            None => mantissa.div_euclid(10i128.pow(u32::from(scale - QUOTIENT_SCALE))),
        }
    }

    /// The same number with as few decimals as it needs.
    pub fn to_decimal(self) -> Decimal {
        Decimal::of_parts(self.0, QUOTIENT_SCALE).normalized()
    }

    /// The same number with all of its 20 decimals: it is made sooner, and compares sooner with
    /// others that were made so.
    pub fn to_long_decimal(self) -> Decimal {
        Decimal::of_parts(self.0, QUOTIENT_SCALE)
    }

    /// A whole number, if there is room.
    #[inline]
    pub fn from_int(number: i64) -> Option<Fixed> {
        Fixed::new(i128::from(number).checked_mul(ONE)?)
    }

    /// A number of things, for which there is always room.
    #[inline]
    pub fn from_count(count: u32) -> Fixed {
        Fixed(i128::from(count) * ONE)
    }

    /// The sum, if there is room.
    #[inline]
    pub fn checked_add(self, other: Fixed) -> Option<Fixed> {
        Fixed::new(self.0.checked_add(other.0)?)
    }

    /// The difference, if there is room.
    #[inline]
    pub fn checked_sub(self, other: Fixed) -> Option<Fixed> {
        Fixed::new(self.0.checked_sub(other.0)?)
    }

    /// The same number on the other side of 0, for which there is always room.
    #[inline]
    pub fn checked_neg(self) -> Option<Fixed> {
        Some(Fixed(-self.0))
    }

    /// The number with no more than so many decimals, if there is room.
    pub fn rounded(self, how: Rounding) -> Option<Fixed> {
        let step = *WORTH.get(usize::from(how.places))?;
        Fixed::new(how.steps(self.0, step).checked_mul(step)?)
    }

    /// How many times a number that is not 0 fits into this one, toward 0, if there is room.
    pub fn full(self, unit: Fixed) -> Option<Fixed> {
        Fixed::new(self.0.checked_div(unit.0)?.checked_mul(ONE)?)
    }

    /// Whether there is nothing after the point.
    #[inline]
    pub fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// The quotient by a count, half to even as [`Decimal::checked_div`] rounds it; `None` when
    /// dividing by zero.
    pub fn div_count(self, count: u64) -> Option<Fixed> {
        (count != 0).then(|| Fixed(half_even(self.0, i128::from(count))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Direction;
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text.as_bytes()).unwrap()
    }

    /// Any of them, small and large, with few decimals and many.
    fn fixed() -> impl Strategy<Value = Fixed> {
        (any::<i128>(), 0u32..128, 0usize..=20).prop_map(|(units, down, zeros)| {
            let units = (units >> down) / WORTH[20 - zeros] * WORTH[20 - zeros];
            Fixed(units % LIMIT as i128)
        })
    }

    fn roundings() -> impl Iterator<Item = Rounding> {
        let directions = [Direction::Down, Direction::Up, Direction::Nearest];
        directions
            .into_iter()
            .flat_map(|direction| [0, 1, 2, 19, 20].map(|places| Rounding { direction, places }))
    }

    #[test]
    fn reads_what_it_has_room_for() {
        for text in [
            "0",
            "-0",
            "7",
            "-5",
            "43.92",
            "1250.00",
            "999999999999999999",
            "0.00000000000000001",
            "1e2",
            "-1.50E-3",
            "0e99",
            "12345678.901234567890",
            "999999999999999999.99999999999999999999",
            "1.000000000000000000000",
        ] {
            assert_eq!(
                Fixed::parse(text.as_bytes()).unwrap().to_decimal(),
                decimal(text),
                "{text}"
            );
        }
        for text in
            ["", "-", "1e", "1e18", "1e-21", "01", "1.", ".1", "1234567890123456789", "nine"]
        {
            assert_eq!(Fixed::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn knows_whole_numbers_at_a_glance() {
        let whole = |text: &str| Fixed::parse_whole_in(text.as_bytes(), 0..text.len());
        for text in ["0", "7", "135", "1234567"] {
            assert!(
                whole(text).is_some() && whole(text) == Fixed::parse(text.as_bytes()),
                "{text}"
            );
        }
        for text in ["", "-5", "1e2", "01", "1.", ".1", "1.0", "12345678", "null", "1,2"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn ends_where_decimals_do() {
        let most = Fixed(LIMIT as i128 - 1);
        assert_eq!(most.to_decimal(), decimal("999999999999999999.99999999999999999999"));
        assert_eq!(most.checked_add(Fixed(1)), None);
        assert_eq!(most.checked_add(most), None);
        assert_eq!(most.checked_neg().unwrap().checked_sub(most), None);
        assert_eq!(Fixed::from_int(1_000_000_000_000_000_000), None);
        assert_eq!(Fixed::from_int(i64::MIN), None);
        assert_eq!(Fixed::from_decimal(decimal("0.000000000000000000001")), None);
        assert_eq!(Fixed::from_decimal(decimal("1e18")), None);
        assert_eq!(Fixed::ZERO.div_count(0), None);
    }

    proptest! {
        #[test]
        fn texts_mean_what_decimals_say(
            text in "-?[0-9]{1,12}(\\.[0-9]{1,12})?([eE-][0-9])?",
            before in "[0-9.-]{0,9}",
            behind in "[0-9.,-]{0,3}",
        ) {
            let fixed = Fixed::parse(text.as_bytes());
            let decimal = Decimal::parse(text.as_bytes());
            if let Some(fixed) = fixed {
                prop_assert_eq!(Ok(fixed.to_decimal()), decimal);
            }
            let part = before.len()..before.len() + text.len();
            let longer = before + &text + &behind;
            if let Some(short) = Fixed::parse_short_in(longer.as_bytes(), part.clone()) {
                prop_assert_eq!(Some(short), fixed);
            }
            if let Some(whole) = Fixed::parse_whole_in(longer.as_bytes(), part) {
                prop_assert!(whole.is_whole() && Some(whole) == fixed);
            }
        }

        #[test]
        fn decimals_come_and_go(mantissa: i128, down in 0u32..128, scale in 0u8..39, a in fixed()) {
            let decimal = Decimal::new((mantissa >> down) % LIMIT as i128, scale).unwrap();
            if let Some(fixed) = Fixed::from_decimal(decimal) {
                prop_assert_eq!(fixed.to_decimal().parts(), decimal.normalized().parts());
            } else {
                let limit = Decimal::new(10i128.pow(18), 0).unwrap();
                let fine = decimal.normalized().parts().1 > QUOTIENT_SCALE;
                prop_assert!(fine || decimal >= limit || decimal <= -limit);
            }
            prop_assert_eq!(Fixed::from_decimal(a.to_decimal()), Some(a));
            prop_assert_eq!(a.to_long_decimal(), a.to_decimal());
        }

        #[test]
        fn whole_numbers_stay_whole(number: i64) {
            if let Some(fixed) = Fixed::from_int(number) {
                prop_assert_eq!(fixed.to_decimal(), Decimal::from(number));
                prop_assert!(fixed.is_whole());
            }
        }

        #[test]
        fn arithmetic_is_that_of_decimals(a in fixed(), b in fixed(), count: u64, down in 0u32..63) {
            let (x, y) = (a.to_decimal(), b.to_decimal());
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a == b, x == y);
            prop_assert_eq!(a.is_whole(), x.is_whole());
            prop_assert_eq!(a.checked_neg().map(Fixed::to_decimal), Some(-x));
            if let Some(sum) = a.checked_add(b) {
                prop_assert_eq!(Ok(sum.to_decimal()), x.checked_add(y));
            }
            if let Some(difference) = a.checked_sub(b) {
                prop_assert_eq!(Ok(difference.to_decimal()), x.checked_sub(y));
            }
            if let Some(full) = a.full(b) {
                prop_assert_eq!(Some(Ok(full.to_decimal())), x.full(y));
            }
            for how in roundings() {
                if let Some(rounded) = a.rounded(how) {
                    prop_assert_eq!(Ok(rounded.to_decimal()), x.rounded(how));
                }
            }
            let count = (count >> down).max(1);
            let divisor = Decimal::new(i128::from(count), 0).unwrap();
            let quotient = x.checked_div(divisor).unwrap();
            prop_assert_eq!(a.div_count(count).map(|q| Ok(q.to_decimal())), Some(quotient));
        }
    }
}
