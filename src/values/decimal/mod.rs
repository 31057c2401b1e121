//! Exact decimal numbers of up to 38 digits, which only division rounds.

mod parse;
pub(super) mod plain;
pub(super) mod quotient;
pub(super) mod short;
mod written;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;

use super::Rounding;
use plain::Plain;

/// The most digits that a decimal holds, before and after the point together.
pub(super) const MAX_DIGITS: u32 = 38;
pub(super) const LIMIT: u128 = 10u128.pow(MAX_DIGITS);
/// A quotient is rounded to this many decimals, half to even.
pub(super) const QUOTIENT_SCALE: u8 = 20;

/// An exact decimal number of up to 38 digits: `mantissa ÷ 10^scale`.
///
/// Sums, differences and products are exact or an error, never rounded. A quotient has 20
/// decimals, rounded half to even.
#[derive(Clone, Copy)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

/// Why a number cannot be held exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalFault {
    /// The text is not a number in JSON's form.
    NotANumber,
    /// The number needs more than 38 digits.
    TooManyDigits,
}

impl fmt::Display for DecimalFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecimalFault::NotANumber => f.write_str("not a number"),
            DecimalFault::TooManyDigits => {
                write!(f, "more than {MAX_DIGITS} digits, which cannot be kept exactly")
            }
        }
    }
}

impl std::error::Error for DecimalFault {}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { mantissa: 0, scale: 0 };

    /// `mantissa ÷ 10^scale`; an error beyond 38 digits.
    pub fn new(mantissa: i128, scale: u8) -> Result<Decimal, DecimalFault> {
        let decimal = Decimal { mantissa, scale };
        if mantissa.unsigned_abs() < LIMIT && u32::from(scale) <= MAX_DIGITS {
            return Ok(decimal);
        }
        let shorter = decimal.normalized();
        if shorter.mantissa.unsigned_abs() < LIMIT && u32::from(shorter.scale) <= MAX_DIGITS {
            return Ok(shorter);
        }
        Err(DecimalFault::TooManyDigits)
    }

    /// Reads a number in JSON's form (`-12`, `19.99`, `1.5e3`), nothing else around it.
    #[inline]
    pub fn parse(text: &[u8]) -> Result<Decimal, DecimalFault> {
        match Plain::parse(text) {
            Some(plain) => Ok(plain.into()),
            None => parse::any(text),
        }
    }

    /// `mantissa ÷ 10^scale` for any scale, also a negative one.
    fn from_scientific(mut mantissa: i128, mut scale: i64) -> Result<Decimal, DecimalFault> {
        if mantissa == 0 {
            return Ok(Decimal { mantissa, scale: scale.clamp(0, 2) as u8 });
        }
        while scale > i64::from(MAX_DIGITS) && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        while scale < 0 {
            mantissa = mantissa.checked_mul(10).ok_or(DecimalFault::TooManyDigits)?;
            scale += 1;
        }
        let scale = u8::try_from(scale).map_err(|_| DecimalFault::TooManyDigits)?;
        Decimal::new(mantissa, scale)
    }

    /// The number over 10 to the `places`: cents become dollars with `places` 2.
    pub fn shifted_down(self, places: u8) -> Result<Decimal, DecimalFault> {
        Decimal::from_scientific(self.mantissa, i64::from(self.scale) + i64::from(places))
    }

    /// The sum, if it can be kept exactly.
    pub fn checked_add(self, other: Decimal) -> Result<Decimal, DecimalFault> {
        // Where there is no room, it may be zeros at the ends that take it.
        let sum = sum(self, other).or_else(|| sum(self.normalized(), other.normalized()));
        let (sum, scale) = sum.ok_or(DecimalFault::TooManyDigits)?;
        Decimal::new(sum, scale)
    }

    /// The difference, if it can be kept exactly.
    pub fn checked_sub(self, other: Decimal) -> Result<Decimal, DecimalFault> {
        self.checked_add(-other)
    }

    /// The product, if it can be kept exactly.
    pub fn checked_mul(self, other: Decimal) -> Result<Decimal, DecimalFault> {
        if let Some(product) = self.mantissa.checked_mul(other.mantissa) {
            return Decimal::from_scientific(
                product,
                i64::from(self.scale) + i64::from(other.scale),
            );
        }
        // Beyond 128 bits the zeros at the end may still bring the product back within 38 digits.
        let product = BigInt::from(self.mantissa) * BigInt::from(other.mantissa);
        from_big(product, i64::from(self.scale) + i64::from(other.scale))
    }

    /// The quotient to 20 decimals, half to even; `None` when dividing by zero.
    pub fn checked_div(self, other: Decimal) -> Option<Result<Decimal, DecimalFault>> {
        if other.mantissa == 0 {
            return None;
        }
        Some(match self.short_quotient(other) {
            Some(quotient) => Decimal::from_quotient(quotient),
            None => self.long_quotient(other),
        })
    }

    /// How many 10^-20 the quotient is, where 128 bits have room for both sides of the division.
    fn short_quotient(self, other: Decimal) -> Option<i128> {
        let shift = i32::from(other.scale) - i32::from(self.scale) + i32::from(QUOTIENT_SCALE);
        let power = 10i128.checked_pow(shift.unsigned_abs())?;
        let (over, under) = if shift >= 0 {
            (self.mantissa.checked_mul(power)?, other.mantissa)
        } else {
            (self.mantissa, other.mantissa.checked_mul(power)?)
        };
        Some(quotient::half_even(over, under))
    }

    /// The same in numbers of any length.
    fn long_quotient(self, other: Decimal) -> Result<Decimal, DecimalFault> {
        let mut over = BigInt::from(self.mantissa);
        let mut under = BigInt::from(other.mantissa);
        let shift = i64::from(other.scale) - i64::from(self.scale) + i64::from(QUOTIENT_SCALE);
        let power = BigInt::from(10).pow(shift.unsigned_abs() as u32);
        if shift >= 0 {
            over *= power;
        } else {
            under *= power;
        }
        from_big(quotient::half_even_of_any(over, under), i64::from(QUOTIENT_SCALE))
    }

    /// The number with no more than so many decimals.
    ///
    /// # Errors
    /// If it takes one digit more than the 38 there is room for.
    pub fn rounded(self, how: Rounding) -> Result<Decimal, DecimalFault> {
        if self.scale <= how.places {
            return Ok(self);
        }
        let step = 10i128.pow(u32::from(self.scale - how.places));
        Decimal::new(how.steps(self.mantissa, step), how.places)
    }

    /// How many times a number fits into this one, toward 0; `None` for 0.
    ///
    /// # Errors
    /// If that has more than 38 digits.
    pub fn full(self, unit: Decimal) -> Option<Result<Decimal, DecimalFault>> {
        if unit.mantissa == 0 {
            return None;
        }
        let over = BigInt::from(self.mantissa) * BigInt::from(10).pow(u32::from(unit.scale));
        let under = BigInt::from(unit.mantissa) * BigInt::from(10).pow(u32::from(self.scale));
        Some(from_big(over / under, 0))
    }

    /// This many 10^-20, with as few decimals as they need.
    fn from_quotient(mantissa: i128) -> Result<Decimal, DecimalFault> {
        let quotient = Decimal { mantissa, scale: QUOTIENT_SCALE };
        let Decimal { mantissa, scale } =
            if mantissa == 0 { quotient } else { quotient.normalized() };
        Decimal::from_scientific(mantissa, i64::from(scale))
    }

    /// A number of parts that are known to be within the limits.
    pub(super) fn of_parts(mantissa: i128, scale: u8) -> Decimal {
        Decimal { mantissa, scale }
    }

    /// The mantissa and the scale: the number is `mantissa ÷ 10^scale`.
    pub(super) fn parts(self) -> (i128, u8) {
        (self.mantissa, self.scale)
    }

    /// The whole number that it is of tenths, hundredths and so on, and how many decimals those have.
    pub fn fraction(self) -> (i128, u8) {
        (self.mantissa, self.scale)
    }

    /// Whether there is nothing after the point.
    pub fn is_whole(self) -> bool {
        self.mantissa % 10i128.pow(u32::from(self.scale)) == 0
    }

    /// Whether it is less than 0.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The nearest number that computers calculate statistics with.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The number as a whole one, where it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        let whole = self.is_whole().then(|| self.mantissa / 10i128.pow(u32::from(self.scale)))?;
        i64::try_from(whole).ok()
    }

    /// Splits into the whole part, rounded down, and the billionths above it.
    /// `None` if there is something finer than a billionth, or no room.
    pub fn to_billionths(self) -> Option<(i64, i32)> {
        let down = self.normalized();
        let up = 9u32.checked_sub(u32::from(down.scale))?;
        let nanos = down.mantissa.checked_mul(10i128.pow(up))?;
        let whole = i64::try_from(nanos.div_euclid(1_000_000_000)).ok()?;
        Some((whole, nanos.rem_euclid(1_000_000_000) as i32))
    }

    /// The same number with at least `places` decimals, as people write money.
    pub fn with_decimals(self, places: u8) -> String {
        let mut text = self.normalized().to_string();
        let has = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if has < usize::from(places) {
            if has == 0 {
                text.push('.');
            }
            text.extend(std::iter::repeat_n('0', usize::from(places) - has));
        }
        text
    }

    /// The same number without zeros at the end of its fraction.
    pub fn normalized(self) -> Decimal {
        let Decimal { mut mantissa, mut scale } = self;
        for zeros in [32, 16, 8, 4, 2, 1] {
            // What ends in this many decimal zeros ends in as many binary ones, which show sooner.
            if scale >= zeros && mantissa.trailing_zeros() >= u32::from(zeros) {
                let power = 10i128.pow(u32::from(zeros));
                if mantissa % power == 0 {
                    mantissa /= power;
                    scale -= zeros;
                }
            }
        }
        Decimal { mantissa, scale }
    }
}

/// The mantissa of the sum, and its scale, where they fit.
fn sum(a: Decimal, b: Decimal) -> Option<(i128, u8)> {
    let (a, b, scale) = aligned(a, b)?;
    Some((a.checked_add(b)?, scale))
}

/// Both mantissas at the larger of the two scales, where they fit.
fn aligned(a: Decimal, b: Decimal) -> Option<(i128, i128, u8)> {
    if a.scale == b.scale {
        return Some((a.mantissa, b.mantissa, a.scale));
    }
    let (a, b) = (a.normalized(), b.normalized());
    let scale = a.scale.max(b.scale);
    let raise = |d: Decimal| d.mantissa.checked_mul(10i128.pow(u32::from(scale - d.scale)));
    Some((raise(a)?, raise(b)?, scale))
}

fn from_big(mut number: BigInt, mut scale: i64) -> Result<Decimal, DecimalFault> {
    let zero = BigInt::ZERO;
    while scale > 0 && &number % 10 == zero && number != zero {
        number /= 10;
        scale -= 1;
    }
    let mantissa = i128::try_from(number).map_err(|_| DecimalFault::TooManyDigits)?;
    Decimal::from_scientific(mantissa, scale)
}

impl std::ops::Neg for Decimal {
    type Output = Decimal;

    fn neg(self) -> Decimal {
        Decimal { mantissa: -self.mantissa, scale: self.scale }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Decimal {
        Decimal { mantissa: i128::from(number), scale: 0 }
    }
}

impl From<usize> for Decimal {
    fn from(number: usize) -> Decimal {
        Decimal { mantissa: number as i128, scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        if let Some((a, b, _)) = aligned(*self, *other) {
            return a.cmp(&b);
        }
        let parts = |d: &Decimal| {
            let power = 10i128.pow(u32::from(d.scale));
            let up = 10i128.pow(MAX_DIGITS - u32::from(d.scale));
            (d.mantissa.div_euclid(power), d.mantissa.rem_euclid(power) * up)
        };
        parts(self).cmp(&parts(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Decimal { mantissa, scale } = self.normalized();
        (mantissa, scale).hash(state);
    }
}

/// As JSON would write it, with the decimals it was made with.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = 10u128.pow(u32::from(self.scale));
        let size = self.mantissa.unsigned_abs();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        match self.scale {
            0 => write!(f, "{sign}{size}"),
            scale => write!(
                f,
                "{sign}{}.{:0width$}",
                size / power,
                size % power,
                width = usize::from(scale)
            ),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn reads_the_text_of_the_number_exactly() {
        let cases = [
            ("19.99", "19.99"),
            ("-0", "0"),
            ("1.25e1", "12.5"),
            ("1E+2", "100"),
            ("0e400", "0"),
            ("5e-2", "0.05"),
            ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
            ("0.1000000000000000000000000000000000000000000000", "0.1"),
        ];
        for (text, shown) in cases {
            assert_eq!(decimal(text).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn refuses_what_it_cannot_keep() {
        for text in ["1e400", "1e-400", "123456789012345678901234567890123456789", "1e38"] {
            assert_eq!(Decimal::parse(text.as_bytes()), Err(DecimalFault::TooManyDigits), "{text}");
        }
        for text in ["", "-", "01", "1.", ".5", "1e", "1e+", "+1", "1_000", "NaN", " 1", "٢"] {
            assert_eq!(Decimal::parse(text.as_bytes()), Err(DecimalFault::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_quotient_has_twenty_decimals_half_to_even() {
        let third = decimal("1").checked_div(decimal("3")).unwrap().unwrap();
        assert_eq!(third.to_string(), "0.33333333333333333333");
        let tie = decimal("0.00000000000000000005").checked_div(decimal("2")).unwrap().unwrap();
        assert_eq!(tie.to_string(), "0.00000000000000000002");
        let tie = decimal("-0.00000000000000000003").checked_div(decimal("2")).unwrap().unwrap();
        assert_eq!(tie.to_string(), "-0.00000000000000000002");
        assert!(decimal("1").checked_div(Decimal::ZERO).is_none());
    }

    #[test]
    fn compares_far_apart_scales() {
        let large = decimal("99999999999999999999999999999999999999");
        let small = decimal("0.00000000000000000000000000000000000001");
        assert!(small < large && -large < small && small > Decimal::ZERO);
        assert_eq!(large.checked_add(small), Err(DecimalFault::TooManyDigits));
    }

    #[test]
    fn zeros_at_the_end_take_no_room_in_a_sum() {
        let long = Decimal::new(9 * 10i128.pow(37), 38).unwrap();
        assert_eq!(long.checked_add(long), Ok(decimal("1.8")));
        assert_eq!((-long).checked_sub(long), Ok(decimal("-1.8")));
    }

    #[test]
    fn writes_money_with_its_decimals() {
        assert_eq!(decimal("50").with_decimals(2), "50.00");
        assert_eq!(decimal("1.5").with_decimals(2), "1.50");
        assert_eq!(decimal("1.2345").with_decimals(2), "1.2345");
    }

    proptest! {
        #[test]
        fn arithmetic_agrees_with_whole_numbers(a in -1_000_000_000i64..1_000_000_000, b in -1_000_000_000i64..1_000_000_000, s in 0u8..9, t in 0u8..9) {
            let (x, y) = (Decimal::new(a.into(), s).unwrap(), Decimal::new(b.into(), t).unwrap());
            let up = |m: i64, s: u8| i128::from(m) * 10i128.pow(u32::from(9 - s));
            prop_assert_eq!(x.checked_add(y).unwrap(), Decimal::new(up(a, s) + up(b, t), 9).unwrap());
            prop_assert_eq!(x.checked_mul(y).unwrap(), Decimal::new(i128::from(a) * i128::from(b), s + t).unwrap());
            prop_assert_eq!(x.cmp(&y), up(a, s).cmp(&up(b, t)));
            prop_assert_eq!(decimal(&x.to_string()), x);
        }

        #[test]
        fn a_quotient_in_128_bits_is_the_same(a: i128, b: i128, down in 0u32..128, also in 0u32..128, s in 0u8..39, t in 0u8..39) {
            let cut = |n: i128, by: u32| (n >> by) % LIMIT as i128;
            let (x, y) = (Decimal { mantissa: cut(a, down), scale: s }, Decimal { mantissa: cut(b, also), scale: t });
            prop_assume!(y.mantissa != 0);
            if let Some(short) = x.short_quotient(y) {
                let parts = |quotient: Result<Decimal, DecimalFault>| quotient.map(Decimal::parts);
                prop_assert_eq!(parts(Decimal::from_quotient(short)), parts(x.long_quotient(y)));
            }
        }

        #[test]
        fn only_zeros_behind_the_point_go(mantissa in -1_000_000i128..1_000_000, zeros in 0u32..32, s in 0u8..39) {
            let number = Decimal { mantissa: mantissa * 10i128.pow(zeros), scale: s };
            let shorter = number.normalized();
            prop_assert_eq!(number, shorter);
            prop_assert!(shorter.scale == 0 || shorter.mantissa % 10 != 0);
        }
    }
}
