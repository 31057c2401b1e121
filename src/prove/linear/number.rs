//! Exact fractions, and limits that a number must keep to.

use std::cmp::Ordering;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Zero};

use crate::values::Decimal;

/// An exact fraction.
pub(in crate::prove) type Fraction = Ratio<i128>;

/// Decimals with more digits are left out, so that what is calculated from them fits.
const MOST: u128 = 10u128.pow(28);

/// A decimal as a fraction; `None` if it has too many digits.
pub(in crate::prove) fn fraction(decimal: Decimal) -> Option<Fraction> {
    let (mantissa, scale) = decimal.normalized().fraction();
    let parts = 10i128.checked_pow(u32::from(scale))?;
    let fits = mantissa.unsigned_abs() < MOST && parts.unsigned_abs() < MOST;
    fits.then(|| Ratio::new(mantissa, parts))
}

/// The sum of two fractions, if it fits. Most are whole, for which that is quick.
pub(super) fn sum(one: &Fraction, other: &Fraction) -> Option<Fraction> {
    if one.is_integer() && other.is_integer() {
        return Some(Fraction::from_integer(one.numer().checked_add(other.numer())?));
    }
    one.checked_add(other)
}

/// The same of the product.
pub(super) fn product(one: &Fraction, other: &Fraction) -> Option<Fraction> {
    if one.is_integer() && other.is_integer() {
        return Some(Fraction::from_integer(one.numer().checked_mul(other.numer())?));
    }
    one.checked_mul(other)
}

/// A fraction, and a part of something that is greater than 0 and smaller than any fraction: `x > 3`
/// is `x ≥ 3 + 1 small`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::prove) struct Limit {
    pub real: Fraction,
    pub small: Fraction,
}

impl Limit {
    pub(super) const ZERO: Limit = Limit { real: Ratio::ZERO, small: Ratio::ZERO };

    /// The fraction itself.
    pub(in crate::prove) fn at(real: Fraction) -> Limit {
        Limit { real, small: Fraction::zero() }
    }

    /// Just above the fraction.
    pub(in crate::prove) fn above(real: Fraction) -> Limit {
        Limit { real, small: Fraction::ONE }
    }

    /// Just below the fraction.
    pub(in crate::prove) fn below(real: Fraction) -> Limit {
        Limit { real, small: -Fraction::ONE }
    }

    /// The sum, if it fits.
    pub(super) fn plus(self, other: Limit) -> Option<Limit> {
        let real = sum(&self.real, &other.real)?;
        Some(Limit { real, small: sum(&self.small, &other.small)? })
    }

    /// The difference, if it fits.
    pub(super) fn minus(self, other: Limit) -> Option<Limit> {
        self.plus(other.times(-Fraction::ONE)?)
    }

    /// So many times as much, if it fits.
    pub(super) fn times(self, factor: Fraction) -> Option<Limit> {
        let real = product(&self.real, &factor)?;
        Some(Limit { real, small: product(&self.small, &factor)? })
    }

    /// A part of it, if it fits.
    pub(super) fn over(self, divisor: Fraction) -> Option<Limit> {
        let real = self.real.checked_div(&divisor)?;
        Some(Limit { real, small: self.small.checked_div(&divisor)? })
    }

    /// The fraction, if what is small is so much.
    pub(super) fn with(self, small: Fraction) -> Option<Fraction> {
        sum(&self.real, &product(&self.small, &small)?)
    }
}

impl Ord for Limit {
    fn cmp(&self, other: &Limit) -> Ordering {
        self.real.cmp(&other.real).then_with(|| self.small.cmp(&other.small))
    }
}

impl PartialOrd for Limit {
    fn partial_cmp(&self, other: &Limit) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
