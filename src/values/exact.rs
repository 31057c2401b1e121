//! Decimals without a limit on their digits, for simulations.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::{BigInt, Sign};

use super::Decimal;
use super::currency::grouped;

/// A decimal number as long as it needs to be: `mantissa ÷ 10^scale`.
///
/// A [`Decimal`] keeps 38 digits, which a share of a share of a share soon exceeds.
#[derive(Clone, Debug)]
pub struct Exact {
    mantissa: BigInt,
    scale: u32,
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact { mantissa: BigInt::ZERO, scale: 0 };

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.mantissa.sign() == Sign::NoSign
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        self.mantissa.sign() == Sign::Minus
    }

    /// The sum, exactly.
    pub fn plus(&self, other: &Exact) -> Exact {
        let scale = self.scale.max(other.scale);
        Exact { mantissa: self.at(scale) + other.at(scale), scale }
    }

    /// The difference, exactly.
    pub fn minus(&self, other: &Exact) -> Exact {
        let scale = self.scale.max(other.scale);
        Exact { mantissa: self.at(scale) - other.at(scale), scale }
    }

    /// The product, exactly.
    pub fn times(&self, other: &Exact) -> Exact {
        let scale = self.scale.saturating_add(other.scale);
        Exact { mantissa: &self.mantissa * &other.mantissa, scale }
    }

    /// The quotient to this many decimals, half up; `None` when dividing by zero.
    pub fn over(&self, other: &Exact, places: u32) -> Option<Exact> {
        if other.is_zero() {
            return None;
        }
        let over = &self.mantissa * power(other.scale) * power(places);
        let under = &other.mantissa * power(self.scale);
        Some(Exact { mantissa: half_up(over, under), scale: places })
    }

    /// The same number with at most this many decimals, half up. What is in the middle below zero
    /// goes up too: -1.5 becomes -1.
    pub fn rounded(&self, places: u32) -> Exact {
        if self.scale <= places {
            return self.clone();
        }
        let mantissa = half_up(self.mantissa.clone(), power(self.scale - places));
        Exact { mantissa, scale: places }
    }

    /// Whether there is nothing after the point.
    pub fn is_whole(&self) -> bool {
        &self.mantissa % power(self.scale) == BigInt::ZERO
    }

    /// With exactly this many decimals, rounded half up.
    pub fn with_decimals(&self, places: u32) -> String {
        let rounded = self.rounded(places);
        let digits = rounded.at(places).magnitude().to_string();
        let width = places as usize + 1;
        let digits = format!("{digits:0>width$}");
        let (whole, rest) = digits.split_at(digits.len() - places as usize);
        let sign = if rounded.is_negative() { "-" } else { "" };
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }

    /// The same with commas between thousands.
    pub fn grouped(&self, places: u32) -> String {
        let text = self.with_decimals(places);
        match text.strip_prefix('-') {
            Some(size) => format!("-{}", grouped(size)),
            None => grouped(&text),
        }
    }

    /// The mantissa at a scale that is not smaller.
    fn at(&self, scale: u32) -> BigInt {
        &self.mantissa * power(scale.saturating_sub(self.scale))
    }
}

fn power(of_ten: u32) -> BigInt {
    BigInt::from(10).pow(of_ten)
}

/// The quotient as a whole number; what is in the middle goes up.
fn half_up(over: BigInt, under: BigInt) -> BigInt {
    let (over, under) = if under.sign() == Sign::Minus { (-over, -under) } else { (over, under) };
    let twice: BigInt = over * 2 + &under;
    let under = under * 2;
    let down = &twice / &under;
    // Division goes towards zero, but down is wanted.
    if twice.sign() == Sign::Minus && &down * &under != twice { down - 1 } else { down }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Exact {
        let (mantissa, scale) = decimal.normalized().parts();
        Exact { mantissa: BigInt::from(mantissa), scale: u32::from(scale) }
    }
}

impl From<u32> for Exact {
    fn from(number: u32) -> Exact {
        Exact { mantissa: BigInt::from(number), scale: 0 }
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.at(scale).cmp(&other.at(scale))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

/// All digits, without zeros at the end of the fraction.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.with_decimals(self.scale);
        let short = match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.'),
            false => &text,
        };
        f.write_str(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Exact {
        Exact::from(Decimal::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn keeps_all_digits() {
        let share = exact("0.31640625");
        let power = (0..8).fold(exact("100"), |product, _| product.times(&share));
        assert_eq!(
            power.to_string(),
            "0.01004524257206332858195774182519244277500547468662261962890625"
        );
    }

    #[test]
    fn rounds_half_up() {
        for (number, places, rounded) in [
            ("31.5", 0, "32"),
            ("31.4999", 0, "31"),
            ("56.25", 1, "56.3"),
            ("-1.5", 0, "-1"),
            ("-1.51", 0, "-2"),
            ("7", 2, "7.00"),
            ("0.005", 2, "0.01"),
            ("-0.4", 0, "0"),
        ] {
            assert_eq!(exact(number).with_decimals(places), rounded, "{number}");
        }
        assert_eq!(exact("500").over(&exact("147"), 2).unwrap().to_string(), "3.4");
        assert_eq!(exact("1").over(&exact("-3"), 2).unwrap().to_string(), "-0.33");
        assert!(exact("1").over(&Exact::ZERO, 2).is_none());
    }

    proptest! {
        #[test]
        fn agrees_with_decimals(a in -1_000_000i64..1_000_000, b in -1_000_000i64..1_000_000, s in 0u8..5, t in 0u8..5) {
            let (x, y) = (Decimal::new(a.into(), s).unwrap(), Decimal::new(b.into(), t).unwrap());
            let (p, q) = (Exact::from(x), Exact::from(y));
            prop_assert_eq!(p.plus(&q), Exact::from(x.checked_add(y).unwrap()));
            prop_assert_eq!(p.minus(&q), Exact::from(x.checked_sub(y).unwrap()));
            prop_assert_eq!(p.times(&q), Exact::from(x.checked_mul(y).unwrap()));
            prop_assert_eq!(p.cmp(&q), x.cmp(&y));
            prop_assert_eq!(p.is_whole(), x.is_whole());
        }
    }
}
