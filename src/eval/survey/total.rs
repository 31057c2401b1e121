//! The sum of amounts, exactly and in any order.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::values::Decimal;

/// How many digits a limb has.
const DIGITS: usize = 19;
const BASE: i128 = 10i128.pow(DIGITS as u32);

/// The sum of amounts of up to 38 digits before and after the point. On the way, a sum may be longer than that, and
/// amounts that were returned bring it back: so a sum that is given up when it gets too long would depend on the order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Total {
    /// Two limbs before the point, and two after it, the highest first. Only what carries over makes one too long.
    limbs: [i128; 4],
}

impl Total {
    pub(super) fn add(&mut self, amount: Decimal) {
        let (mantissa, scale) = amount.fraction();
        let one = 10i128.pow(u32::from(scale));
        let (whole, rest) = (mantissa / one, mantissa % one);
        let rest = rest * 10i128.pow(2 * DIGITS as u32 - u32::from(scale));
        let limbs = [whole / BASE, whole % BASE, rest / BASE, rest % BASE];
        self.merge(Total { limbs });
    }

    pub(super) fn merge(&mut self, other: Total) {
        for (mine, theirs) in self.limbs.iter_mut().zip(other.limbs) {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// The sum, if it is no longer than an amount.
    pub(super) fn amount(self) -> Option<Decimal> {
        Decimal::parse(self.to_string().as_bytes()).ok()
    }

    pub(super) fn is_negative(self) -> bool {
        self.carried().limbs[0] < 0
    }

    /// The same sum, with all limbs but the first from 0 to less than the base.
    fn carried(self) -> Total {
        let [mut first, mut second, mut third, mut last] = self.limbs;
        third = third.saturating_add(last.div_euclid(BASE));
        last = last.rem_euclid(BASE);
        second = second.saturating_add(third.div_euclid(BASE));
        third = third.rem_euclid(BASE);
        first = first.saturating_add(second.div_euclid(BASE));
        second = second.rem_euclid(BASE);
        Total { limbs: [first, second, third, last] }
    }

    fn negated(self) -> Total {
        Total { limbs: self.limbs.map(i128::saturating_neg) }
    }

    fn parse(text: &str) -> Option<Total> {
        let (is_negative, digits) =
            text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let mut all = whole.bytes().chain(rest.bytes());
        if whole.is_empty() || rest.len() > 2 * DIGITS || !all.all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (high, low) = whole.split_at(whole.len().saturating_sub(DIGITS));
        let rest = format!("{rest:0<width$}", width = 2 * DIGITS);
        let (third, last) = rest.split_at(DIGITS);
        let high = if high.is_empty() { "0" } else { high };
        let limbs =
            [high.parse().ok()?, low.parse().ok()?, third.parse().ok()?, last.parse().ok()?];
        let total = Total { limbs };
        Some(if is_negative { total.negated() } else { total })
    }
}

impl PartialEq for Total {
    fn eq(&self, other: &Total) -> bool {
        self.carried().limbs == other.carried().limbs
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let carried = self.carried();
        let is_negative = carried.limbs[0] < 0;
        let [first, second, third, last] =
            if is_negative { carried.negated().carried().limbs } else { carried.limbs };
        let whole = format!("{first}{second:0DIGITS$}");
        let whole = whole.trim_start_matches('0');
        let rest = format!("{third:0DIGITS$}{last:0DIGITS$}");
        let rest = rest.trim_end_matches('0');
        let (sign, point) =
            (if is_negative { "-" } else { "" }, if rest.is_empty() { "" } else { "." });
        let whole = if whole.is_empty() { "0" } else { whole };
        write!(f, "{sign}{whole}{point}{rest}")
    }
}

impl Serialize for Total {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'d> Deserialize<'d> for Total {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Total, D::Error> {
        let text = String::deserialize(from)?;
        Total::parse(&text).ok_or_else(|| de::Error::custom(format!("{text} is not an amount")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(amounts: &[&str]) -> Total {
        amounts.iter().fold(Total::default(), |mut total, amount| {
            total.add(Decimal::parse(amount.as_bytes()).unwrap());
            total
        })
    }

    const MOST: &str = "99999999999999999999999999999999999999";

    #[test]
    fn sums_are_exact_in_any_order() {
        let returned = format!("-{MOST}");
        let returned = returned.as_str();
        for amounts in [[MOST, MOST, returned, "0.5"], [returned, "0.5", MOST, MOST]] {
            let total = total(&amounts);
            assert_eq!(total.to_string(), format!("{MOST}.5"));
            assert_eq!(total.amount(), None);
        }
        for amounts in [[MOST, "0.5", "-1.5"], ["-1.5", MOST, "0.5"]] {
            let amount = Decimal::parse(b"99999999999999999999999999999999999998").unwrap();
            assert_eq!(total(&amounts).amount(), Some(amount));
        }
        for (amounts, sum) in [
            (&["1.25", "-1.5"][..], "-0.25"),
            (
                &["-0.00000000000000000000000000000000000001"],
                "-0.00000000000000000000000000000000000001",
            ),
            (&[MOST, "1"], "100000000000000000000000000000000000000"),
            (&[returned, returned], "-199999999999999999999999999999999999998"),
            (&["7", "-7.0"], "0"),
            (&[], "0"),
        ] {
            let total = total(amounts);
            assert_eq!(total.to_string(), sum);
            assert_eq!(total.is_negative(), sum.starts_with('-'));
            assert_eq!(Total::parse(sum), Some(total));
        }
        for text in ["", "-", ".", ".5", "1e5", "+1", "--1", "1.-5", "x", &"9".repeat(60)] {
            assert_eq!(Total::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn sums_of_short_amounts_are_those_of_decimals(
            amounts in prop::collection::vec((any::<i32>(), 0u8..20), 0..20),
        ) {
            let (mut total, mut sum) = (Total::default(), Decimal::ZERO);
            for (mantissa, scale) in amounts {
                let amount = Decimal::new(mantissa.into(), scale).unwrap();
                total.add(amount);
                sum = sum.checked_add(amount).unwrap();
            }
            prop_assert_eq!(total.amount(), Some(sum));
            prop_assert_eq!(Total::parse(&total.to_string()), Some(total));
        }
    }
}
